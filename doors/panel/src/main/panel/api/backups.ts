import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, body, call, projectNow, type Schemas } from './client';
import { POLL } from './live';

/** A saved workspace, as the model's API tells it. */
export interface Backup {
  id: string;
  createdAt: string;
  updatedAt: string;
  comment: string;
  /** When it is deleted; absent where it stays until others have come. */
  evictionDate?: string;
}

export type Retention = Schemas['Retention'];

const own = (id: string) => ({ project: projectNow(), id });
const PAGE = 100;

export function useBackups(id: string) {
  return useQuery({
    queryKey: ['notebook', projectNow(), 'backups', id],
    queryFn: ({ signal }) => call<{ items: Backup[] }>('GET', `/v1/notebook/${id}/backup?size=${PAGE}`, undefined, signal),
    refetchInterval: POLL,
  });
}

export function useRetention(id: string) {
  return useQuery({
    queryKey: ['notebook', projectNow(), 'retention', id],
    queryFn: ({ signal }) =>
      body(api.GET('/v1/gatehouse/project/{project}/notebook/{id}/backup-retention', { params: { path: own(id) }, signal })),
  });
}

function useDeed<Wish, Answer>(deed: (wish: Wish) => Promise<Answer>) {
  const client = useQueryClient();
  return useMutation({ mutationFn: deed, onSuccess: () => void client.invalidateQueries({ queryKey: ['notebook'] }) });
}

/** Makes a notebook of a backup. */
export const useFork = () =>
  useDeed(({ id, backup, name }: { id: string; backup: string; name: string }) =>
    call<{ id: string }>('POST', `/v1/notebook/${id}/backup/${backup}/fork`, name ? { name } : {}),
  );

export const useDeleteBackup = () =>
  useDeed(({ id, backup }: { id: string; backup: string }) =>
    body(api.DELETE('/v1/gatehouse/project/{project}/notebook/{id}/backup/{backup}', { params: { path: { ...own(id), backup } } })),
  );

/** Says how long backups are kept; null for as long as the project says. */
export const useSetRetention = () =>
  useDeed(({ id, retention }: { id: string; retention: Retention | null }) => {
    const params = { path: own(id) };
    return body(
      retention
        ? api.PUT('/v1/gatehouse/project/{project}/notebook/{id}/backup-retention', { params, body: retention })
        : api.DELETE('/v1/gatehouse/project/{project}/notebook/{id}/backup-retention', { params }),
    );
  });
