import { createContext, useContext, useMemo, useState, type ReactNode } from 'react';
import { en, type Whole } from './en';

export type Key = keyof Whole;
export type Catalogue = Partial<Record<Key, string>>;
export type Values = Record<string, string | number>;

/** English is always there; what else is spoken is fetched when it is wanted. */
const english: Catalogue = { ...en };
const catalogues: Record<string, Catalogue> = { en: english };
const SPOKEN = ['en', 'fr'];
const STORED = 'gatehouse.language';

/** Adds the English texts of a page that was fetched now; called by its module, before anything of it is shown. */
export function bring(texts: Catalogue): void {
  Object.assign(english, texts);
}

/** Fills in `{name}`, and `{n|# user|# users}` by the plural rules of the language. */
export function filled(text: string, values: Values, language: string): string {
  return text.replace(/\{(\w+)(?:\|([^|{}]*)\|([^{}]*))?\}/g, (whole, name: string, one?: string, other?: string) => {
    const value = values[name];
    if (value === undefined) return whole;
    if (one === undefined || other === undefined) return String(value);
    const form = new Intl.PluralRules(language).select(Number(value)) === 'one' ? one : other;
    return form.replace('#', new Intl.NumberFormat(language).format(Number(value)));
  });
}

export interface Texts {
  language: string;
  setLanguage: (language: string) => void;
  t: (key: Key, values?: Values) => string;
  /** A text by a key made at run time, or what the server said where the catalogue has none. */
  named: (key: string, otherwise: string) => string;
  date: (iso: string | undefined | null) => string;
  time: (iso: string | undefined | null) => string;
  ago: (iso: string | undefined | null) => string;
  /** A number with so many digits behind the point at most; 1 where it is not said. */
  number: (value: number, digits?: number) => string;
  /** A moment in seconds since 1970, short: on an axis. */
  moment: (seconds: number, withDay: boolean) => string;
  bytes: (value: number) => string;
  lasting: (seconds: number) => string;
  list: (items: string[], type?: 'conjunction' | 'disjunction') => string;
}

const Context = createContext<Texts | null>(null);

/** Fetches a catalogue, once. */
export async function learn(language: string): Promise<void> {
  if (language === 'fr') catalogues['fr'] ??= (await import('./fr')).fr;
}

/** The language that was chosen, or else the browser's. */
export function first(): string {
  try {
    const stored = localStorage.getItem(STORED);
    if (stored && SPOKEN.includes(stored)) return stored;
  } catch {
    // Storage may be forbidden.
  }
  return navigator.language.toLowerCase().startsWith('fr') ? 'fr' : 'en';
}

const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
];

/** A language as it is written where the reader is: dates of British readers are not those of American ones. */
function placeOf(language: string): string {
  return navigator.languages.find((each) => each.toLowerCase().split('-')[0] === language) ?? language;
}

function texts(language: string, setLanguage: (language: string) => void): Texts {
  const catalogue = catalogues[language] ?? english;
  const t = (key: Key, values: Values = {}) => filled(catalogue[key] ?? english[key] ?? key, values, language);
  const place = placeOf(language);
  const number = (value: number, digits = 1) =>
    new Intl.NumberFormat(place, { maximumFractionDigits: digits }).format(value);
  const clock = new Intl.DateTimeFormat(place, { timeStyle: 'short' });
  const calendar = new Intl.DateTimeFormat(place, { day: 'numeric', month: 'short', hour: 'numeric', minute: 'numeric' });
  return {
    language,
    setLanguage,
    t,
    number,
    named: (key, otherwise) => (catalogue as Record<string, string>)[key] ?? otherwise,
    moment: (seconds, withDay) => (withDay ? calendar : clock).format(seconds * 1000),
    date: (iso) => (iso ? new Intl.DateTimeFormat(place, { dateStyle: 'medium' }).format(new Date(iso)) : ''),
    time: (iso) =>
      iso ? new Intl.DateTimeFormat(place, { dateStyle: 'medium', timeStyle: 'medium' }).format(new Date(iso)) : '',
    ago: (iso) => {
      if (!iso) return '';
      const seconds = (new Date(iso).getTime() - Date.now()) / 1000;
      const format = new Intl.RelativeTimeFormat(place, { numeric: 'auto' });
      const step = STEPS.find(([, size]) => Math.abs(seconds) >= size);
      return step ? format.format(Math.round(seconds / step[1]), step[0]) : t('time.now');
    },
    bytes: (value) => {
      const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
      const power = value < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(value) / 10));
      return `${number(value / 1024 ** power)} ${units[power]}`;
    },
    lasting: (seconds) => {
      const parts: [number, Key][] = [
        [Math.floor(seconds / 86_400), 'time.d'],
        [Math.floor((seconds % 86_400) / 3600), 'time.h'],
        [Math.floor((seconds % 3600) / 60), 'time.m'],
        [Math.floor(seconds % 60), 'time.s'],
      ];
      const from = parts.findIndex(([value]) => value > 0);
      const shown = from < 0 ? parts.slice(3) : parts.slice(from, from + 2);
      return shown.map(([value, key]) => t(key, { n: value })).join(' ');
    },
    list: (items, type = 'conjunction') => new Intl.ListFormat(language, { type }).format(items),
  };
}

export function Language({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState(first);
  const value = useMemo(() => {
    document.documentElement.lang = language;
    return texts(language, (next) => {
      try {
        localStorage.setItem(STORED, next);
      } catch {
        // It then lasts as long as the page.
      }
      void learn(next).then(() => setLanguage(next));
    });
  }, [language]);
  return <Context value={value}>{children}</Context>;
}

export function useTexts(): Texts {
  const found = useContext(Context);
  if (!found) throw new Error('outside of Language');
  return found;
}
