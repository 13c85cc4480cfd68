/** How a subgraph answers `POST /statistics`, step by step. */
import type { GraphQLFormattedError } from 'graphql';
import type { Logger } from 'pino';
import { codedError } from '../../../core/errors/coded-error.ts';
import type { SubgraphName } from '../../../core/federation/subgraph-names.ts';
import type { Purposes } from '../../../core/purposes/purposes.ts';
import { recordServerSpan } from '../../../core/telemetry/spans.ts';
import { continueTrace, parseTraceparent, type Trace } from '../../../core/trace/trace.ts';
import { createSubjects, type Subject, type Subjects } from '../audit/data-subjects.ts';
import { isWritten } from '../audit/is-written.ts';
import type { SubgraphAuditLog } from '../audit/subgraph-audit-log.ts';
import type { KeySets } from '../ids/key-set.ts';
import { createPartnerTraffic } from '../partners/partner-request.ts';
import { unavailablePartnerError } from '../partners/unavailable-partner.ts';
import { dutchDay } from '../request/request-context.ts';
import {
  InvalidStatisticsTokenError,
  type AuthorizeStatistics,
} from '../statistics/authorize-statistics.ts';
import { controllerFor, deniedFor, purposeOf } from '../statistics/check-purpose.ts';
import { tableProblem } from '../statistics/check-tables.ts';
import {
  collectTables,
  TooManyRowsError,
  type CollectedTables,
  type WantedTable,
} from '../statistics/collect-tables.ts';
import {
  statisticsRequest,
  STATISTICS_ISSUER,
  type StatisticsHead,
  type StatisticsRequest,
} from '../statistics/protocol.ts';
import { lastClosedQuarter, lastDayOf } from '../statistics/quarters.ts';
import { readPartners } from '../statistics/read-partners.ts';
import { createSingleTurn, type SingleTurn } from '../statistics/single-turn.ts';
import type { StatisticsRecord, SubgraphStatistics } from '../statistics/subgraph-statistics.ts';
import { createTokens } from '../statistics/tokens.ts';
import { parseJson } from '../turns/parse-json.ts';
import { framesOf, internalError } from './format-error.ts';

/** A request as it came over HTTP. */
export interface StatisticsHttpRequest {
  readonly body: Buffer;
  /** Of the bytes of the body; see `contextDigest`. */
  readonly digest: string;
  /** The value of `authorization`. */
  readonly authorization: string | undefined;
  /** The value of `traceparent`. */
  readonly traceparent: string | undefined;
  /** Aborts when the client has left. */
  readonly left: AbortSignal;
  /** Aborts when all records should have been read. */
  readonly deadline: AbortSignal;
}

/** A stream of lines without line ends, or an error. */
export type StatisticsHttpResponse =
  | { readonly status: 200; readonly lines: AsyncIterable<string> }
  | { readonly status: number; readonly errors: readonly GraphQLFormattedError[] };

/** Never rejects, also not when the client has left. */
export type ExecuteStatistics = (request: StatisticsHttpRequest) => Promise<StatisticsHttpResponse>;

export interface StatisticsSurroundings {
  readonly name: SubgraphName;
  readonly statistics: SubgraphStatistics;
  readonly authorize: AuthorizeStatistics;
  readonly keySets: KeySets;
  readonly purposes: Purposes;
  readonly auditLog: SubgraphAuditLog;
  readonly now: () => Date;
  /** The day where it is not the clock's. */
  readonly today: string | undefined;
  readonly log: Logger;
}

/**
 * Authorize → check → read all partners → audit → send, for one request at a time. Nothing is sent before every partner
 * has responded and every line of the audit logs is on disk.
 */
export function createStatisticsExecutor(around: StatisticsSurroundings): ExecuteStatistics {
  const turn = createSingleTurn();
  return async (request) => {
    const startedMs = performance.now();
    const askedBy = parseTraceparent(request.traceparent);
    const trace = continueTrace(askedBy);
    const { left, deadline } = request;
    const signal = AbortSignal.any([left, deadline]);
    const response = await answer(request, { trace, askedBy, signal }, around, turn).catch(
      (error: unknown) => responseTo(error, signal, around.log, trace),
    );
    recordServerSpan(trace, askedBy, {
      name: `statistics ${around.name}`,
      startedMs,
      attributes: {},
      error: 'errors' in response ? String(response.errors[0]?.extensions?.['code']) : undefined,
    });
    return response;
  };
}

async function answer(
  request: StatisticsHttpRequest,
  reading: Reading,
  around: StatisticsSurroundings,
  turn: SingleTurn,
): Promise<StatisticsHttpResponse> {
  await around.authorize(request.authorization, request.digest);
  const endTurn = turn.take();
  if (endTurn === null) {
    const message = 'Cannot count for two requests at once: try again when the other has ended';
    return refusal(429, 'RATE_LIMITED', message);
  }
  // Whatever becomes of a response whose client has left, its turn is over.
  request.left.addEventListener('abort', endTurn, { once: true });
  try {
    const response = await count(request, reading, around);
    if ('errors' in response) endTurn();
    return 'errors' in response
      ? response
      : { ...response, lines: endedBy(response.lines, endTurn) };
  } catch (error) {
    endTurn();
    throw error;
  }
}

async function* endedBy(lines: AsyncIterable<string>, end: () => void): AsyncGenerator<string> {
  try {
    yield* lines;
  } finally {
    end();
  }
}

interface Reading {
  readonly trace: Trace;
  readonly askedBy: Trace | null;
  /** Aborts when nobody waits any more, or when it takes too long. */
  readonly signal: AbortSignal;
}

async function count(
  request: StatisticsHttpRequest,
  { signal, ...traces }: Reading,
  around: StatisticsSurroundings,
): Promise<StatisticsHttpResponse> {
  const parsed = statisticsRequest.safeParse(await parseJson(request.body, signal));
  if (!parsed.success) {
    return refusal(400, 'BAD_REQUEST', 'Cannot read this request: expected JSON of the protocol');
  }
  const wanted = parsed.data;
  const problem = problemOf(wanted, around);
  if (problem !== null) return refusal(400, 'BAD_REQUEST', problem);
  const purpose = purposeOf(wanted.tables, around.statistics);
  if (purpose === null) {
    const message = 'Cannot count for several purposes at once: ask for their record sets apart';
    return refusal(400, 'BAD_REQUEST', message);
  }
  const controller = controllerFor(purpose, around.purposes, {
    kind: around.name,
    today: around.today ?? dutchDay(around.now()),
  });
  if (controller === null) {
    return refusal(403, 'PURPOSE_DENIED', deniedFor(purpose));
  }
  if (!(await isWritten(around.auditLog.ready()))) return withheld();

  const startedAt = around.now();
  const subjects = createSubjects();
  const tables = collectTables(wanted.tables.map((table) => withTokens(table, wanted, around)));
  const reading = {
    until: lastDayOf(wanted.release),
    tables: wanted.tables,
    signal,
    ...reportingTo(tables, subjects),
  };
  const { partners, finish } = around.statistics.begin(reading);
  const traffic = createPartnerTraffic();
  const read = await readPartners(
    partners.filter(({ partner }) => !wanted.without.includes(partner.id)),
    {
      signal,
      trace: traces.trace,
      // What was read is not needed any more, and there is much of it.
      traffic: { ...traffic, recordResponse: () => undefined },
      principal: { consumer: controller.oin, purpose },
    },
    around.now,
  );
  const isComplete = read.unavailable.length === 0;
  if (isComplete) await finish?.();
  const written = around.auditLog.record(
    {
      traceId: traces.trace.traceId,
      askedBy: traces.askedBy,
      startedAt,
      endedAt: around.now(),
      client: controller.oin,
      purpose,
      operationHash: undefined,
      gatewayHead: undefined,
      processor: STATISTICS_ISSUER,
      categories: categoriesOf(wanted, around.statistics),
      spanOf: traffic.spanOf,
      called: traffic.sentTo(),
      isFailedAt: () => !isComplete,
    },
    isComplete ? subjects : createSubjects(),
    null,
  );
  if (!(await isWritten(written))) return withheld();
  if (!isComplete) {
    const errors = read.unavailable.map((one) => unavailablePartnerError(one, []).toJSON());
    return { status: 503, errors };
  }
  return { status: 200, lines: linesOf(read, tables, request.left) };
}

function problemOf(wanted: StatisticsRequest, { statistics, ...around }: StatisticsSurroundings) {
  const today = around.today ?? dutchDay(around.now());
  if (wanted.release > lastClosedQuarter(today)) {
    return 'Cannot count a quarter that has not ended: expected an earlier release';
  }
  const problem = tableProblem(wanted.tables, statistics);
  if (problem !== null) return problem;
  for (const { recordSet, give } of wanted.tables) {
    const domain = statistics.recordSets[recordSet]?.domain;
    if (give === 'counts' || domain == null) continue;
    if (around.keySets[domain]?.has(wanted.keyQuarter) !== true) {
      return `Cannot make tokens: there is no ${domain} key of ${wanted.keyQuarter} here`;
    }
  }
  return null;
}

function withTokens(
  table: StatisticsRequest['tables'][number],
  { release, keyQuarter }: StatisticsRequest,
  { statistics, keySets }: StatisticsSurroundings,
): WantedTable {
  const domain = statistics.recordSets[table.recordSet]?.domain;
  if (table.give === 'counts' || domain == null) return { ...table, tokenOf: null };
  const tokenOf = createTokens(keySets, domain, keyQuarter, { release, table: table.id });
  return { ...table, tokenOf };
}

function reportingTo({ addRecord, addCount }: CollectedTables, subjects: Subjects) {
  const addSubject = ({ type, partner, text }: Subject) => subjects.report(type, partner, text);
  return {
    addCount,
    addSubject,
    addRecord: (record: StatisticsRecord) => {
      if (record.subject !== null) addSubject(record.subject);
      addRecord(record);
    },
  };
}

function categoriesOf({ tables }: StatisticsRequest, { recordSets }: SubgraphStatistics) {
  const all = tables.flatMap(({ recordSet }) => recordSets[recordSet]?.categories ?? []);
  return [...new Set(all)].toSorted();
}

async function* linesOf(
  { partners }: { readonly partners: StatisticsHead['partners'] },
  tables: CollectedTables,
  signal: AbortSignal,
): AsyncGenerator<string> {
  const head: StatisticsHead = { partners };
  yield JSON.stringify(head);
  yield* tables.lines(signal);
  yield JSON.stringify({ end: tables.rowCount() });
}

function withheld(): StatisticsHttpResponse {
  const message = 'Cannot log this access now, so nothing is counted: try again later';
  return refusal(503, 'ACCOUNT_UNAVAILABLE', message);
}

function refusal(
  status: number,
  code: Parameters<typeof codedError>[0],
  message: string,
): StatisticsHttpResponse {
  return { status, errors: [codedError(code, message).toJSON()] };
}

function responseTo(
  error: unknown,
  signal: AbortSignal,
  log: Logger,
  trace: Trace,
): StatisticsHttpResponse {
  if (signal.aborted) {
    return refusal(503, 'TOO_LARGE', 'Cannot answer in time: ask for fewer tables at once');
  }
  if (error instanceof InvalidStatisticsTokenError) {
    return refusal(401, 'UNAUTHENTICATED', error.message);
  }
  if (error instanceof TooManyRowsError) {
    return refusal(413, 'TOO_LARGE', 'Cannot give so many rows at once: ask for fewer tables');
  }
  const frames = error instanceof Error ? framesOf(error) : [];
  const detail = { trace: trace.traceId, frames };
  return { status: 500, errors: [internalError(log, 'Cannot answer for statistics', detail)] };
}
