import { describe, expect, test } from 'vitest';
import { faultIn, laidOut, onlyIn, rangeOf, TEMPLATES } from '../../main/panel/pages/storage/policy';
import { volumesOf } from '../../main/panel/pages/workloads/wish';

describe('a policy', () => {
  test('is laid out where it is JSON, and left as it is where it is none', () => {
    expect(laidOut('{"Statement":[]}')).toBe('{\n  "Statement": []\n}');
    expect(laidOut('{"Statement":')).toBe('{"Statement":');
  });
  test('has its fault where the server says', () => {
    expect(faultIn('policy: line 3, column 15: Effect is Allow or Deny')).toEqual({ line: 3, column: 15, reason: 'Effect is Allow or Deny' });
    expect(faultIn('You may not.')).toBeNull();
  });
  test('is marked from the beginning to the end of a line, and at its last where there is no such line', () => {
    expect(rangeOf('ab\ncde\nf', 2)).toEqual([3, 6]);
    expect(rangeOf('ab\ncde\nf', 9)).toEqual([7, 8]);
  });
  test('differs by the lines that only one of two has', () => {
    expect(onlyIn('a\nb\nb', 'b\nc')).toEqual(['a', 'b']);
    expect(onlyIn('a', 'a')).toEqual([]);
  });
  test.each(Object.values(TEMPLATES))('to begin with is JSON: %s', (template) => {
    expect(JSON.parse(template)).toHaveProperty('Statement');
  });
});

describe('volumes', () => {
  test('are read line by line', () => {
    expect(volumesOf('data@LAKE/raw/2026:/workspace/in:ro\nout:/workspace/out:RWD\n')).toEqual([
      { mountPath: '/workspace/in', permission: 'RO', dataStore: { alias: 'LAKE', container: 'data', prefix: 'raw/2026' } },
      { mountPath: '/workspace/out', permission: 'RWD', dataStore: { alias: 'LOCAL', container: 'out' } },
    ]);
  });
  test.each(['data', 'data:/x', 'data:/x:rx', 'data:x:ro'])('are none where a line is none: %s', (line) => {
    expect(volumesOf(line)).toBeNull();
  });
});
