export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];
const STORED = 'gatehouse.theme';

/** The theme that was chosen. `theme.js` sets it before the first paint. */
export function theme(): Theme {
  const chosen = document.documentElement.dataset['theme'];
  return chosen === 'light' || chosen === 'dark' ? chosen : 'system';
}

export function setTheme(chosen: string): void {
  if (chosen === 'light' || chosen === 'dark') document.documentElement.dataset['theme'] = chosen;
  else delete document.documentElement.dataset['theme'];
  try {
    localStorage.setItem(STORED, chosen);
  } catch {
    // It then lasts as long as the page.
  }
}
