/** What is looked for in the house: the whole world's numbers and names, and what was planted. */
import { createWorld } from '../../mocks/world/create-world.ts';
import { TEST_DAY } from '../support/test-day.ts';
import { MARK, PLANTED_NUMBER, PLANTED_QUANTITY } from './canaries.ts';
import { CLIENT_MARK, CLIENT_NUMBER, type Asker } from './clients.ts';
import type { House } from './canary-harness.ts';
import { withHashes, type Secrets } from './find-secrets.ts';

const world = createWorld({ date: TEST_DAY });

/** Citizen numbers of everyone in the world, and the one that was planted. */
export const CITIZEN_NUMBERS: readonly string[] = [
  ...world.people.map(({ bsn }) => bsn),
  PLANTED_NUMBER,
  CLIENT_NUMBER,
];

/** What may be nowhere but in a partner's system and its own subgraph's memory. */
export function worldSecrets(): Secrets {
  return {
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
      [CLIENT_MARK, 'what a client sent along'],
      ['Synthetisch Persoon', 'name of a person'],
    ]),
  };
}

/** What a partner holds, and what it said; the names of its columns stay in tables of the engine. */
export function valuesOfPartners(): Secrets {
  const { words, pieces } = worldSecrets();
  const values = [...pieces].filter(([piece]) => piece !== MARK && piece !== CLIENT_MARK);
  return {
    words,
    pieces: new Map([...values, [`${MARK}-`, 'canary'], ['Geelvink', 'canary']]),
  };
}

/** Those, and what only this house has: addresses, tokens, and numbers that its partners gave. */
export function secretsOf(house: House, askers: readonly Asker[]): Secrets {
  const { words, pieces } = worldSecrets();
  const doors = [...house.doors.values()];
  return {
    words: new Map([
      ...words,
      ...doors.flatMap((door) =>
        [...door.numbers()].map((one) => [one, 'number of a partner'] as const),
      ),
    ]),
    pieces: new Map([
      ...pieces,
      ...doors.map(({ url }) => [new URL(url).host, 'address of a partner'] as const),
      ...doors.flatMap((door) =>
        [...door.secrets()].map((one) => [one, 'secret of a partner'] as const),
      ),
      ['demo-only-uwv', 'secret of a partner'],
      ['demo-only-leerwerkloket', 'secret of a partner'],
      ...askers.flatMap(({ token }) =>
        token === null ? [] : [[token, 'token of a caller'] as const],
      ),
    ]),
  };
}
