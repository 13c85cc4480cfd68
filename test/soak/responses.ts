/** Whether a response of the soak is right, given which parts fail at the time. */
import type { GraphqlResult } from '../support/stack.ts';

export type Verdict =
  /** As without faults. */
  | { readonly is: 'whole' }
  /** Parts are missing, and each is named. */
  | { readonly is: 'partial'; readonly missing: readonly string[] }
  /** The client has received as many people today as its purpose allows. */
  | { readonly is: 'refused' }
  | { readonly is: 'wrong'; readonly why: string };

interface NamedError {
  readonly message?: string;
  readonly extensions?: {
    readonly code?: string;
    readonly kind?: string;
    readonly partner?: string | null;
    readonly fault?: string;
  };
}

interface Extensions {
  readonly partial?: readonly NonNullable<NamedError['extensions']>[];
}

/** Compares a response with the one that was given without faults. */
export function judge(whole: GraphqlResult, response: GraphqlResult): Verdict {
  const errors = (response.errors ?? []) as readonly NamedError[];
  if (errors.length === 0) {
    const difference = differenceIn(steady(whole.data), steady(response.data), '');
    return difference === undefined ? { is: 'whole' } : { is: 'wrong', why: difference };
  }
  if (errors.every(({ extensions }) => extensions?.code === 'RATE_LIMITED'))
    return { is: 'refused' };
  const other = errors.find(({ extensions }) => extensions?.code !== 'PARTNER_NO_ANSWER');
  if (other) return { is: 'wrong', why: `error ${JSON.stringify(other)}` };
  // A partner may fail twice in one response, in two ways; it is listed once.
  const named = errors.map(({ extensions = {} }) => nameOf({ ...extensions, fault: '' }));
  const { partial = [] } = (response.extensions ?? {}) as Extensions;
  const missing = partial.map((one) => nameOf({ ...one, fault: '' }));
  const unnamed = named.find((name) => !missing.includes(name));
  if (unnamed !== undefined) return { is: 'wrong', why: `${unnamed} is not in extensions.partial` };
  const invented = inventionIn(steady(whole.data), steady(response.data), '');
  if (invented !== undefined) return { is: 'wrong', why: invented };
  return { is: 'partial', missing: partial.map(nameOf) };
}

/** `kind/partner: fault`; a whole subgraph has no partner. */
function nameOf({ kind, partner, fault }: NonNullable<NamedError['extensions']>): string {
  return `${kind}/${partner ?? ''}: ${fault}`;
}

const CHANGING = ['lastAnswerAt', 'asOf', 'state', 'fault', 'lookups'];

/** Without what differs between two right responses. */
function steady(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(steady);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([key]) => !CHANGING.includes(key));
  return Object.fromEntries(kept.map(([key, one]) => [key, steady(one)]));
}

function differenceIn(whole: unknown, given: unknown, path: string): string | undefined {
  if (typeof whole !== 'object' || whole === null || typeof given !== 'object' || given === null) {
    return Object.is(whole, given) ? undefined : `another value at ${path}`;
  }
  const keys = new Set([...Object.keys(whole), ...Object.keys(given)]);
  for (const key of keys) {
    const [one, other] = [whole, given].map((from) => (from as Record<string, unknown>)[key]);
    const found = differenceIn(one, other, `${path}.${key}`);
    if (found !== undefined) return found;
  }
  return undefined;
}

/**
 * A value that the whole response has otherwise. Rows of a list may be others, because the partners that are there
 * fill the page; an object has the same fields, each with the same value or null.
 */
function inventionIn(whole: unknown, given: unknown, path: string): string | undefined {
  if (given === null) return undefined;
  if (Array.isArray(given)) return Array.isArray(whole) ? undefined : `a list at ${path}`;
  if (typeof given !== 'object') {
    return Object.is(whole, given) ? undefined : `another value at ${path}`;
  }
  if (typeof whole !== 'object' || whole === null) return `an object at ${path}`;
  for (const [key, value] of Object.entries(given)) {
    // The end of a page depends on its rows, and counts on the partners that are counted.
    if (key === 'pageInfo' || key === 'count') continue;
    const found = inventionIn((whole as Record<string, unknown>)[key], value, `${path}.${key}`);
    if (found !== undefined) return found;
  }
  return undefined;
}
