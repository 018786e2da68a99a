import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, body, type Schemas } from './client';
import { POLL } from './live';

export type NodeState = Schemas['NodeState'];

/** The nodes that are there, and those that are away and have workloads; no event tells when one comes or goes. */
export function useNodes(enabled: boolean) {
  return useQuery({
    queryKey: ['nodes'],
    queryFn: ({ signal }) => body(api.GET('/v1/gatehouse/node', { signal })),
    refetchInterval: POLL,
    enabled,
  });
}

/** Gives up a node that is gone for good, with all that was at home there. */
export function useGiveUpNode() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (name: string) => body(api.DELETE('/v1/gatehouse/node/{name}', { params: { path: { name } } })),
    onSuccess: () => {
      for (const old of ['nodes', 'notebook', 'job', 'app']) void client.invalidateQueries({ queryKey: [old] });
    },
  });
}
