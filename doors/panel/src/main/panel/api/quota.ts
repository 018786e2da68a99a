import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, body, projectNow, type Schemas } from './client';
import { useMe } from './me';

export type Quota = Schemas['Quota'];
type Use = Schemas['QuotaUse'];

const project = () => ({ project: projectNow() });

export function useQuotas() {
  return useQuery({
    queryKey: ['quota', projectNow()],
    queryFn: ({ signal }) => body(api.GET('/v1/gatehouse/project/{project}/quota', { params: { path: project() }, signal })),
  });
}

/** Sets the quota of the project, of each user, or of one. */
export function useSetQuota() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ whose, quota }: { whose: 'project' | 'each'; quota: Quota }) =>
      body(
        whose === 'project'
          ? api.PUT('/v1/gatehouse/project/{project}/quota', { params: { path: project() }, body: quota })
          : api.PUT('/v1/gatehouse/project/{project}/quota/each', { params: { path: project() }, body: quota }),
      ),
    onSuccess: (now) => client.setQueryData(['quota', projectNow()], now),
  });
}

export interface Left {
  whose: 'own' | 'project' | 'each';
  what: 'cpus' | 'memory' | 'running' | 'gpus';
  used: number;
  limit: number;
}

/** What the quotas that one falls under still leave, and what they are about. */
export function left(whose: Left['whose'], quota: Quota, use: Use): Left[] {
  return (['cpus', 'gpus', 'memory', 'running'] as const).flatMap((what) => {
    const limit = quota[what];
    return limit === null || limit === undefined ? [] : [{ whose, what, used: use[what], limit }];
  });
}

/** The quotas that whoever is signed in falls under. */
export function useLeft(): Left[] {
  const me = useMe().data;
  const all = useQuotas().data;
  if (!all) return [];
  const own = all.users.find((each) => each.username === me?.me.name);
  return [...(own ? left('own', own.quota, own.inUse) : []), ...left('project', all.project, all.inUse)];
}
