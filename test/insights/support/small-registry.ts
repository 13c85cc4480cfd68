/** Registries that are small enough to try every kind of record. */
import { parseRegistry, type Registry } from '../../../subgraphs/insights/registry/registry.ts';

export interface SmallTable {
  readonly id: string;
  readonly dimensions?: readonly (string | { dimension: string; only: readonly string[] })[];
  readonly steps?: readonly string[];
  readonly quarters?: boolean;
  readonly audience?: 'PUBLIC' | 'EVALUATION';
  readonly where?: Readonly<Record<string, readonly string[]>>;
}

export interface SmallRegistryOptions {
  /** How many codes each attribute has: `a: 3` has `a1`, `a2` and `a3`. */
  readonly attributes: Readonly<Record<string, number>>;
  readonly sensitive?: readonly string[];
  /** Attributes in which the first two codes are a group. */
  readonly grouped?: readonly string[];
  readonly steps?: readonly string[];
  readonly tables: readonly SmallTable[];
  readonly facts?: readonly object[];
}

const texts = (text: string) => ({ nl: text, en: text });

/** One record set, `records`; its programme began in the first quarter of 2025. */
export function smallRegistry({
  attributes,
  sensitive = [],
  grouped = [],
  steps = ['issued'],
  tables,
  facts = [],
}: SmallRegistryOptions): Registry {
  const category = (code: string) => ({ code, ...texts(code) });
  const dimensions = Object.fromEntries(
    Object.entries(attributes).map(([id, count]) => [
      id,
      {
        title: texts(id),
        sensitive: sensitive.includes(id),
        categories: Array.from({ length: count }, (_, at) => category(`${id}${at + 1}`)),
        ...(grouped.includes(id) && {
          groups: [{ ...category(`${id}-group`), of: [`${id}1`, `${id}2`] }],
        }),
      },
    ]),
  );
  const registry = {
    policy: {
      id: 'test',
      minimum: 10,
      sensitiveMinimum: 25,
      roundedTo: 10,
      shareDenominatorMin: 50,
      groupPercent: 90,
    },
    programmes: { pilot: { title: texts('pilot'), quarters: { from: '2025Q1' } } },
    dimensions: {
      ...dimensions,
      programme: { title: texts('programme'), categories: [category('pilot')] },
    },
    recordSets: {
      records: {
        title: texts('records'),
        unit: 'VOUCHERS',
        domain: 'voucher',
        steps: Object.fromEntries(
          steps.map((step, at) => [
            step,
            { title: texts(step), source: 'funds', ...(at > 0 && { after: steps[at - 1] }) },
          ]),
        ),
        attributes: Object.fromEntries(
          Object.keys(attributes).map((id) => [id, { source: 'funds', otherwise: `${id}1` }]),
        ),
      },
    },
    tables: tables.map(({ id, dimensions: own = [], steps: counted = ['issued'], ...rest }) => ({
      id,
      programmes: 'all',
      topic: 'VOUCHERS',
      recordSet: 'records',
      steps: counted,
      dimensions: own,
      audience: 'PUBLIC',
      title: texts(id),
      method: texts(id),
      ...rest,
    })),
    publishedFacts: facts.map((fact) => ({
      source: 'test',
      recordSet: 'records',
      step: 'issued',
      ...fact,
    })),
  };
  return parseRegistry(JSON.stringify(registry), 'small.yaml');
}
