import { expect, test } from 'vitest';
import { SECTORS } from '../../core/sectors/sectors.ts';
import { industriesIn, sectorOfIndustry } from '../../subgraphs/uwv/sbi.ts';

const CODES = Array.from({ length: 9_900 }, (_, index) => String(index + 100).padStart(4, '0'));

test.each(SECTORS.filter((sector) => sector !== 'TECHNIEK'))(
  'a filter by %s matches exactly the industries of that sector',
  (sector) => {
    const prefixes = industriesIn([sector]);
    const wrong = CODES.filter(
      (code) =>
        prefixes.some((prefix) => code.startsWith(prefix)) !== (sectorOfIndustry(code) === sector),
    );
    expect(wrong).toEqual([]);
  },
);

test('a filter by techniek also matches its branches, and no industry is matched twice', () => {
  expect(industriesIn(['TECHNIEK'])).toEqual(
    expect.arrayContaining([...industriesIn(['INSTALLATION_TECHNOLOGY', 'MANUFACTURING'])]),
  );
  const all = industriesIn(SECTORS);
  const twice = CODES.filter((code) => all.filter((one) => code.startsWith(one)).length !== 1);
  expect(twice).toEqual([]);
});

test('sectorOfIndustry reads dots and a fifth digit, and gives null for a word', () => {
  expect(['43.22', '43.22.1', '62', 'techniek', ''].map(sectorOfIndustry)).toEqual([
    'INSTALLATION_TECHNOLOGY',
    'INSTALLATION_TECHNOLOGY',
    'ICT',
    null,
    null,
  ]);
});
