import type { UserSearch } from '../../api/users';

export const SIZES = [25, 50, 100];

/** A search as it stands in the address of the page. What is typed goes to the server as it is, `key:value` included. */
export function searchOf(params: URLSearchParams): UserSearch {
  const size = Number(params.get('size'));
  return {
    q: params.get('q') ?? '',
    sort: params.get('sort') ?? 'createdAt',
    order: params.get('order') ?? 'desc',
    page: Math.max(0, Number(params.get('page') ?? 1) - 1 || 0),
    size: SIZES.includes(size) ? size : 25,
  };
}

/** The value of a key in a search. */
export function valueOf(text: string, key: string): string {
  return text.split(/\s+/).find((word) => word.startsWith(`${key}:`))?.slice(key.length + 1) ?? '';
}

/** The search with a `key:value` put in, or taken out where it is empty. */
export function narrowed(text: string, key: string, value: string): string {
  const rest = text.split(/\s+/).filter((word) => word && !word.startsWith(`${key}:`));
  return [...rest, ...(value ? [`${key}:${value}`] : [])].join(' ');
}
