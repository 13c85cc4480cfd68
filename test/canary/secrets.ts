/** The secrets to search for: all numbers and names in the world, and the planted values. */
import { recordsOf } from '../../mocks/education/school-records.ts';
import { caseRecordsOf } from '../../mocks/guidance/case-records.ts';
import { uwvRecordsOf } from '../../mocks/uwv/uwv-records.ts';
import { createWorld } from '../../mocks/world/create-world.ts';
import { SCHOOL_IDS } from '../../mocks/world/world.ts';
import { TEST_DAY } from '../support/test-day.ts';
import { MARK, PLANTED_NUMBER, PLANTED_QUANTITY } from './canaries.ts';
import { CLIENT_MARK, CLIENT_NUMBER, type TestClient } from './clients.ts';
import type { CanaryHarness } from './canary-harness.ts';
import { withHashes, type Secrets } from './find-secrets.ts';

/** The only case system that may hold citizen numbers. */
const CASE_SYSTEM = 'leerwerkloket-stedenvierkant';

const world = createWorld({ date: TEST_DAY });

/** Citizen numbers of everyone in the world, and the planted ones. */
export const CITIZEN_NUMBERS: readonly string[] = [
  ...world.people.map(({ bsn }) => bsn),
  PLANTED_NUMBER,
  CLIENT_NUMBER,
];

/** The citizen numbers of the people whom each partner may know and has records of; funds and provinces have none. */
export function numbersHeld(): ReadonlyMap<string, ReadonlySet<string>> {
  return new Map<string, ReadonlySet<string>>([
    ['uwv', new Set(uwvRecordsOf(world).byNumber.keys())],
    ...SCHOOL_IDS.map((id) => [id, new Set(recordsOf(world, id).peopleByNumber.keys())] as const),
    [CASE_SYSTEM, new Set(caseRecordsOf(world, CASE_SYSTEM, true).perNummer.keys())],
  ]);
}

/** Values that may exist only in a partner's system and the memory of its subgraph; made once, for their hashes. */
export const WORLD_SECRETS: Secrets = {
  words: new Map([
    ...withHashes(CITIZEN_NUMBERS, 'citizen number'),
    ...withHashes(
      world.vouchers.map(({ number }) => number),
      'raw voucher number',
    ),
    ...world.associations.map(({ id }) => [id, 'association id'] as const),
    ...world.people.map(({ id }) => [id, 'person of the world'] as const),
  ]),
  pieces: new Map([
    [MARK, 'canary'],
    [String(PLANTED_QUANTITY), 'value of a partner'],
    [CLIENT_MARK, 'value of a client'],
    ['Synthetisch Persoon', 'name of a person'],
  ]),
};

/** The values of partners, without planted names of columns, which the JavaScript engine keeps. */
export function valuesOfPartners(): Secrets {
  const { words, pieces } = WORLD_SECRETS;
  const values = [...pieces].filter(([piece]) => piece !== MARK && piece !== CLIENT_MARK);
  return {
    words,
    pieces: new Map([...values, [`${MARK}-`, 'canary'], ['Geelvink', 'canary']]),
  };
}

/** The same, with the addresses, tokens and partners' numbers of one harness. */
export function secretsOf(harness: CanaryHarness, clients: readonly TestClient[]): Secrets {
  const { words, pieces } = WORLD_SECRETS;
  const partners = [...harness.partners.values()];
  return {
    words: new Map([
      ...words,
      ...partners.flatMap((partner) =>
        [...partner.numbers()].map((one) => [one, 'number of a partner'] as const),
      ),
    ]),
    pieces: new Map([
      ...pieces,
      ...partners.map(({ url }) => [new URL(url).host, 'address of a partner'] as const),
      ...partners.flatMap((partner) =>
        [...partner.secrets()].map((one) => [one, 'secret of a partner'] as const),
      ),
      ['demo-only-uwv', 'secret of a partner'],
      ['demo-only-leerwerkloket', 'secret of a partner'],
      ...clients.flatMap(({ token }) =>
        token === null ? [] : [[token, 'token of a client'] as const],
      ),
    ]),
  };
}
