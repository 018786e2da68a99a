import { useState } from 'react';

/** A choice that this browser remembers, under a name of its own; where storage is forbidden it lasts as long as the page. */
export function useRemembered(name: string, first: string): [string, (next: string) => void] {
  const key = `gatehouse.${name}`;
  const [now, setNow] = useState(() => {
    try {
      return localStorage.getItem(key) ?? first;
    } catch {
      return first;
    }
  });
  return [
    now,
    (next) => {
      setNow(next);
      try {
        localStorage.setItem(key, next);
      } catch {
        // It then lasts as long as the page.
      }
    },
  ];
}
