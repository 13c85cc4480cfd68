/** Adds up what the funds know of employers. A KVK number does not leave it. */
import { compareText } from '../../core/structures/compare-text.ts';
import { UNKNOWN } from '../kit/statistics/code-filter.ts';
import { eachInTurns } from '../kit/turns/in-turns.ts';
import type { EmployerGroup } from './statistics-source.ts';

/** What is asked of each voucher of an employer. */
export const EMPLOYER_COLUMNS = ['programme', 'employer-size', 'membership', 'region'] as const;

const ATTRIBUTES = ['employer-size', 'membership', 'region'] as const;

/** Fewer employers are never told apart, not even by whether a few of them have most. */
const EMPLOYERS_MIN = 5;
const LARGEST = 2;

/** One employer over all funds. */
type Employer = Readonly<Record<(typeof ATTRIBUTES)[number], string>> & {
  readonly firstIssuedOn: string;
  /** That of its first voucher. */
  readonly programme: string;
};

/** The values of a group, and in `concentrated` whether its two largest employers have more than half of its vouchers. */
type Concentration = Readonly<Record<string, string>>;

/**
 * The employers of all funds. Where funds or vouchers differ about an employer, its size, membership and region are
 * those of most of its vouchers (a known code before an unknown one, then the first in the alphabet), and its programme
 * is that of its first voucher.
 */
export function createEmployerTally() {
  const employers = new Map<string, EmployerGroup[]>();
  return {
    add: (group: EmployerGroup) => {
      const known = employers.get(group.kvk);
      if (known === undefined) employers.set(group.kvk, [group]);
      else known.push(group);
    },
    eachEmployer: (use: (employer: Employer) => void, signal: AbortSignal): Promise<void> =>
      eachInTurns(employers.values(), (groups) => use(employerOf(groups)), signal),
    /** By programme and region, or one of them, or over all vouchers; of one programme where it is given. */
    concentration: async (
      programme: string | null,
      groupedBy: readonly ('programme' | 'region')[],
      signal: AbortSignal,
    ): Promise<readonly Concentration[]> => {
      const perGroup = new Map<string, Map<string, number>>();
      const addGroup = ({ kvk, count, values }: EmployerGroup) => {
        if (programme !== null && values.programme !== programme) return;
        const key = JSON.stringify(groupedBy.map((one) => [one, values[one] ?? UNKNOWN]));
        const counts = perGroup.get(key) ?? new Map<string, number>();
        perGroup.set(key, counts);
        counts.set(kvk, (counts.get(kvk) ?? 0) + count);
      };
      for (const groups of employers.values()) await eachInTurns(groups, addGroup, signal);
      return [...perGroup].flatMap(([key, counts]) => {
        if (counts.size < EMPLOYERS_MIN) return [];
        const group = Object.fromEntries(JSON.parse(key) as readonly [string, string][]);
        return [{ ...group, concentrated: isConcentrated([...counts.values()]) ? 'YES' : 'NO' }];
      });
    },
  };
}

function isConcentrated(counts: readonly number[]): boolean {
  const sum = (some: readonly number[]) => some.reduce((total, one) => total + one, 0);
  const largest = counts.toSorted((a, b) => b - a).slice(0, LARGEST);
  return 2 * sum(largest) > sum(counts);
}

function employerOf(groups: readonly EmployerGroup[]): Employer {
  const [first] = groups.toSorted(
    (a, b) =>
      compareText(a.firstIssuedOn, b.firstIssuedOn) ||
      b.count - a.count ||
      compareText(a.values.programme ?? '', b.values.programme ?? ''),
  );
  return {
    firstIssuedOn: first?.firstIssuedOn ?? '',
    programme: first?.values.programme ?? UNKNOWN,
    'employer-size': mostOf('employer-size', groups),
    membership: mostOf('membership', groups),
    region: mostOf('region', groups),
  };
}

/** The code of most vouchers. */
function mostOf(column: (typeof ATTRIBUTES)[number], groups: readonly EmployerGroup[]): string {
  const counts = new Map<string, number>();
  for (const { values, count } of groups) {
    const code = values[column] ?? UNKNOWN;
    if (code !== UNKNOWN) counts.set(code, (counts.get(code) ?? 0) + count);
  }
  const [most] = [...counts].toSorted(([a, inA], [b, inB]) => inB - inA || compareText(a, b));
  return most?.[0] ?? UNKNOWN;
}
