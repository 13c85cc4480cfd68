import { beforeAll, describe, expect, test } from 'vitest';
import { makeReference } from '../../dashboard/pages/reference/make-reference.mjs';
import type { Reference } from '../../dashboard/pages/reference/reference.ts';
import { currentReference } from '../../dashboard/pages/reference/reference-plugin.mjs';
import { createReferenceSearch, idOf } from '../../dashboard/pages/reference/search-reference.ts';

let reference: Reference;
beforeAll(() => {
  reference = currentReference();
});

const field = (type: string, name: string) =>
  reference.types.find((one) => one.name === type)?.fields.find((one) => one.name === name);
const purposesOf = (type: string, name: string) =>
  field(type, name)?.purposes?.map((index) => reference.purposes[index]?.nl);

describe('the reference', () => {
  test('of a field has its Dutch term, description, type, owner, layer, purposes and shortest saved query', () => {
    expect(field('Voucher', 'redeemedOn')).toEqual({
      name: 'redeemedOn',
      term: 'verzilverd op',
      text: 'The day on which the fund took the redemption in; null as long as it is not redeemed.',
      type: 'Date',
      owners: ['funds'],
      layer: 'case',
      purposes: expect.any(Array),
      args: [],
      example: '17-status-bij-de-school',
      deprecated: null,
    });
    expect(purposesOf('Voucher', 'redeemedOn')).toEqual([
      'begeleiding van een persoon',
      'ondersteuning bij een voucher',
      'inzage in eigen gegevens',
      'ontwikkelen en proberen met verzonnen gegevens',
    ]);
  });

  test('opens a field with a policy of its own only for purposes that satisfy that of the type too', () => {
    expect(purposesOf('Query', 'me')).toEqual(['inzage in eigen gegevens']);
    expect(field('Programme', 'name')?.purposes).toBeNull();
  });

  test('has a term and a description for every type and field except the root', () => {
    const entries = reference.types
      .filter(({ name }) => name !== 'Query')
      .flatMap((type) => [type, ...type.fields]);
    expect(entries.length).toBeGreaterThan(500);
    expect(entries.filter(({ term, text }) => term === '' || text === '')).toEqual([]);
  });

  test('has the reason of a deprecated field, and leaves out the types of the federation', () => {
    const { types } = makeReference({
      supergraph: `
        directive @join__type(graph: join__Graph!) on OBJECT
        enum join__Graph { ONE }
        "NL: ding. A thing."
        type Query @join__type(graph: ONE) { "NL: oud. Old." old: Int @deprecated(reason: "gone soon") }
      `,
      purposes: [],
      savedQueries: [],
    });
    expect(types.map(({ name, fields }) => [name, fields[0]?.deprecated])).toEqual([
      ['Query', 'gone soon'],
    ]);
  });
});

describe('a search of the reference', () => {
  const first = (text: string) =>
    createReferenceSearch(reference)(text).found.slice(0, 1).map(idOf);

  test.each([
    ['begeleidingstraject', 'Trajectory'],
    ['traject', 'Trajectory'],
    ['Voucherregeling', 'VoucherScheme'],
    ['verzilverd', 'VoucherStatus.REDEEMED'],
    ['verzilverd op', 'Voucher.redeemedOn'],
    ['redeemedOn', 'Voucher.redeemedOn'],
    ['voucher redeemed on', 'Voucher.redeemedOn'],
    ['Voucher.redeemedOn', 'Voucher.redeemedOn'],
  ])('for "%s" gives %s first', (text, id) => {
    expect(first(text)).toEqual([id]);
  });

  test.each([
    'jobseekers',
    'job seekers',
    'Job-Seeker',
    'jobseeker’s',
    'jobsekers',
    'werkzoekenden',
    'werkzoekende',
    'werk zoekenden',
    'werkzoeknden',
    'werklozen',
    'werkloos',
    'unemployed',
  ])('for "%s" gives job seekers among the first five', (text) => {
    const { found } = createReferenceSearch(reference)(text);
    expect(found.slice(0, 5).map(idOf)).toContain('Query.jobseekers');
  });

  test('for a word of a description alone gives what has it', () => {
    expect(createReferenceSearch(reference)('bearer').found.map(idOf)).toContain('Voucher.id');
  });

  test('for nothing, and for a word that is nowhere, gives nothing', () => {
    const find = createReferenceSearch(reference);
    expect(find(' ')).toEqual({ found: [], total: 0 });
    expect(find('xyzzy')).toEqual({ found: [], total: 0 });
  });
});
