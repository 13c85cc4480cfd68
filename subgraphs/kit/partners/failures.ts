import type { GraphQLResolveInfo } from 'graphql';
import type { UnavailablePartner } from './unavailable-partner.ts';

/** The partners that failed during one request. */
export interface Failures {
  report(unavailable: readonly UnavailablePartner[], path: Path): void;
  /** One entry per partner and field, with the path of the first occurrence. */
  list(): readonly {
    readonly unavailable: UnavailablePartner;
    readonly path: readonly (string | number)[];
  }[];
  /** Partners that do not offer the data, each once: that is no error. */
  notOffered(): readonly UnavailablePartner[];
}

export function createFailures(): Failures {
  const seen = new Map<
    string,
    { unavailable: UnavailablePartner; path: readonly (string | number)[] }
  >();
  const notOffered = new Map<string, UnavailablePartner>();
  return {
    report: (unavailable, path) => {
      const steps = stepsOf(path);
      const field = steps.filter((step) => typeof step === 'string').join('.');
      for (const one of unavailable) {
        if (one.fault === null) {
          notOffered.set(one.partner ?? '', one);
          continue;
        }
        const key = `${one.partner} ${field}`;
        if (!seen.has(key)) seen.set(key, { unavailable: one, path: steps });
      }
    },
    list: () => [...seen.values()],
    notOffered: () => [...notOffered.values()],
  };
}

function stepsOf(path: Path): (string | number)[] {
  const steps: (string | number)[] = [];
  for (let at: Path | undefined = path; at !== undefined; at = at.prev) steps.unshift(at.key);
  return steps;
}

export type Path = GraphQLResolveInfo['path'];
