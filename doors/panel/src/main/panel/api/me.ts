import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { api, body, chooseProject, Problem, projectNow, type Me } from './client';
import { POLL, pollUnlessLive } from './live';
import { useIsBusy } from './typing';

async function ask(signal: AbortSignal): Promise<Me> {
  const asked = () =>
    body(api.GET('/v1/gatehouse/project/{project}/me', { params: { path: { project: projectNow() } }, signal }));
  try {
    return await asked();
  } catch (fault) {
    if (!(fault instanceof Problem) || fault.status !== 404 || projectNow() === '-') throw fault;
    chooseProject('-'); // It was chosen by somebody else at this browser.
    return asked();
  }
}

/** Who looks at this page; asked again each time something may have changed. */
export function useMe() {
  return useQuery({
    queryKey: ['me', projectNow()],
    queryFn: ({ signal }) => ask(signal),
    refetchInterval: pollUnlessLive(POLL),
  });
}

/** What the server said one may do. */
export function useMay(): (permission: string) => boolean {
  const me = useMe().data;
  return (permission) => may(me, permission);
}

/**
 * Whether a page is shown to somebody: to those who have one of these permissions, and on to who has it no
 * longer while a dialog or a form is open in it.
 */
export function useShown(...permissions: string[]): boolean {
  const may = useMay();
  const typing = useIsBusy();
  const mayNow = permissions.some(may);
  const [shown, setShown] = useState(mayNow);
  if (mayNow && !shown) setShown(true);
  if (!mayNow && shown && !typing) setShown(false);
  return mayNow || (shown && typing);
}

export function may(me: Me | undefined, permission: string): boolean {
  return me !== undefined && me.me.permissions.includes(permission);
}
