import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { call, projectNow } from './client';

/** An account at a registry, as the model's API says it: without its password. */
export interface Registry {
  id: string;
  url: string;
  username: string;
  user: string;
  createdAt: string;
  updatedAt: string;
}

export interface RegistryWish {
  url: string;
  username: string;
  /** Left out, the one that is kept stays. */
  password?: string;
}

export function useRegistries(enabled: boolean) {
  return useQuery({
    queryKey: ['registries', projectNow()],
    queryFn: async ({ signal }) =>
      (await call<{ items: Registry[] }>('GET', '/v1/registry?size=1000', undefined, signal)).items,
    enabled,
  });
}

function useDeed<Wish>(deed: (wish: Wish) => Promise<unknown>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: deed,
    onSuccess: () => void client.invalidateQueries({ queryKey: ['registries'] }),
  });
}

/** Adds an account, or changes the one of this id. */
export const useKeepRegistry = () =>
  useDeed(({ id, wish }: { id: string | null; wish: RegistryWish }) =>
    id ? call('PUT', `/v1/registry/${id}`, wish) : call('POST', '/v1/registry', wish),
  );

export const useDeleteRegistry = () => useDeed((id: string) => call('DELETE', `/v1/registry/${id}`));
