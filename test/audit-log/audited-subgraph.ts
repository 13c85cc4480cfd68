/** A subgraph with an audit log in a temporary folder, requested as the gateway does. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { splitLine } from '../../core/audit-log/chained-line.ts';
import type { ProcessingRecord } from '../../subgraphs/kit/audit/processing-record.ts';
import type { KeyDomain } from '../../subgraphs/kit/ids/key-set.ts';
import { startSubgraph } from '../../subgraphs/start-subgraph.ts';
import type { SubgraphOptions } from '../../subgraphs/start-subgraph.ts';
import {
  contextOf,
  partnersAt,
  settingsOf,
  type GraphqlResult,
  type Principal,
} from '../support/subgraph-harness.ts';
import type { SubgraphName } from '../../core/federation/subgraph-names.ts';

const TRACEPARENT = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
export const QUERY_HASH = 'ab'.repeat(32);

export interface AuditedSubgraph {
  readonly folder: string;
  readonly text: () => string;
  /** All records of all partners in the order in which they were found, without their checksums. */
  readonly records: () => readonly ProcessingRecord[];
  /** Those about a data subject. */
  readonly lines: () => readonly ProcessingRecord[];
  /** The receipts of the last response. */
  readonly receipts: () => readonly string[];
  ask(client: Principal | null, query: string, variables?: object): Promise<GraphqlResult>;
  stop(): Promise<void>;
}

export async function startAuditedSubgraph(
  subgraphName: SubgraphName,
  urls: Readonly<Record<string, string>>,
  domains: readonly KeyDomain[],
  more: Partial<SubgraphOptions> = {},
): Promise<AuditedSubgraph> {
  const folder = mkdtempSync(join(tmpdir(), 'vakgraaf-audit-log-'));
  const subgraph = await startSubgraph({
    ...settingsOf(subgraphName, partnersAt(urls), domains),
    auditFolder: folder,
    auditLogOptions: { retryAfterMs: 0 },
    ...more,
  });
  const text = () =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.jsonl'))
      .toSorted()
      .map((file) => readFileSync(join(folder, file), 'utf8'))
      .join('');
  let receipts: readonly string[] = [];
  const found = new Map<string, ProcessingRecord>();
  const records = () => {
    for (const one of recordsIn(text())) found.set(one.span_id, found.get(one.span_id) ?? one);
    return [...found.values()];
  };
  return {
    folder,
    text,
    records,
    lines: () => records().filter(({ attributes }) => 'dpl.core.data_subject_id' in attributes),
    receipts: () => receipts,
    ask: async (client, query, variables = {}) => {
      const body = JSON.stringify({ query, variables });
      const response = await fetch(subgraph.url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          traceparent: TRACEPARENT,
          'x-llo-query-hash': QUERY_HASH,
          ...(client && { 'x-llo-context': await contextOf(client, subgraphName, body) }),
        },
        body,
      });
      const { extensions, ...result } = (await response.json()) as GraphqlResult & {
        extensions?: { auditReceipts: readonly string[] };
      };
      receipts = extensions?.auditReceipts ?? [];
      return result;
    },
    stop: async () => {
      await subgraph.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export function recordsIn(text: string): readonly ProcessingRecord[] {
  return text.split('\n').flatMap((line) => {
    const json = splitLine(line)?.json;
    const record = json === undefined ? null : (JSON.parse(json) as ProcessingRecord);
    return record?.trace_id === undefined ? [] : [record];
  });
}
