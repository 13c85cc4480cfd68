/** docs/subgraph-protocol.md says what the code does: its facts, its labels and its test vectors. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeJwt, type JWK } from 'jose';
import { expect, test } from 'vitest';
import { LABELS } from '../../cli/subgraph-check/contract-graph.ts';
import { projectRoot } from '../../core/config/project-root.ts';
import { FAULTS } from '../../core/errors/error-codes.ts';
import {
  CONTEXT_ISSUER,
  CONTEXT_LIFE_S,
  contextAudience,
} from '../../core/federation/signed-context.ts';
import {
  CONTEXT_HEADER,
  NOT_OFFERED_HEADER,
  PARTNERS_HEADER,
  TRACE_HEADER,
} from '../../core/http/headers.ts';
import { WORK_LIMITS } from '../../core/limits/work.ts';
import { readPurposes } from '../../core/purposes/purposes.ts';
import { createContextSigner } from '../../gateway/authentication/sign-context.ts';
import { encryptId, quarterOf } from '../../subgraphs/kit/ids/encrypted-id.ts';
import { padText } from '../../subgraphs/kit/ids/padded-text.ts';
import { createKeySet, type KeyDomain } from '../../subgraphs/kit/ids/key-set.ts';
import { keySetOf } from '../../subgraphs/kit/ids/request-ids.ts';
import { REQUEST_BOUNDS } from '../../subgraphs/kit/limits/request-bounds.ts';
import { REPRESENTATIONS_MAX } from '../../subgraphs/kit/server/entities-resolver.ts';
import { BODY_BYTES_MAX } from '../../subgraphs/kit/server/graphql-server.ts';
import { COACH, NOW, readDemoKey } from '../support/subgraph-harness.ts';

const text = readFileSync(join(projectRoot(), 'docs/subgraph-protocol.md'), 'utf8');

/** The cells of a table, without its head. */
function tableOf(name: string): readonly (readonly string[])[] {
  const [, table = ''] = new RegExp(`<!-- ${name} -->\\n([^]*?)<!-- end -->`).exec(text) ?? [];
  const rows = table.split('\n').filter((line) => line.startsWith('|'));
  return rows.slice(2).map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim().replaceAll('`', '')),
  );
}

const bytes = Buffer.from(Uint8Array.from({ length: 64 }, (_, index) => index)).toString(
  'base64url',
);
const keyOf = (domain: KeyDomain) => createKeySet(domain, { any: bytes }, true);
const KEY_SETS = { voucher: keyOf('voucher'), person: keyOf('person'), coach: keyOf('coach') };

/** An employer is no type with an id of its own: its number in the trade register is encrypted. */
const ALL_LABELS = { ...LABELS, Employer: 'llo-employer/v1' as const };

const TEXTS: Readonly<Record<string, string>> = {
  Voucher: 'otib:GV-2019-000750',
  Trajectory: 'balie-noord:TR-2025-0001',
  Enrolment: 'aventus:0c9a1f8e',
  Coach: 'balie-noord:C-17',
  Person: '999990019',
  BenefitEpisode: 'uwv:WW-1',
  Employment: 'uwv:IKV-1',
  Employer: '90000001',
};

test('the facts are those of the code', () => {
  expect(tableOf('facts')).toEqual([
    ['header of the context', CONTEXT_HEADER],
    ['iss of a context', CONTEXT_ISSUER],
    ['aud of a context', contextAudience('KIND')],
    ['seconds that a context lives', String(CONTEXT_LIFE_S)],
    ['bytes of a body, at most', String(BODY_BYTES_MAX)],
    ['tokens of a document, at most', String(REQUEST_BOUNDS.tokens)],
    ['brackets inside each other', String(REQUEST_BOUNDS.bracketNesting)],
    ['representations, at most', String(REPRESENTATIONS_MAX)],
    ['bytes of a response, at most', String(WORK_LIMITS.bytesMax)],
    ['header of the trace', TRACE_HEADER],
    ['header of partners that were asked', PARTNERS_HEADER],
    ['header of partners without an offer', NOT_OFFERED_HEADER],
    ['faults', FAULTS.join(' ')],
  ]);
});

const HEAD = `gateway:730:1:2:${'ab'.repeat(16)}`;

test('the context is what the gateway signs', async () => {
  const purpose = readPurposes().get(COACH.purpose);
  const sign = createContextSigner(readDemoKey('gateway.private') as JWK, {
    now: () => NOW.getTime(),
    headFor: () => HEAD,
  });
  const principal = {
    isPublic: false as const,
    consumer: COACH.consumer,
    scopes: ['llo:case'],
    purposes: [COACH.purpose],
    purpose,
    subject: undefined,
  };
  const token = sign(principal, 'guidance', '{"query":"{ __typename }"}') ?? '';
  const claims = Object.entries(decodeJwt(token));
  expect(tableOf('context')).toEqual([
    ...claims.map(([name, value]) => [
      name,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]),
    ['token', token],
  ]);
});

test('the labels and their domains are those of the code', () => {
  expect(tableOf('labels')).toEqual(
    Object.entries(ALL_LABELS).map(([type, label]) => [
      type,
      label,
      keySetOf(label, KEY_SETS)?.domain,
      String(padText(label, '').length),
    ]),
  );
});

test('the vectors are the ids that the code makes', () => {
  expect(quarterOf(NOW)).toBe('2026Q4');
  expect(tableOf('vectors')).toEqual(
    Object.entries(ALL_LABELS).map(([type, label]) => {
      const keySet = keySetOf(label, KEY_SETS) ?? KEY_SETS.voucher;
      const inside = TEXTS[type] ?? '';
      return [label, inside, encryptId(label, inside, COACH, keySet, NOW)];
    }),
  );
});
