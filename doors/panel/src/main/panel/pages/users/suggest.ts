/** What one may type on with in the search for users. */
export interface Suggestion {
  /** The whole text, with the word filled in. */
  text: string;
  word: string;
  /** Of the key it begins with; empty for a whole word. */
  key: string;
}

export const KEYS = [
  'role',
  '-role',
  'status',
  'last_seen',
  'last_seen_before',
  'last_seen_after',
  'created_before',
  'created_after',
] as const;
const VALUES: Record<string, string[]> = { status: ['ok', 'disabled', 'ended'], last_seen: ['never'] };
const AGO = ['1d', '7d', '30d', '90d'];
const MOST = 8;

/** How the last word of a search may go on: keys first, then the values of a key. */
export function suggestions(text: string, roles: string[]): Suggestion[] {
  const at = text.search(/\S*$/);
  const before = text.slice(0, at);
  const word = text.slice(at).toLowerCase();
  if (word === '') return [];
  const made = (whole: string, key: string) => ({ text: before + whole, word: whole, key });
  const colon = word.indexOf(':');
  if (colon < 0) {
    return KEYS.filter((key) => key.startsWith(word) && key !== word).map((key) => made(`${key}:`, key));
  }
  const key = word.slice(0, colon);
  const begun = word.slice(colon + 1);
  const values = key === 'role' || key === '-role' ? roles : (VALUES[key] ?? (KEYS.some((each) => each === key) ? AGO : []));
  return values
    .filter((value) => value.includes(begun) && value !== begun)
    .slice(0, MOST)
    .map((value) => made(`${key}:${value} `, ''));
}
