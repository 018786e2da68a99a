import { expect, test } from 'vitest';
import { csvOf } from '../../main/panel/components/csv';
import { suggestions } from '../../main/panel/pages/users/suggest';

const words = (text: string) => suggestions(text, ['ai_training_read', 'administrator']).map((each) => each.text);

test('a word that is begun goes on with the keys that begin so', () => {
  expect(words('ada ro')).toEqual(['ada role:']);
  expect(words('last_seen')).toEqual(['last_seen_before:', 'last_seen_after:']);
  expect(words('')).toEqual([]);
});
test('a key goes on with its values', () => {
  expect(words('x role:read')).toEqual(['x role:ai_training_read ']);
  expect(words('-role:adm')).toEqual(['-role:administrator ']);
  expect(words('status:')).toEqual(['status:ok ', 'status:disabled ', 'status:ended ']);
  expect(words('created_after:3')).toEqual(['created_after:30d ']);
  expect(words('nothing:')).toEqual([]);
});
test('a cell of a file is quoted, and no formula', () => {
  expect(csvOf([['a"b', '=1+1', null, 3]])).toBe(`"a""b","'=1+1","","3"`);
});
