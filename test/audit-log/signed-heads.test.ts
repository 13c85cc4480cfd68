/** Each day a log signs its newest lines, so that whoever keeps the signature can show that it was rewritten. */
import { readFileSync, readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { compactVerify, createLocalJWKSet, type JSONWebKeySet } from 'jose';
import { expect, test } from 'vitest';
import { parseHead, receiptText, type Place } from '../../core/audit-log/receipt.ts';
import { createHeadSigner } from '../../core/audit-log/signed-head.ts';
import { verifyLogs } from '../../core/audit-log/verify-log.ts';
import { readSigningKey } from '../../core/keys/signing-key.ts';
import { readDemoKey } from '../support/subgraph-harness.ts';
import { createLogWithClock, daysOf, LONG, SHORT } from './log-with-clock.ts';

const log = createLogWithClock();
const sign = createHeadSigner(readSigningKey('mocks/demo-keys/audit.private.json', true));
const publicKeys = createLocalJWKSet(readDemoKey('audit.public') as JSONWebKeySet);

/** What the given text signs, by the key of the demo. */
async function signedIn(line: string) {
  const { 'llo.signed_head': jws } = JSON.parse(line) as { 'llo.signed_head': string };
  const { payload, protectedHeader } = await compactVerify(jws, publicKeys);
  return {
    jws,
    header: protectedHeader,
    ...(JSON.parse(Buffer.from(payload).toString()) as object),
  };
}

const signedHeads = () =>
  readFileSync(join(log.folder, 'signed-heads.jsonl'), 'utf8').trimEnd().split('\n');
const linesWith = (text: string) =>
  readdirSync(log.folder)
    .filter((file) => file !== 'signed-heads.jsonl')
    .toSorted()
    .flatMap((file) => readFileSync(join(log.folder, file), 'utf8').split('\n'))
    .filter((line) => line.includes(text));

test('the first line of a next day, and a clean stop, sign the newest line of each series of that day', async () => {
  const appendOnlyLog = await log.start({ sign });
  const receipts = [
    await appendOnlyLog.append([log.line(), log.line()], daysOf(SHORT)),
    await appendOnlyLog.append([log.line()], daysOf(LONG)),
  ];
  expect(appendOnlyLog.signedHead()).toBeUndefined();
  log.days(1);
  await appendOnlyLog.append([log.line()], daysOf(SHORT));
  const newest = appendOnlyLog.signedHead();
  await appendOnlyLog.stop();
  const [first, second, ...others] = await Promise.all(signedHeads().map(signedIn));
  expect(others).toEqual([]);
  const header = { alg: 'EdDSA', kid: 'demo-audit-1' };
  // A head is the end of the receipt of the last lines.
  const heads = receipts.map((receipt) => receipt.replace(/:\d+-/, ':'));
  const iat = Date.parse('2026-01-02T12:00:00Z') / 1_000;
  expect(first).toEqual({ jws: newest, header, iss: 'uwv', day: '2026-01-01', iat, heads });
  expect(second).toMatchObject({ header, iss: 'uwv', day: '2026-01-02' });
  // In each series as well: both had lines on the first day, and a signature on the second.
  expect(linesWith('llo.signed_head')).toHaveLength(4);
  expect((await verifyLogs(log.folder)).damages).toEqual([]);
});

test('a log without a key signs nothing, and a day without lines has no signature', async () => {
  await log.write([[SHORT], [SHORT]]);
  expect(readdirSync(log.folder)).not.toContain('signed-heads.jsonl');
  const appendOnlyLog = await log.start({ sign });
  await appendOnlyLog.stop();
  expect(readdirSync(log.folder)).not.toContain('signed-heads.jsonl');
});

test('a line is written also when its signature cannot be, and a later signature holds it', async () => {
  const appendOnlyLog = await log.start({ sign });
  await appendOnlyLog.append([log.line()], daysOf(SHORT));
  renameSync(log.folder, `${log.folder}-gone`);
  log.days(1);
  await expect(appendOnlyLog.append([log.line()], daysOf(SHORT))).rejects.toThrow('Cannot write');
  renameSync(`${log.folder}-gone`, log.folder);
  const receipt = await appendOnlyLog.append([log.line()], daysOf(SHORT));
  await appendOnlyLog.stop();
  const [signed] = await Promise.all(signedHeads().map(signedIn));
  const { heads } = signed as unknown as { heads: readonly [string] };
  const { line = 0, ...place } = parseHead(heads[0]) ?? {};
  expect(receiptText({ ...(place as Place), line, firstLine: line })).toBe(receipt);
});
