import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, body, projectNow, type Receipt, type Schemas } from './client';
import { POLL, pollUnlessLive } from './live';

export interface UserSearch {
  q: string;
  sort: string;
  order: string;
  page: number;
  size: number;
}

const project = () => ({ project: projectNow() });
const path = (user: number | string) => ({ path: { ...project(), user: String(user) } });

export function useUsers(search: UserSearch, enabled = true) {
  return useQuery({
    queryKey: ['users', projectNow(), search],
    queryFn: ({ signal }) =>
      body(
        api.GET('/v1/gatehouse/project/{project}/user', {
          params: { path: project(), query: search as never },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
    refetchInterval: pollUnlessLive(POLL),
    enabled,
  });
}

export function useUser(user: string, enabled = true) {
  return useQuery({
    queryKey: ['users', projectNow(), 'one', user],
    queryFn: ({ signal }) =>
      body(api.GET('/v1/gatehouse/project/{project}/user/{user}', { params: path(user), signal })),
    refetchInterval: pollUnlessLive(POLL),
    enabled,
  });
}

export function useRoles() {
  return useQuery({
    queryKey: ['roles'],
    queryFn: ({ signal }) => body(api.GET('/v1/gatehouse/role', { signal })),
    staleTime: 600_000,
  });
}

export function useSessions(user: string, enabled = true) {
  return useQuery({
    queryKey: ['sessions', projectNow(), user],
    queryFn: ({ signal }) =>
      body(api.GET('/v1/gatehouse/project/{project}/user/{user}/session', { params: path(user), signal })),
    refetchInterval: POLL,
    enabled,
  });
}

export function useConnections(enabled = true) {
  return useQuery({
    queryKey: ['connections', projectNow()],
    queryFn: ({ signal }) =>
      body(api.GET('/v1/gatehouse/project/{project}/connection', { params: { path: project() }, signal })),
    refetchInterval: POLL,
    enabled,
  });
}

/** The nodes that are alive; what is open is listed by the one that answers. */
export function useNodes(enabled = true) {
  return useQuery({
    queryKey: ['nodes', projectNow()],
    queryFn: ({ signal }) =>
      body(api.GET('/v1/gatehouse/project/{project}/node', { params: { path: project() }, signal })),
    refetchInterval: POLL,
    enabled,
  });
}

export function useActivity(search: { subject?: string; action?: string; before?: number; limit?: number }) {
  return useQuery({
    queryKey: ['audit', projectNow(), search],
    queryFn: ({ signal }) =>
      body(
        api.GET('/v1/gatehouse/project/{project}/audit', {
          params: { path: project(), query: search as never },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
    refetchInterval: POLL,
  });
}

/** Something done to a user; every list that shows users is asked again. */
function useDeed<Wish, Answer>(deed: (wish: Wish) => Promise<Answer>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: deed,
    onSuccess: () => {
      for (const key of ['users', 'sessions', 'connections', 'audit', 'me']) {
        void client.invalidateQueries({ queryKey: [key] });
      }
    },
  });
}

export const useAddUser = () =>
  useDeed((wish: Schemas['NewUser']) =>
    body(api.POST('/v1/gatehouse/project/{project}/user', { params: { path: project() }, body: wish })),
  );

export const useSetRoles = () =>
  useDeed(({ user, roles }: { user: number; roles: string[] }) =>
    body(
      api.PUT('/v1/gatehouse/project/{project}/user/{user}/role', {
        params: path(user),
        body: { roles: roles.map((name) => ({ name })) },
      }),
    ),
  );

export const useNewPassword = () =>
  useDeed(({ user, overlapSeconds }: { user: number; overlapSeconds: number }) =>
    body(
      api.POST('/v1/gatehouse/project/{project}/user/{user}/password', {
        params: path(user),
        body: { overlapSeconds },
      }),
    ),
  );

export const useSuspend = () =>
  useDeed(({ user, back, workloads }: { user: number; back: boolean; workloads?: string }) =>
    body(
      back
        ? api.POST('/v1/gatehouse/project/{project}/user/{user}/resume', { params: path(user) })
        : api.POST('/v1/gatehouse/project/{project}/user/{user}/suspend', {
            params: { ...path(user), query: workloads ? { workloads } : {} },
          }),
    ),
  );

export const useSetEnd = () =>
  useDeed(({ user, endsAt }: { user: number; endsAt: string | null }) =>
    body(api.PUT('/v1/gatehouse/project/{project}/user/{user}/end', { params: path(user), body: { endsAt } })),
  );

export const useDeleteUser = () =>
  useDeed(({ user, workloads }: { user: number; workloads: string }) =>
    body(
      api.DELETE('/v1/gatehouse/project/{project}/user/{user}', { params: { ...path(user), query: { workloads } } }),
    ),
  );

export const useEndSession = () =>
  useDeed(({ user, id }: { user: string; id: string }) =>
    body(
      api.DELETE('/v1/gatehouse/project/{project}/user/{user}/session/{id}', {
        params: { path: { ...project(), user, id } },
      }),
    ),
  );

/** What a change to a user would do, and whether it may be done; nothing is changed by asking. */
export function usePreview(user: number, wish: Schemas['PreviewWish']) {
  return useQuery({
    queryKey: ['connections', projectNow(), 'preview', user, wish],
    queryFn: ({ signal }) =>
      body(
        api.POST('/v1/gatehouse/project/{project}/user/{user}/preview', { params: path(user), body: wish, signal }),
      ),
    placeholderData: keepPreviousData,
    retry: false,
  });
}

export const useCut = () =>
  useDeed((id: string) =>
    body(
      api.DELETE('/v1/gatehouse/project/{project}/connection/{id}', { params: { path: { ...project(), id } } }),
    ),
  );

/** A part of the list, once. */
export const findUsers = (search: UserSearch) =>
  body(api.GET('/v1/gatehouse/project/{project}/user', { params: { path: project(), query: search as never } }));

export type BulkDeed = 'suspend' | 'give' | 'take' | 'delete';

/** One of the things that may be done to several users; what it cut. */
export async function deedTo(deed: BulkDeed, user: number, role: string): Promise<Receipt | undefined> {
  switch (deed) {
    case 'suspend':
      return (await body(api.POST('/v1/gatehouse/project/{project}/user/{user}/suspend', { params: path(user) }))).receipt;
    case 'give':
      return (
        await body(
          api.POST('/v1/gatehouse/project/{project}/user/{user}/role', { params: path(user), body: { name: role } }),
        )
      ).receipt;
    case 'take':
      return (
        await body(
          api.DELETE('/v1/gatehouse/project/{project}/user/{user}/role/{role}', {
            params: { path: { ...project(), user: String(user), role } },
          }),
        )
      ).receipt;
    case 'delete':
      return (await body(api.DELETE('/v1/gatehouse/project/{project}/user/{user}', { params: path(user) }))).receipt;
  }
}
