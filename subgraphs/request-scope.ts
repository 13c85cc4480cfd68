import type { GraphQLResolveInfo } from 'graphql';
import type { Subjects } from './account/subjects.ts';
import type { Answer, Answers } from './asking/ask-partner.ts';
import type { RequestNumbers } from './citizen-numbers/request-numbers.ts';
import type { Silent } from './coded-error.ts';
import type { CallerContext } from './identity/caller-context.ts';
import type { Ids } from './identity/ids.ts';
import type { LookupsOf } from './account/lookup-nodes.ts';

type Path = GraphQLResolveInfo['path'];

/** What belongs to one request: who asks, when, and which partners stayed silent where. */
export interface RequestScope {
  /** `null` is the public. */
  readonly caller: CallerContext | null;
  readonly ids: Ids;
  readonly now: Date;
  /** The calendar day in the Netherlands, YYYY-MM-DD: "open" and "free" are as of a day. */
  readonly today: string;
  readonly signal: AbortSignal;
  readonly silences: Silences;
  /** The citizen numbers that this request is about, and what was withheld because of one. */
  readonly numbers: RequestNumbers;
  /** Whom the answer is about: every record that becomes part of it is reported here. */
  readonly subjects: Subjects;
  /** Who looked at somebody, by this kind's own account. */
  readonly lookupsOf: LookupsOf;
}

export interface Silences {
  report(silent: readonly Silent[], path: Path): void;
  /** One entry a partner and field, with the path of the first place. */
  list(): readonly { readonly silent: Silent; readonly path: readonly (string | number)[] }[];
  /** Partners that do not offer what was asked, each once: that is no error. */
  notOffered(): readonly Silent[];
}

export function createSilences(): Silences {
  const seen = new Map<string, { silent: Silent; path: readonly (string | number)[] }>();
  const notOffered = new Map<string, Silent>();
  return {
    report: (silent, path) => {
      const steps = stepsOf(path);
      const field = steps.filter((step) => typeof step === 'string').join('.');
      for (const one of silent) {
        if (one.fault === null) {
          notOffered.set(one.partner ?? '', one);
          continue;
        }
        const key = `${one.partner} ${field}`;
        if (!seen.has(key)) seen.set(key, { silent: one, path: steps });
      }
    },
    list: () => [...seen.values()],
    notOffered: () => [...notOffered.values()],
  };
}

/** The value of one partner's answer; silence is reported at the field, which becomes null. */
export function valueOrNull<T>(answer: Answer<T>, scope: RequestScope, path: Path): T | null {
  if (!answer.isSilent) return answer.value;
  scope.silences.report([answer.silent], path);
  return null;
}

/**
 * What several partners gave, together, as far as it is wanted. An empty list means that there are
 * none; while someone is silent nobody knows that, and it is null.
 */
export function listOrNull<T>(
  answers: Answers<readonly T[]>,
  scope: RequestScope,
  path: Path,
  isWanted: (item: T) => boolean = () => true,
): readonly T[] | null {
  scope.silences.report(answers.silent, path);
  const list = [...answers.arrived.values()].flat().filter(isWanted);
  return list.length === 0 && answers.silent.length > 0 ? null : list;
}

/** Today in the Netherlands, as YYYY-MM-DD. */
export function dutchDay(now: Date): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Amsterdam' }).format(now);
}

function stepsOf(path: Path): (string | number)[] {
  const steps: (string | number)[] = [];
  for (let at: Path | undefined = path; at !== undefined; at = at.prev) steps.unshift(at.key);
  return steps;
}
