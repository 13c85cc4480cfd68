/** Asks the gateway that served this page, as the public: no token, no cookie. */
import type { Question } from '../../explorer/gallery/question.ts';

/** A question whose answer has the shape `T`; it carries no value of that type. */
export interface AskedFor<T> extends Question {
  readonly answer?: T;
}

/**
 * One partner, or a whole kind when `partner` is null, that gave no answer; `fault` is null where it
 * does not offer what was asked.
 */
export interface Silence {
  readonly partner: string | null;
  readonly kind: string;
  readonly fault: string | null;
}

export interface Answer<T> {
  readonly data: T | null;
  readonly silent: readonly Silence[];
  /** Something else went wrong than a partner's silence. */
  readonly hasFailed: boolean;
}

export type Variables = Readonly<Record<string, string>>;

interface ErrorSeen {
  readonly extensions?: { readonly code?: unknown };
}

const FAILED = { data: null, silent: [], hasFailed: true } as const;
const ANSWER_MS = 30_000;

export async function ask<T>(question: AskedFor<T>, variables: Variables): Promise<Answer<T>> {
  try {
    const response = await fetch('/graphql', {
      method: 'POST',
      credentials: 'omit',
      signal: AbortSignal.timeout(ANSWER_MS),
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({ query: question.document, variables }),
    });
    return parseResponse<T>(await response.json());
  } catch {
    return FAILED;
  }
}

/** Takes an answer apart; what is none counts as a failure. */
export function parseResponse<T>(body: unknown): Answer<T> {
  if (typeof body !== 'object' || body === null) return FAILED;
  const { data, errors, extensions } = body as {
    readonly data?: T | null;
    readonly errors?: readonly ErrorSeen[];
    readonly extensions?: {
      readonly partial?: readonly (Omit<Silence, 'fault'> & { readonly fault: string | null })[];
    };
  };
  const others = (errors ?? []).filter(
    ({ extensions: about }) => about?.code !== 'PARTNER_NO_ANSWER',
  );
  return {
    data: data ?? null,
    silent: (extensions?.partial ?? []).filter(isSilence),
    hasFailed: others.length > 0 || (data === undefined && errors === undefined),
  };
}

/** Without a fault a partner does not offer what was asked, which is no failure to answer. */
function isSilence(one: { readonly fault: string | null }): one is Silence {
  return one.fault !== null;
}

/** The silent partners of several answers, each once, with the fault that is no mere pause. */
export function failuresOf(answers: readonly (Answer<unknown> | null)[]): readonly Silence[] {
  const all = answers
    .flatMap((answer) => answer?.silent ?? [])
    .filter(({ fault }) => fault !== null)
    .toSorted((a, b) => Number(b.fault === 'paused') - Number(a.fault === 'paused'));
  return [...new Map(all.map((one) => [`${one.kind} ${one.partner}`, one])).values()];
}
