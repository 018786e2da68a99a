// Every text that people read stands in the catalogue. That the French one is whole, the compiler checks.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
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
