import { useSyncExternalStore } from 'react';

export type Link = 'live' | 'polling' | 'lost' | 'signed-out';

let now: Link = 'polling';
let good = Date.now();
const listeners = new Set<() => void>();
const onReturn = new Set<() => void>();

function become(next: Link): void {
  if (next === now || (now === 'signed-out' && next !== 'live')) return;
  const wasLost = now === 'lost';
  now = next;
  listeners.forEach((listener) => listener());
  if (wasLost && next !== 'signed-out') onReturn.forEach((listener) => listener());
}

let streaming = false;

/** How the page and its server are connected. */
export const connection = {
  lost: () => become('lost'),
  found: () => {
    good = Date.now();
    become(streaming ? 'live' : 'polling');
  },
  signedOut: () => become('signed-out'),
  stream: (open: boolean) => {
    streaming = open;
    if (open) become('live');
    else if (now === 'live') become('polling');
  },
  streaming: () => streaming,
  now: () => now,
  /** When the server last answered. */
  lastGood: () => good,
  whenBack: (listener: () => void) => {
    onReturn.add(listener);
    return () => void onReturn.delete(listener);
  },
};

export function useLink(): Link {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    () => now,
  );
}
