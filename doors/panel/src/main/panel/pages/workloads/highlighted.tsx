import type { ReactNode } from 'react';
import css from './Log.module.css';
import { ESCAPES } from './lines';

/** A line with the colours it asks for, and what is searched for marked; all of it is text, whatever it looks like. */
export function highlighted(line: string, wanted: string): ReactNode[] {
  const pieces: ReactNode[] = [];
  let look = '';
  let at = 0;
  const add = (text: string) => {
    if (text) {
      pieces.push(
        <span key={pieces.length} className={look}>
          {marked(text, wanted)}
        </span>,
      );
    }
  };
  for (const match of line.matchAll(ESCAPES)) {
    add(line.slice(at, match.index));
    at = match.index + match[0].length;
    if (match[1] !== undefined) look = classes(match[1], look);
  }
  add(line.slice(at));
  return pieces;
}

function classes(codes: string, before: string): string {
  let look = before;
  for (const code of codes.split(';').map(Number)) {
    if (code === 0) look = '';
    else if (code === 1) look += ` ${css['bold'] ?? ''}`;
    else if ((code >= 30 && code <= 37) || (code >= 90 && code <= 97)) look = css[`a${code % 10}`] ?? '';
  }
  return look;
}

function marked(text: string, wanted: string): ReactNode {
  if (!wanted) return text;
  const parts: ReactNode[] = [];
  const lower = text.toLowerCase();
  let at = 0;
  for (let found = lower.indexOf(wanted); found >= 0; found = lower.indexOf(wanted, at)) {
    parts.push(text.slice(at, found), <mark key={found}>{text.slice(found, found + wanted.length)}</mark>);
    at = found + wanted.length;
  }
  parts.push(text.slice(at));
  return parts;
}
