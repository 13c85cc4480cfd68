import { expect, test } from 'vitest';
import { readZip } from '../../subgraphs/provinces/read-zip.ts';
import { zip } from './zip.ts';

const BOUNDS = { entriesMax: 2, unpackedBytesMax: 1_000 };

test('readZip unpacks every entry, whatever size an entry claims', () => {
  const parts = [
    ['een.xml', Buffer.from('één')],
    ['twee.xml', Buffer.alloc(995, 'x')],
  ] as const;
  expect(readZip(zip(parts), BOUNDS)).toEqual(new Map(parts));
  expect(readZip(zip(parts, 1), BOUNDS)).toEqual(new Map(parts));
});

test.each([
  ['more bytes than allowed over all entries together', [500, 501]],
  ['one entry that is too large', [1_001]],
  ['more entries than allowed', [1, 1, 1]],
])('an archive with %s is garbled', (_, sizes) => {
  const parts = sizes.map((size, index) => [`${index}.xml`, Buffer.alloc(size)] as const);
  expect(() => readZip(zip(parts), BOUNDS)).toThrow('garbled');
});
