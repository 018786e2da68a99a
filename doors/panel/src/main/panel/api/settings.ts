import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, body, projectNow } from './client';
import { POLL } from './live';

const project = () => ({ project: projectNow() });

export function useEgress() {
  return useQuery({
    queryKey: ['egress', projectNow()],
    queryFn: ({ signal }) => body(api.GET('/v1/gatehouse/project/{project}/egress', { params: { path: project() }, signal })),
  });
}

export function useSetEgress() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (hosts: string[]) =>
      body(api.PUT('/v1/gatehouse/project/{project}/egress', { params: { path: project() }, body: { hosts } })),
    onSuccess: () => void client.invalidateQueries({ queryKey: ['egress'] }),
  });
}

export function useHealth() {
  return useQuery({
    queryKey: ['health'],
    queryFn: ({ signal }) => body(api.GET('/v1/gatehouse/health', { signal })),
    refetchInterval: POLL,
  });
}

export function useAuditKey() {
  return useQuery({
    queryKey: ['audit-key'],
    queryFn: ({ signal }) => body(api.GET('/v1/gatehouse/audit/key', { signal })),
    staleTime: Infinity,
  });
}

export function useHours(by: 'user' | 'label') {
  return useQuery({
    queryKey: ['hours', projectNow(), by],
    queryFn: ({ signal }) =>
      body(
        api.GET('/v1/gatehouse/project/{project}/usage', {
          params: { path: project(), query: { by, days: 30 } },
          signal,
        }),
      ),
  });
}

export function useAccounts(enabled: boolean) {
  return useQuery({
    queryKey: ['accounts'],
    queryFn: ({ signal }) => body(api.GET('/v1/gatehouse/account', { signal })),
    enabled,
  });
}

export function useAccountDeed() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ name, deed }: { name: string; deed: 'suspend' | 'resume' | 'delete' }) => {
      const params = { path: { name } };
      if (deed === 'delete') return body(api.DELETE('/v1/gatehouse/account/{name}', { params }));
      return body(
        deed === 'suspend'
          ? api.POST('/v1/gatehouse/account/{name}/suspend', { params })
          : api.POST('/v1/gatehouse/account/{name}/resume', { params }),
      );
    },
    onSuccess: () => void client.invalidateQueries({ queryKey: ['accounts'] }),
  });
}

export function useNewAccount() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (username: string) => body(api.POST('/v1/gatehouse/account', { body: { username } })),
    onSuccess: () => void client.invalidateQueries({ queryKey: ['accounts'] }),
    gcTime: 0, // The link in the answer is a secret: it goes with the dialog.
  });
}

export function useSetPassword() {
  return useMutation({
    mutationFn: ({ name, password }: { name: string; password: string }) =>
      body(api.PUT('/v1/gatehouse/account/{name}/password', { params: { path: { name } }, body: { password } })),
    gcTime: 0,
  });
}

/** One's own applications, or those of a user. */
export function useApplications(user?: string) {
  return useQuery({
    queryKey: ['applications', projectNow(), user ?? ''],
    queryFn: ({ signal }) =>
      body(
        user === undefined
          ? api.GET('/v1/gatehouse/application', { signal })
          : api.GET('/v1/gatehouse/project/{project}/user/{user}/application', {
              params: { path: { ...project(), user } },
              signal,
            }),
      ),
  });
}

export function useDeleteApplication(user?: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: number) =>
      body(
        user === undefined
          ? api.DELETE('/v1/gatehouse/application/{id}', { params: { path: { id: String(id) } } })
          : api.DELETE('/v1/gatehouse/project/{project}/user/{user}/application/{id}', {
              params: { path: { ...project(), user, id: String(id) } },
            }),
      ),
    onSuccess: () => void client.invalidateQueries({ queryKey: ['applications'] }),
  });
}
