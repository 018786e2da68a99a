import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, body, call, projectNow, type Schemas } from './client';
import { POLL, pollUnlessLive } from './live';

export type Token = Schemas['Token'];

/** A token as the model's API makes one: its value is in this answer and nowhere else. */
export interface IssuedToken {
  id: string;
  spec: { name: string };
  status: { value: string | null };
}

export interface NewToken {
  name: string;
  role: string;
  labelSelector?: string;
  expiresAt?: string;
}

export function useTokens() {
  return useQuery({
    queryKey: ['tokens', projectNow()],
    queryFn: ({ signal }) =>
      body(
        api.GET('/v1/gatehouse/project/{project}/token', {
          params: { path: { project: projectNow() }, query: { size: 1000 } },
          signal,
        }),
      ),
    refetchInterval: pollUnlessLive(POLL),
  });
}

function useDeed<Wish, Answer>(deed: (wish: Wish) => Promise<Answer>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: deed,
    onSuccess: () => void client.invalidateQueries({ queryKey: ['tokens'] }),
  });
}

export const useCreateToken = () => useDeed((wish: NewToken) => call<IssuedToken>('POST', '/v1/token', wish));
export const useRenewToken = () => useDeed((id: string) => call<IssuedToken>('POST', `/v1/token/${id}/renew`));
export const useDeleteToken = () => useDeed((id: string) => call<unknown>('DELETE', `/v1/token/${id}`));
