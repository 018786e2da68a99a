// Every text that people read stands in the catalogue. That the French one is whole, the compiler checks.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const folder = fileURLToPath(new URL('../../main/panel/', import.meta.url));
const READ_OUT = new Set(['label', 'title', 'placeholder', 'aria-label', 'alt', 'hint', 'legend', 'text', 'word', 'reason']);
const NAMES = new Set(['Gatehouse', 'curl']);

function wordsIn(source, name) {
  const found = [];
  const tree = ts.createSourceFile(name, source, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  const textOf = (node) => {
    if (ts.isJsxText(node)) return node.text.trim();
    const isRead = ts.isJsxAttribute(node) && READ_OUT.has(node.name.getText());
    return isRead && node.initializer && ts.isStringLiteral(node.initializer) ? node.initializer.text : '';
  };
  const visit = (node) => {
    const text = textOf(node);
    const parent = node.parent && ts.isJsxElement(node.parent) ? node.parent.openingElement.tagName.getText() : '';
    if (/\p{L}{2}/u.test(text) && !NAMES.has(text) && parent !== 'kbd') found.push(`${name}: ${text}`);
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

test('no text is written into a page', () => {
  const files = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith('.tsx'));
  assert.ok(files.length > 30, 'the pages are not where this test looks');
  assert.deepEqual(
    files.flatMap((name) => wordsIn(readFileSync(join(folder, name), 'utf8'), name)),
    [],
  );
});

test('a text written into a page would be found', () => {
  assert.deepEqual(wordsIn('<p title="A tip">Some words</p>', 'x'), ['x: A tip', 'x: Some words']);
});

const sources = new Map(
  readdirSync(folder, { recursive: true })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
);

const found = (from, path) => {
  const whole = relative(folder, resolve(folder, dirname(from), path));
  return [`${whole}.ts`, `${whole}.tsx`].find((name) => sources.has(name));
};
const matches = (text, pattern) => [...text.matchAll(pattern)].map((match) => match[1] ?? '');
const keysIn = (name) => matches(sources.get(name) ?? '', /^ {2}'?([\w.-]+)'?:/gm);

/** A file and all that comes with it at once: what it imports, but for types and for what it fetches later. */
function together(entry) {
  const all = new Set();
  const visit = (name) => {
    if (all.has(name)) return;
    all.add(name);
    for (const path of matches(sources.get(name) ?? '', /^(?:import|export) (?!type\b)[^;]*?from '(\.[^']+)'/gm)) {
      const next = found(name, path);
      if (next) visit(next);
    }
  };
  visit(entry);
  return all;
}

const isCatalogue = (name) => name.startsWith('texts/en/');
const home = new Map([...sources.keys()].filter(isCatalogue).flatMap((name) => keysIn(name).map((key) => [key, name])));
const first = together('main.tsx');
const entries = new Set(
  [...sources].flatMap(([name, text]) => matches(text, /import\('(\.[^']+)'\)/g).map((path) => found(name, path) ?? '')),
);

test('every part of the panel that is fetched by itself has all texts that it says', () => {
  assert.ok(home.size > 400 && entries.size > 15, 'the texts are not where this test looks');
  const missing = ['main.tsx', ...entries].filter((entry) => !entry.startsWith('texts/')).flatMap((entry) => {
    const here = together(entry);
    return [...here].filter((name) => !name.startsWith('texts/')).flatMap((name) =>
      matches(sources.get(name) ?? '', /'([\w.-]+)'/g)
        .filter((key) => home.has(key) && key.includes('.'))
        .filter((key) => !here.has(home.get(key) ?? '') && !first.has(home.get(key) ?? ''))
        .map((key) => `${entry}: ${key} (${name})`),
    );
  });
  assert.deepEqual([...new Set(missing)], []);
});
