/** Clients of the soak: saved operations for every role, new operations, invalid requests, and clients that leave. */
import { judge, type Verdict } from './responses.ts';
import { savedOperations, type SavedOperation } from '../support/saved-operations.ts';
import { headersOf, type GraphqlResult } from '../support/stack.ts';
import { TEST_DAY } from '../support/test-day.ts';
import type { Random } from '../support/random.ts';

export interface LoadCounts {
  requests: number;
  whole: number;
  partial: number;
  left: number;
  refused: number;
  /** Parts that were missing, with how often. */
  readonly missing: Map<string, number>;
  readonly wrong: string[];
  /** Milliseconds of the requests since the last report. */
  latencies: number[];
}

export interface Load {
  readonly counts: LoadCounts;
  /** Sends every saved operation until each response is whole, and returns those that are not. */
  untilWhole(): Promise<readonly string[]>;
  stop(): Promise<void>;
}

const OPERATIONS = savedOperations(TEST_DAY);
const ATTEMPTS_MAX = 40;
const PAUSE_MS = 500;
/** Longer than any deadline of ours: a request that takes longer hangs. */
const HANGS_AFTER_MS = 60_000;

const INVALID: readonly (readonly [code: string, query: string])[] = [
  ['GRAPHQL_PARSE_FAILED', '{ programmes { nodes { name }'],
  ['GRAPHQL_VALIDATION_FAILED', '{ programmes { nodes { noSuchField } } }'],
  ['UNAUTHENTICATED', '{ vouchers(first: 1) { nodes { status } } }'],
  ['TOO_LARGE', `{ ${'a { '.repeat(60)} b ${' }'.repeat(60)} }`],
];

export async function startLoad(url: string, clients: number, random: Random): Promise<Load> {
  const counts: LoadCounts = {
    requests: 0,
    whole: 0,
    partial: 0,
    left: 0,
    refused: 0,
    missing: new Map(),
    wrong: [],
    latencies: [],
  };
  const wholes = new Map<string, GraphqlResult>();
  for (const operation of OPERATIONS) wholes.set(operation.id, await askWhole(url, operation));
  const state = { isStopped: false, serial: 0 };

  const record = (what: string, verdict: Verdict) => {
    if (verdict.is === 'whole') counts.whole += 1;
    else if (verdict.is === 'refused') counts.refused += 1;
    else if (verdict.is === 'wrong') counts.wrong.push(`${what}: ${verdict.why}`);
    else {
      counts.partial += 1;
      for (const one of verdict.missing) {
        counts.missing.set(one, (counts.missing.get(one) ?? 0) + 1);
      }
    }
  };
  const timed = async (work: () => Promise<void>) => {
    const startedAt = performance.now();
    counts.requests += 1;
    await work();
    counts.latencies.push(performance.now() - startedAt);
  };

  const steps = {
    saved: async () => {
      const operation = OPERATIONS[random(OPERATIONS.length)];
      const whole = operation && wholes.get(operation.id);
      if (!operation || !whole) return;
      await timed(async () => record(operation.id, judge(whole, await ask(url, operation))));
    },
    unknown: async () => {
      const alias = `a${(state.serial += 1)}`;
      const document = `query N${state.serial} { ${alias}: programmes(first: ${1 + random(3)}) { ${alias}: nodes { id } } }`;
      await timed(async () => {
        const { data, errors } = await ask(url, { ...PUBLIC, document });
        const nodes = (data as Record<string, Record<string, unknown> | null> | null)?.[alias];
        const isRight = errors !== undefined || Array.isArray(nodes?.[alias]);
        record('a new operation', isRight ? { is: 'whole' } : { is: 'wrong', why: 'no data' });
      });
    },
    invalid: async () => {
      const [code = '', document = ''] = INVALID[random(INVALID.length)] ?? [];
      await timed(async () => {
        const { errors = [] } = await ask(url, { ...PUBLIC, document });
        const found = (errors[0] as { extensions?: { code?: string } } | undefined)?.extensions
          ?.code;
        if (found === code) counts.refused += 1;
        else counts.wrong.push(`an invalid request: ${String(found)} and not ${code}`);
      });
    },
    leave: async () => {
      const operation = OPERATIONS[random(OPERATIONS.length)];
      if (!operation) return;
      counts.requests += 1;
      const signal = AbortSignal.timeout(1 + random(40));
      await ask(url, operation, signal).catch(() => undefined);
      counts.left += 1;
    },
  };

  const run = async () => {
    while (!state.isStopped) {
      const chance = random(20);
      const step =
        chance < 15
          ? steps.saved
          : chance < 17
            ? steps.unknown
            : chance < 19
              ? steps.invalid
              : steps.leave;
      try {
        await step();
      } catch (error) {
        const { message, cause } = error as Error;
        const why = cause instanceof Error ? cause.message : '';
        counts.wrong.push(`no response: ${message} ${why}`);
      }
    }
  };
  const running = Array.from({ length: clients }, run);

  return {
    counts,
    untilWhole: async () => {
      const failed: string[] = [];
      for (const operation of OPERATIONS) {
        const whole = wholes.get(operation.id) ?? {};
        for (let attempt = 1; attempt <= ATTEMPTS_MAX; attempt += 1) {
          const verdict = judge(whole, await ask(url, operation));
          if (verdict.is === 'whole' || verdict.is === 'refused') break;
          if (attempt === ATTEMPTS_MAX) failed.push(`${operation.id}: ${JSON.stringify(verdict)}`);
          await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
        }
      }
      return failed;
    },
    stop: async () => {
      state.isStopped = true;
      await Promise.all(running);
    },
  };
}

const PUBLIC: SavedOperation = { id: '', principal: null, document: '', variables: {} };

async function askWhole(url: string, operation: SavedOperation): Promise<GraphqlResult> {
  for (let attempt = 1; attempt <= ATTEMPTS_MAX; attempt += 1) {
    const response = await ask(url, operation);
    if (!response.errors) return response;
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
  throw new Error(`Cannot get a whole response to ${operation.id}`);
}

async function ask(
  url: string,
  { principal, document, variables }: SavedOperation,
  signal = AbortSignal.timeout(HANGS_AFTER_MS),
): Promise<GraphqlResult> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(principal ? await headersOf(principal) : {}),
    },
    body: JSON.stringify({ query: document, variables }),
    signal,
  });
  return (await response.json()) as GraphqlResult;
}
