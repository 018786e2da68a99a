import { useEffect } from 'react';
import { useNavigate } from 'react-router';
import { PLACES } from './places';

const STORED = 'gatehouse.keys';

/** Whether single keys do something; some people dictate, and for them they must not. */
export function keysOn(): boolean {
  try {
    return localStorage.getItem(STORED) !== 'off';
  } catch {
    return true;
  }
}

export function setKeys(on: boolean): void {
  try {
    localStorage.setItem(STORED, on ? 'on' : 'off');
  } catch {
    // They then stay on.
  }
}

const goes = new Map(
  PLACES.flatMap((group) => group.places).flatMap((place) => (place.key ? [[place.key, place.to] as const] : [])),
);

const inField = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

function rows(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>('main [data-row] th[role=rowheader] a')];
}

function step(by: number): void {
  const all = rows();
  const at = all.findIndex((row) => row.closest('[data-row]')?.contains(document.activeElement));
  all[Math.min(all.length - 1, Math.max(0, at + by))]?.focus();
}

/** The keys of every page. None of them deletes, and none acts inside a field. */
export function useShortcuts(open: (what: 'palette' | 'keys') => void): void {
  const navigate = useNavigate();
  useEffect(() => {
    let afterG = 0;
    const onKey = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        open('palette');
        return;
      }
      const busy = event.ctrlKey || event.metaKey || event.altKey || inField(event.target);
      if (busy || !keysOn() || document.querySelector('[role=dialog],[role=alertdialog],[role=menu]')) return;
      const place = Date.now() - afterG < 1500 ? goes.get(event.key) : undefined;
      afterG = event.key === 'g' ? Date.now() : 0;
      if (place) void navigate(place);
      else if (event.key === '?') open('keys');
      else if (event.key === 'j') step(1);
      else if (event.key === 'k') step(-1);
      else if (event.key === '/') document.querySelector<HTMLElement>('main input[type=search]')?.focus();
      else if (event.key === 'c') document.querySelector<HTMLElement>('main [data-create]')?.click();
      else if (event.key === '.')
        document.activeElement?.closest('[data-row]')?.querySelector<HTMLElement>('.row-menu')?.click();
      else return;
      event.preventDefault();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [navigate, open]);
}
