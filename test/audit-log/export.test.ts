/** Every record of the audit logs goes to a collector as well, at least once, whatever the collector does. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { startAppendOnlyLog } from '../../core/audit-log/audit-log.ts';
import { startLogExport } from '../../core/audit-log/export-log.ts';
import type { PartnerSystem } from '../../mocks/partner-system.ts';
import { startUwv } from '../../mocks/uwv/start-uwv.ts';
import { createWorld } from '../../mocks/world/create-world.ts';
import { startOtlpCollector, textsOf, type OtlpSpan } from '../gateway/support/otlp-collector.ts';
import { readSubgraphOptions } from '../support/config-file.ts';
import { MATCHER, NOW } from '../support/subgraph-harness.ts';
import { TEST_DAY } from '../support/test-day.ts';
import { startAuditedSubgraph } from './audited-subgraph.ts';

const EVERY_MS = 5;
const world = createWorld({ date: TEST_DAY });
const parts: { stop(): unknown }[] = [];
let uwv: PartnerSystem;
let folder: string;
beforeAll(async () => {
  uwv = await startUwv(world);
});
afterAll(() => uwv.stop());
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vakgraaf-export-'));
});
afterEach(async () => {
  for (const part of parts.splice(0)) await part.stop();
  rmSync(folder, { recursive: true });
});

async function startCollector(statusOf?: (before: number) => number) {
  const collector = await startOtlpCollector(statusOf);
  parts.push(collector);
  return collector;
}

const exporting = (url: string, changes: unknown[] = []) =>
  startLogExport({
    folders: () => [folder],
    url,
    authorization: undefined,
    everyMs: EVERY_MS,
    onChange: (...change) => void changes.push(change),
  });

/** A record as a subgraph writes it, with this span. */
const record = (span: number) =>
  JSON.stringify({
    trace_id: 'ab'.repeat(16),
    span_id: String(span).padStart(16, '0'),
    status: 'Ok',
    name: 'naam',
    start_time: 1,
    end_time: 2,
    resource: { attributes: {} },
    attributes: {},
  });
const spansIn = (spans: readonly OtlpSpan[]) => spans.map(({ spanId }) => Number(spanId));
const start = (fileBytesMax = 1_000_000) =>
  startAppendOnlyLog({ folder, name: 'uwv', now: () => NOW, fileBytesMax });

test('each line of a subgraph becomes a span with the same ids, names, times and attributes', async () => {
  const collector = await startCollector();
  const subgraph = await startAuditedSubgraph('uwv', { uwv: uwv.url }, ['person'], {
    auditExport: { url: collector.url, authorization: 'Bearer secret', everyMs: EVERY_MS },
  });
  parts.push(subgraph);
  await subgraph.ask(MATCHER, '{ jobseekers(first: 20) { nodes { id } } }');
  const records = subgraph.records();
  expect(records).toHaveLength(21);
  await vi.waitFor(() => expect(collector.spans()).toHaveLength(21), 10_000);
  const received = collector.spans().map(({ service, ...span }) => ({
    ...span,
    service,
    attributes: textsOf(span.attributes),
  }));
  expect(received).toEqual(
    records.map((one) => ({
      service: 'vakgraaf-uwv',
      traceId: one.trace_id,
      spanId: one.span_id,
      parentSpanId: one.parent_span_id,
      name: one.name,
      kind: 'dpl.core.data_subject_id' in one.attributes ? 1 : 2,
      startTimeUnixNano: `${one.start_time}000000`,
      endTimeUnixNano: `${one.end_time}000000`,
      attributes: one.attributes,
      status: { code: 1 },
    })),
  );
  const [request] = collector.requests;
  expect([request?.path, request?.authorization]).toEqual(['/v1/traces', 'Bearer secret']);
  const { resource } = request?.body.resourceSpans?.[0] ?? { resource: { attributes: [] } };
  expect(textsOf(resource.attributes)).toEqual(records[0]?.resource.attributes);
});

test('records that the collector refuses are sent again until it takes them, in order, and the log says so twice', async () => {
  const statuses = [503, 400, 429];
  const collector = await startCollector((before) => statuses[before] ?? 200);
  const log = await start(500);
  for (let span = 1; span <= 5; span += 1) await log.append([record(span)], 30);
  const changes: unknown[] = [];
  parts.push(exporting(collector.url, changes));
  await vi.waitFor(() => expect(spansIn(collector.spans())).toEqual([1, 2, 3, 4, 5]), 10_000);
  await vi.waitFor(() => expect(changes).toEqual([[false, 'HTTP 503'], [true]]), 10_000);
  await log.stop();
});

test('after a restart what follows is sent, without what was sent; without its file everything is sent again', async () => {
  const collector = await startCollector();
  const log = await start();
  await log.append([record(1), record(2)], 30);
  await log.append([record(3)], 730);
  const first = exporting(collector.url);
  await vi.waitFor(() => expect(spansIn(collector.spans())).toEqual([1, 2, 3]), 10_000);
  await vi.waitFor(
    () =>
      expect(JSON.parse(readFileSync(join(folder, 'exported.json'), 'utf8'))).toHaveProperty('730'),
    10_000,
  );
  await first.stop();
  await log.stop();
  const next = await start();
  await next.append([record(4)], 30);
  const second = exporting(collector.url);
  await vi.waitFor(() => expect(spansIn(collector.spans())).toEqual([1, 2, 3, 4]), 10_000);
  await second.stop();
  rmSync(join(folder, 'exported.json'));
  parts.push(exporting(collector.url));
  await vi.waitFor(
    () => expect(spansIn(collector.spans())).toEqual([1, 2, 3, 4, 1, 2, 4, 3]),
    10_000,
  );
  await next.stop();
});

test('a collector that cannot be reached holds back no line, and nothing is marked as sent', async () => {
  const changes: unknown[] = [];
  const log = await start();
  const gone = await startOtlpCollector();
  await gone.stop();
  await log.append([record(1)], 30);
  parts.push(exporting(gone.url, changes));
  await vi.waitFor(() => expect(changes).toEqual([[false, 'ECONNREFUSED']]), 10_000);
  expect(existsSync(join(folder, 'exported.json'))).toBe(false);
  await log.stop();
});

test.each([
  [{ url: 'http://collector.example' }, 'use https, or unencrypted: true'],
  [{ url: 'https://c.example', tracedShare: 0.5 }, 'unexpected "tracedShare"'],
  [
    { url: 'https://c.example', authorization: 'NO_SUCH_SECRET' },
    'the secret NO_SUCH_SECRET of subgraphs.uwv.auditExport.authorization has no value',
  ],
])('a subgraph with auditExport %j does not start: %s', (auditExport, sentence) => {
  expect(() => readSubgraphOptions('uwv', { auditExport }, { demo: true })).toThrow(sentence);
});
