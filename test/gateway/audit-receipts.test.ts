/** What subgraphs, which may belong to others, say about their audit logs: into the gateway's log and to no client. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { splitLine } from '../../core/audit-log/chained-line.ts';
import type { AccessRecord } from '../../gateway/audit/access-record.ts';
import { EXECUTORS, startSmallGateway, type SmallGateway } from './support/small-gateway.ts';

const QUERY = '{ vouchers { id } }';
const DATA = { vouchers: [{ id: '1' }] };
const sum = 'ab'.repeat(16);
const receipt = (line: number) => `otib:730:3:${line}-${line + 1}:${sum}`;

let folder: string;
let gateway: SmallGateway;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vakgraaf-receipts-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Asks once, stops the gateway and gives the response and the line of its log. */
async function askOnce(body: string, query = QUERY) {
  const { funds } = gateway;
  funds.respondWith({ body });
  const response = await gateway.ask(query, { token: await gateway.token() });
  await gateway.stop();
  const [line] = readdirSync(folder)
    .flatMap((file) => readFileSync(join(folder, file), 'utf8').split('\n'))
    .flatMap((text) => splitLine(text)?.json ?? [])
    .filter((json) => json.includes('"trace_id"'));
  const record = JSON.parse(line ?? '') as AccessRecord;
  const { receipts, receipts_dropped, signed_heads, silent } = record;
  return { response, line: { receipts, receipts_dropped, signed_heads }, silent };
}

const bodyWith = (extensions: unknown) => JSON.stringify({ data: DATA, extensions });

describe.each(Object.entries(EXECUTORS))('the executor %s', (_, executor) => {
  beforeEach(async () => {
    gateway = await startSmallGateway({ ...executor, auditFolder: folder });
  });

  test.each([
    ['as our subgraphs write it', bodyWith({ auditReceipts: [receipt(1), receipt(8)] })],
    [
      'with spaces',
      JSON.stringify(JSON.parse(bodyWith({ auditReceipts: [receipt(1), receipt(8)] })), null, 2),
    ],
    [
      'before the data, and twice',
      JSON.stringify({
        extensions: { auditReceipts: [receipt(1), receipt(8), receipt(1)] },
        data: DATA,
      }),
    ],
  ])(
    'writes the receipts of a subgraph into its line, and gives none to the client: %s',
    async (_how, body) => {
      const { response, line } = await askOnce(body);
      expect(response.body).toEqual({ data: DATA });
      expect(line).toEqual({ receipts: [receipt(1), receipt(8)] });
    },
  );

  test('writes receipts that came with errors, and a signed head', async () => {
    const errors = [{ message: 'late', path: ['vouchers'], extensions: { code: 'INTERNAL' } }];
    const extensions = { auditReceipts: [receipt(1)], auditSignedHeads: ['aa.bb.cc'] };
    const { response, line } = await askOnce(JSON.stringify({ data: null, errors, extensions }));
    expect(Object.keys(response.body).toSorted()).toEqual(['data', 'errors']);
    expect(line).toEqual({ receipts: [receipt(1)], signed_heads: ['aa.bb.cc'] });
  });

  test('names a subgraph without a response as silent after more errors than a client is told of', async () => {
    const extensions = { code: 'PARTNER_NO_ANSWER', partner: 'aventus', fault: 'late' };
    const errors = Array.from({ length: 250 }, (_error, index) => ({
      message: `late ${index}`,
      path: ['trainings'],
      extensions: { ...extensions, kind: 'education' },
    }));
    const payableWith = [{ __typename: 'Scheme', id: 's' }];
    gateway.education.respondWith({ data: { trainings: [{ id: 't', payableWith }] }, errors });
    const { silent } = await askOnce('not JSON', '{ trainings { payableWith { name } } }');
    expect(silent.toSorted()).toEqual(['aventus', 'funds']);
  });

  test('drops and counts what is no receipt, whatever it is', async () => {
    const { response, line } = await askOnce(
      bodyWith({
        auditReceipts: [
          receipt(1),
          'Jan Jansen, 999990019',
          `otib:730:3:9-8:${sum}`,
          `otib:730:3:4:${sum}`,
          `${'a'.repeat(200)}:730:3:1-2:${sum}`,
          `${receipt(1)}\n{"trace_id":"forged"}`,
          7,
          null,
          [receipt(2)],
          { toString: receipt(3) },
        ],
        auditSignedHeads: ['no signature', `aa.bb.${'c'.repeat(5_000)}`],
        other: 'ignored',
      }),
    );
    expect(response.body).toEqual({ data: DATA });
    expect(line).toEqual({ receipts: [receipt(1)], receipts_dropped: 11 });
  });

  test.each([
    ['a text', 'otib', 1],
    ['an object', { length: 1_000_000 }, 1],
    ['a number', 5, 1],
  ])('drops and counts a list that is %s', async (_how, auditReceipts, dropped) => {
    const { response, line } = await askOnce(bodyWith({ auditReceipts }));
    expect(response.body).toEqual({ data: DATA });
    expect(line).toEqual({ receipts: [], receipts_dropped: dropped });
  });

  test('keeps a thousand receipts of a response, and counts the others', async () => {
    const auditReceipts = Array.from({ length: 3_000 }, (_one, line) => receipt(line + 1));
    const { response, line } = await askOnce(bodyWith({ auditReceipts }));
    expect(response.body).toEqual({ data: DATA });
    expect(line).toEqual({ receipts: auditReceipts.slice(0, 1_000), receipts_dropped: 2_000 });
  });

  test('reads the text of the extension inside a value as a value', async () => {
    const id = `,"extensions":{"auditReceipts":["${receipt(1)}"]}}`;
    const { response, line } = await askOnce(JSON.stringify({ data: { vouchers: [{ id }] } }));
    expect(response.body).toEqual({ data: { vouchers: [{ id }] } });
    expect(line).toEqual({ receipts: [] });
  });
});
