import { describe, expect, test } from 'vitest';
import { Chain, hashOf } from '../../main/panel/api/chain';
import { LineBuffer, MOST_LINES } from '../../main/panel/pages/workloads/lines';
import { argumentsOf, pairs, wordsOf } from '../../main/panel/pages/workloads/wish';
import { narrowed, valueOf } from '../../main/panel/pages/users/search';
import { filled } from '../../main/panel/texts/texts';
import { en } from '../../main/panel/texts/en';
import { fr } from '../../main/panel/texts/fr';

describe('a text', () => {
  test('is filled in, by the plural rules of its language', () => {
    expect(filled('{n|# user|# users} of {all}', { n: 1, all: 'x' }, 'en')).toBe('1 user of x');
    expect(filled('{n|# user|# users}', { n: 1200 }, 'en')).toBe('1,200 users');
    expect(filled('{n|# compte|# comptes}', { n: 0 }, 'fr')).toBe('0 compte');
    expect(filled('{missing}', {}, 'en')).toBe('{missing}');
  });
  test('has the same things to fill in in both languages', () => {
    const names = (text: string) => [...text.matchAll(/\{(\w+)/g)].map((match) => match[1]);
    const french = fr as Record<string, string>;
    const other = Object.entries(en).filter(([key, text]) => names(text).some((name) => !names(french[key] ?? '').includes(name)));
    expect(other).toEqual([]);
  });
});

describe('a search', () => {
  test('is narrowed, widened and read by its keys', () => {
    expect(narrowed('ada role:x', 'role', 'y')).toBe('ada role:y');
    expect(narrowed('ada role:x', 'role', '')).toBe('ada');
    expect(valueOf('ada role:x', 'role')).toBe('x');
  });
});

describe('a command', () => {
  test('is taken apart as a shell does, and put together again', () => {
    expect(argumentsOf(`python3 -c "print('a b')" 'x y' a\\ b ""`)).toEqual(['python3', '-c', "print('a b')", 'x y', 'a b', '']);
    expect(argumentsOf(wordsOf(["it's", '$HOME', 'plain']))).toEqual(["it's", '$HOME', 'plain']);
  });
  test('has pairs line by line', () => {
    expect(pairs('a=1\nb=x=y\n')).toEqual([['a', '1'], ['b', 'x=y']]);
    expect(pairs('no pair')).toBeNull();
  });
});

describe('a log', () => {
  test('begins a line anew at a carriage return, and keeps what came in pieces together', () => {
    const buffer = new LineBuffer();
    buffer.take('10 %\r20 %\nha');
    buffer.take('lf\n');
    expect(buffer.lines).toEqual(['20 %', 'half']);
  });
  test('keeps the newest lines', () => {
    const buffer = new LineBuffer();
    buffer.take(Array.from({ length: MOST_LINES + 10 }, (_, index) => `${index}\n`).join(''));
    expect(buffer.lines.length).toBe(MOST_LINES);
    expect(buffer.lines[0]).toBe('10');
  });
});

describe('the chain of the audit', () => {
  const line = { number: 1, at: '2026-11-23T10:00:00Z', subject: 'user:1', who: 'ada', credential: '', address: '::1', action: 'user.create', target: 'é', result: 'done', revision: 3, details: { b: '2', a: '1' }, hash: '' };
  test('holds for lines that follow from each other, and breaks at the one that was changed', async () => {
    const first = { ...line, hash: await hashOf('0'.repeat(64), line) };
    const second = { ...line, number: 2, hash: await hashOf(first.hash, { ...line, number: 2 }) };
    const good = new Chain();
    for (const each of [first, { checkpoint: 1 }, second]) await good.take(JSON.stringify(each));
    expect([good.count, good.broken]).toEqual([2, 0]);
    const bad = new Chain();
    for (const each of [first, { ...second, who: 'eve' }]) await bad.take(JSON.stringify(each));
    expect(bad.broken).toBe(2);
  });
});
