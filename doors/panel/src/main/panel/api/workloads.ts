import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, body, call, projectNow, type Schemas } from './client';
import { pollUnlessLive } from './live';

export type Workload = Schemas['Workload'];
export type Kind = Workload['kind'];
export const KINDS: Kind[] = ['notebook', 'job', 'app'];

export interface Flavor {
  id: string;
  type: 'cpu' | 'gpu';
  description: string;
  default: boolean;
  max: number;
  resourcesPerUnit: { cpu: number; memory: number };
  gpuInformation?: { gpuBrand: string; gpuModel: string; gpuMemory: number };
}

export interface Offer {
  id: string;
  name: string;
  description: string;
  versions: string[];
}

export interface WorkloadSearch {
  text: string;
  owner: string;
  state: string;
  label: string;
  sort: string;
  order: string;
  page: number;
  size: number;
}

export const ALL: WorkloadSearch = { text: '', owner: '', state: '', label: '', sort: '', order: '', page: 0, size: 25 };
const POLL_WORK = 3000;
const project = () => projectNow();
const given = (search: object) => Object.fromEntries(Object.entries(search).filter(([, value]) => value !== ''));

export function useWorkloads(kind: Kind, search: WorkloadSearch, enabled = true) {
  return useQuery({
    queryKey: [kind, project(), search],
    queryFn: ({ signal }) =>
      body(
        api.GET('/v1/gatehouse/project/{project}/workload/{kind}', {
          params: { path: { project: project(), kind }, query: given(search) },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
    refetchInterval: pollUnlessLive(POLL_WORK),
    enabled,
  });
}

export function useWorkload(kind: Kind, id: string) {
  return useQuery({
    queryKey: [kind, project(), 'one', id],
    queryFn: ({ signal }) =>
      body(
        api.GET('/v1/gatehouse/project/{project}/workload/{kind}/{id}', {
          params: { path: { project: project(), kind, id } },
          signal,
        }),
      ),
    refetchInterval: pollUnlessLive(POLL_WORK),
  });
}

export function useEvents(kind: Kind, id: string) {
  return useQuery({
    queryKey: [kind, project(), 'events', id],
    queryFn: ({ signal }) =>
      body(
        api.GET('/v1/gatehouse/project/{project}/workload/{kind}/{id}/event', {
          params: { path: { project: project(), kind, id } },
          signal,
        }),
      ),
    refetchInterval: pollUnlessLive(POLL_WORK),
  });
}

function useCapability<T>(path: string) {
  return useQuery({
    queryKey: ['capabilities', path],
    queryFn: ({ signal }) => call<T>('GET', `/v1/capabilities/${path}`, undefined, signal),
    staleTime: 600_000,
  });
}

export const useFlavors = () => useCapability<Flavor[]>('flavor');
export const useImages = () => useCapability<Offer[]>('job/image');
export const useFrameworks = () => useCapability<Offer[]>('notebook/framework');
/** The editors that go with a framework. */
export const useEditors = (framework: string) =>
  useCapability<Offer[]>(`notebook/editor?compatibleWithFramework=${encodeURIComponent(framework)}`);

function useDeed<Wish, Answer>(deed: (wish: Wish) => Promise<Answer>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: deed,
    onSettled: () => KINDS.forEach((kind) => void client.invalidateQueries({ queryKey: [kind] })),
  });
}

export const useLaunch = (kind: Kind) =>
  useDeed((wish: Record<string, unknown>) => call<{ id: string }>('POST', `/v1/${kind}`, wish));

export const useStart = () =>
  useDeed(({ kind, id }: { kind: Kind; id: string }) => call<unknown>('PUT', `/v1/${kind}/${id}/start`));

export const useStop = () =>
  useDeed(({ kind, id }: { kind: Kind; id: string }) =>
    call<unknown>('PUT', `/v1/${kind}/${id}/${kind === 'job' ? 'kill' : 'stop'}`),
  );

/** Ends a notebook and begins it anew; its workspace is saved in between. */
export const useRestart = () => useDeed((id: string) => call<unknown>('PUT', `/v1/notebook/${id}/restart`));

/** Deletes; what runs is stopped first, in one go. */
export const useDelete = () =>
  useDeed(({ kind, id }: { kind: Kind; id: string }) => call<unknown>('DELETE', `/v1/${kind}/${id}?force=true`));

/** Says how many replicas there are to be, or by what that is decided; those there are go on. */
export const useScale = () =>
  useDeed(({ id, strategy }: { id: string; strategy: Record<string, unknown> }) =>
    call<unknown>('PUT', `/v1/app/${id}/scalingstrategy`, strategy),
  );

/** Changes what an app runs; what serves goes on until the new is ready. */
export const useChange = () =>
  useDeed(({ id, wish }: { id: string; wish: Record<string, unknown> }) => call<unknown>('PUT', `/v1/app/${id}`, wish));

/** Sets a label; without a value it goes. */
export const useLabel = () =>
  useDeed(({ kind, id, name, value }: { kind: Kind; id: string; name: string; value: string | null }) =>
    call<unknown>('PUT', `/v1/${kind}/${id}/label`, { name, value }),
  );

/** The command that does the same, in the server's own words. */
export function useCommand(kind: Kind, wish: Record<string, unknown>) {
  return useQuery({
    queryKey: ['command', kind, wish],
    queryFn: async ({ signal }) =>
      (await call<{ command: string }>('POST', `/v1/${kind}/command`, wish, signal)).command,
    placeholderData: keepPreviousData,
    retry: false,
  });
}

/** Whether nothing of an app runs until somebody asks for it. */
export const isAsleep = ({ state, serving }: Workload) => state === 'SCALING' && serving?.replicas === 0 && serving.fleet.length === 0;

export type Mood = 'good' | 'busy' | 'calm' | 'warn' | 'bad';

/** How a state is shown: colour, icon and word go together. */
export function mood(workload: Workload): Mood {
  if (workload.state === 'TIMEOUT' || workload.state === 'SYNC_FAILED') return 'warn';
  if (isAsleep(workload)) return 'calm';
  return ({ running: 'good', working: 'busy', stopped: 'calm', failed: 'bad' } as const)[workload.group];
}

export const nameOf = (workload: Workload) => workload.name || workload.id.slice(0, 8);

/** Whether the server lets one do it now, and if not why. */
export function allowed(workload: Workload, deed: string): { yes: boolean; never: boolean; why: string | undefined } {
  const found = workload.allowedActions[`${workload.kind}.${deed}`];
  return { yes: found?.allowed ?? false, never: !found || found.refusedBy === 'role', why: found?.reason };
}

export const RANGES = ['15m', '1h', '6h', '24h', '7d', '30d'] as const;
export type Range = (typeof RANGES)[number];
export type Usage = Schemas['Usage'];

const OFTEN_USAGE = 5000;

export function useUsage(kind: Kind, id: string, range: Range) {
  return useQuery({
    queryKey: [kind, project(), 'usage', id, range],
    queryFn: ({ signal }) =>
      body(
        api.GET('/v1/gatehouse/project/{project}/workload/{kind}/{id}/usage', {
          params: { path: { project: project(), kind, id }, query: { range } },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
    refetchInterval: range === '15m' || range === '1h' ? OFTEN_USAGE : OFTEN_USAGE * 12,
  });
}

/** A volume as the model's API tells it. */
export interface Volume {
  mountPath: string;
  permission: string;
  dataStore?: { alias: string; container: string; prefix?: string };
  publicGit?: { url: string };
  publicSwift?: { url: string };
}

/** Data on its way, as the model's API tells it. */
export interface Move {
  id: string;
  createdAt: string;
  spec: { direction: string };
  status: {
    state: string;
    info: { message: string };
    progress: { total: number; completed: number; failed: number; transferredBytes: number }[];
  };
}

export interface Moving {
  spec: { volumes: Volume[] };
  status: {
    volumes: { mountPath: string; lastPulledCreatedAt: string | null; lastPushedCreatedAt: string | null }[];
    dataSync: Move[];
  };
}

/** Which data a workload has, and what of it moved. */
export function useMoves(kind: Kind, id: string) {
  return useQuery({
    queryKey: [kind, project(), 'moves', id],
    queryFn: ({ signal }) => call<Moving>('GET', `/v1/${kind}/${encodeURIComponent(id)}`, undefined, signal),
    refetchInterval: OFTEN_USAGE,
  });
}

export function useMove(kind: Kind, id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (wish: { direction: 'pull' | 'push'; volume?: string }) =>
      call<Move>('POST', `/v1/${kind}/${encodeURIComponent(id)}/datasync`, wish),
    onSuccess: () => void client.invalidateQueries({ queryKey: [kind] }),
  });
}
