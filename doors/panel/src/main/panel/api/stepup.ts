import { useSyncExternalStore } from 'react';

/** Somebody who signed in a while ago is asked for their password again before some deeds. */
export interface Question {
  answer: (password: string | null) => void;
  wrong: boolean;
}

let question: Question | null = null;
const listeners = new Set<() => void>();

function become(next: Question | null): void {
  question = next;
  listeners.forEach((listener) => listener());
}

/** Asks, and waits for the answer; null where it is not given. */
export function askPassword(wrong: boolean): Promise<string | null> {
  return new Promise((resolve) =>
    become({
      wrong,
      answer: (password) => {
        become(null);
        resolve(password);
      },
    }),
  );
}

export function useQuestion(): Question | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    () => question,
  );
}
