import type { GraphQLResolveInfo } from 'graphql';
import type { UnavailablePartner } from './unavailable-partner.ts';

export type Failures = ReturnType<typeof createFailures>;

interface FailureAt {
  readonly unavailable: UnavailablePartner;
  readonly path: readonly (string | number)[];
}

/** The partners that failed during one request. */
export function createFailures() {
  const seen = new Map<string, FailureAt>();
  const notOffered = new Map<string, UnavailablePartner>();
  return {
    report: (unavailable: readonly UnavailablePartner[], path: Path) => {
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
    /** One entry per partner and field, with the path of the first occurrence. */
    list: (): readonly FailureAt[] => [...seen.values()],
    isFailed: (partner: string): boolean =>
      [...seen.values()].some(({ unavailable }) => unavailable.partner === partner),
    /** Partners that do not offer the data, each once: that is no error. */
    notOffered: (): readonly UnavailablePartner[] => [...notOffered.values()],
  };
}

function stepsOf(path: Path): (string | number)[] {
  const steps: (string | number)[] = [];
  for (let at: Path | undefined = path; at !== undefined; at = at.prev) steps.unshift(at.key);
  return steps;
}

export type Path = GraphQLResolveInfo['path'];
