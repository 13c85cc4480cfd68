/** Names and comments of the product use the terms of GraphQL, Federation, HTTP and OAuth. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from '../../core/config/project-root.ts';
import { wordsIn } from './terms.ts';

interface Term {
  /** The words that name it in this field. */
  readonly use: string;
  /** Files in which the word means something else, or is a name on the wire. */
  readonly allowedIn?: readonly string[];
}

/** Words that may not return, in the singular. Add one as soon as the product is rid of it. */
const PRIVATE_WORDS: Readonly<Record<string, Term>> = {
  admission: { use: 'operation store, validation' },
  adopt: { use: 'use, put' },
  asker: {
    use: 'client, user, principal',
    allowedIn: ['subgraphs/kit/server/graphql-server.ts'],
  },
  door: {
    use: 'handler, server',
    allowedIn: ['gateway/execution/apollo/subgraph-data-source.ts'],
  },
  household: { use: 'process group' },
  lane: { use: 'cache, queue' },
  ledger: { use: 'append-only log, audit log', allowedIn: ['core/audit-log/disk.ts'] },
  recall: { use: 'get' },
  retire: { use: 'drain, close' },
  shadow: { use: 'compare' },
  silence: {
    use: 'unavailable partner, failure',
    allowedIn: [
      'subgraphs/guidance/queries.ts',
      'subgraphs/kit/partners/ask-partner.ts',
      'subgraphs/kit/request/request-context.ts',
    ],
  },
  slot: { use: 'position, field' },
  succession: { use: 'hot swap' },
  trust: { use: 'persisted operation, safelist' },
  witness: { use: 'audit log' },
};

const FOLDERS = ['core', 'schema', 'subgraphs', 'gateway', 'cli', 'mocks'];

const sources = FOLDERS.flatMap((folder) =>
  readdirSync(join(projectRoot(), folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => `${folder}/${file}`),
).map((file) => ({ file, words: wordsIn(readFileSync(join(projectRoot(), file), 'utf8')) }));

test.each(Object.entries(PRIVATE_WORDS))(
  'no identifier or comment says "%s"',
  (word, { use, allowedIn = [] }) => {
    const found = sources
      .filter(({ file }) => !allowedIn.includes(file))
      .flatMap(({ file, words }) =>
        words
          .filter((one) => one.word === word || one.word === `${word}s`)
          .map(({ line }) => `${file}:${line} says "${word}": use ${use}`),
      );
    expect(found).toEqual([]);
  },
);

test('words are found in comments and in parts of identifiers, and not in strings', () => {
  const source = [
    '/** Keeps the audit log. */',
    "const createAuditLog = 'a string with door' + `lane`;",
    '// One line.',
    'export const SDL_MAX = 1;',
  ].join('\n');
  const found = wordsIn(source).map(({ word, line }) => `${line} ${word}`);
  expect(found).toEqual([
    '1 keeps',
    '1 the',
    '1 audit',
    '1 log',
    '2 const',
    '2 create',
    '2 audit',
    '2 log',
    '3 one',
    '3 line',
    '4 export',
    '4 const',
    '4 sdl',
    '4 max',
  ]);
});
