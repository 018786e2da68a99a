import { useEffect, useSyncExternalStore } from 'react';

let open = 0;
const listeners = new Set<() => void>();

function change(by: number): void {
  open += by;
  listeners.forEach((listener) => listener());
}

/** Says that something is open that somebody is busy with: a dialog, or a form in which something was typed. */
export function useBusy(on = true): void {
  useEffect(() => {
    if (!on) return undefined;
    change(1);
    return () => change(-1);
  }, [on]);
}

/** Whether anything of that kind is open. */
export function useIsBusy(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    () => open > 0,
  );
}
