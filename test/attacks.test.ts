/**
 * What testers broke before it was repaired, with the test that would notice if it were possible again. The tests of
 * a class go further than its first example.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from '../core/config/project-root.ts';

/** A test file, and a part of the title or of the row of its test. */
type Proof = readonly [file: string, text: string];

const WORK: Readonly<Record<string, readonly Proof[]>> = {
  'a short query over funds and roles stops the event loop of the gateway': [
    ['test/journeys/limits.test.ts', 'trainings, funds and roles, four levels'],
    ['test/hostile/hostile.test.ts', 'is answered or refused with bounded work and bytes'],
  ],
  'the health check does not answer while a large response is written': [
    [
      'test/journeys/limits.test.ts',
      'small operations and /health/live respond while large operations are in flight',
    ],
  ],
  'a client that disconnects cannot stop the writing of its response': [
    [
      'test/gateway/response-size.test.ts',
      'the gateway stops writing it when the client disconnects',
    ],
  ],
  'a short query over regions and overlaps takes all memory of a subgraph': [
    ['test/journeys/limits.test.ts', 'regions and overlaps'],
    ['test/subgraphs/bounded-execution.test.ts', 'members and overlaps of regions'],
  ],
  'a subgraph goes on executing after the gateway gave up': [
    ['test/subgraphs/bounded-execution.test.ts', 'an execution ends when the client disconnects'],
  ],
  'strings and lists in arguments have no size': [
    ['test/gateway/argument-sizes.test.ts', 'a variable with a list of 10,000 elements'],
    ['test/subgraphs/argument-sizes.test.ts', 'a representation with a text of 1 MB'],
  ],
  'introspection gives 6 MB for 9 KB': [
    [
      'test/gateway/response-size.test.ts',
      'an introspection result over the limit gives TOO_LARGE',
    ],
    ['test/hostile/killers.ts', 'introspection of everything, twenty times'],
  ],
  'one document of a hundred chained fragments takes a second': [
    ['test/hostile/killers.ts', 'a hundred chained fragments'],
  ],
  'the result of a database has no limit on its bytes': [
    ['test/funds/hostile-database.test.ts', 'rows without end'],
  ],
  'limits and prices in the schema are read by nobody, and nothing raises RATE_LIMITED': [
    [
      'test/gateway/cost.test.ts',
      'gives COST_EXCEEDED with cost, limit and the most expensive path',
    ],
    ['test/gateway/rate-limits.test.ts', 'that has spent its budget gets 429 with Retry-After'],
  ],
  'new documents make a known operation wait': [
    ['test/gateway/fair-turns.test.ts', 'of 12 new documents at once 2 may wait'],
  ],
  'caches count entries and not bytes': [
    ['test/gateway/stored-bytes.test.ts', 'the bytes that are counted for 40 operations'],
  ],
  'each request about a person reads the audit files again': [
    [
      'test/audit-log/voucher-lookups.test.ts',
      'the same access history under 30 aliases reads the log once',
    ],
  ],
};

const FAULTS: Readonly<Record<string, readonly Proof[]>> = {
  'one malformed row of one fund ends the process of four': [
    ['test/funds/hostile-database.test.ts', 'a row of 32767 columns in 6 bytes'],
    ['test/fuzz/partners.test.ts', 'changed PostgreSQL messages of one fund'],
  ],
  'a workbook with a link on a whole column takes all memory': [
    ['test/provinces/hostile-workbooks.test.ts', 'a link on a whole column'],
    ['test/fuzz/partners.test.ts', 'leave the pilots of the other provinces'],
  ],
  'a file that is slow to parse makes the other provinces late': [
    [
      'test/provinces/hostile-workbooks.test.ts',
      'makes no other province unavailable, and the next workbook is read',
    ],
  ],
  'an organization id of half a character makes the offerings of every school null': [
    ['test/education/hostile-school.test.ts', 'an organization id of half a character'],
    ['test/fuzz/partners.test.ts', 'changed OOAPI responses of one school'],
  ],
  'the lists of a school that answers 404 vanish without an error': [
    ['test/support/fake-http.ts', '404 in JSON'],
    ['test/education/hostile-school.test.ts', 'makes only its own school unavailable'],
  ],
  'a query that ends without rows or their description is an empty list': [
    ['test/funds/hostile-database.test.ts', 'a query that ends without rows or their description'],
  ],
  'a process that died is never started again, and readiness does not tell': [
    ['test/demo/demo.test.ts', 'a subgraph that is killed under load is reported down'],
    [
      'test/gateway/readiness.test.ts',
      'an unreachable subgraph gives status "degraded" with its name',
    ],
  ],
  'a subgraph that fails in any way on the wire takes the data of others along': [
    ['test/chaos/chaos.test.ts', 'a subgraph with fault $name loses only its own fields'],
    ['test/chaos/chaos.test.ts', 'are each named with fault $ofPartner, until they recover'],
  ],
};

const TRUST: Readonly<Record<string, readonly Proof[]>> = {
  'a subgraph takes a key file that every user may open': [
    ['test/subgraphs/production.test.ts', 'with mode %o stops the start of a subgraph'],
  ],
  'a subgraph replays the context of a coach at another subgraph': [
    [
      'test/subgraphs/invalid-contexts.test.ts',
      'made for the subgraph of a partner that replays it',
    ],
  ],
  'the context goes to every subgraph, for public operations too': [
    ['test/gateway/context-audience.test.ts', 'only the fetches that need a context carry one'],
  ],
  'an operation name makes a persisted document execute another one': [
    [
      'test/gateway/operation-keys.test.ts',
      'does not make a persisted document execute a denied one',
    ],
  ],
  'an invalid document is answered after a valid one was stored': [
    ['test/gateway/operation-keys.test.ts', 'with %s in place of a literal'],
  ],
  'a demo key without its flag is used in production': [
    ['test/access/published-keys.test.ts', 'also with another kid and x'],
  ],
  'the schema and the supergraph are open in production': [
    ['test/access/introspection.test.ts', 'in production %s does not serve the supergraph'],
    ['test/access/introspection.test.ts', 'in production %s serves no case type without a token'],
  ],
  'a subgraph takes any content type': [['test/subgraphs/media-types.test.ts', 'application/json']],
};

const rows = Object.entries({ ...WORK, ...FAULTS, ...TRUST }).flatMap(([attack, proofs]) =>
  proofs.map(([file, text]) => ({ attack, file, text })),
);

test.each(rows)('"$attack" is covered by $file', ({ file, text }) => {
  expect(readFileSync(join(projectRoot(), file), 'utf8')).toContain(text);
});
