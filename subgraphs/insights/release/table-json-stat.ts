/** A published table as a dataset of JSON-stat 2.0 (json-stat.org/full). */
import type { RegisteredTable } from '../registry/registered-tables.ts';
import { PERIOD, type BilingualText, type KeyColumn } from './key-columns.ts';
import type { ReleaseFile, ReleaseRow, ReleaseTable } from './release-file.ts';

const MEASURE = 'measure';

/** What a row may hold, each a category of the dimension `measure`. */
const MEASURES: readonly {
  readonly code: string;
  readonly title: BilingualText;
  readonly isIn: (row: ReleaseRow) => boolean;
  readonly value: (row: ReleaseRow) => number | null;
}[] = [
  {
    code: 'count',
    title: { nl: 'aantal, afgerond op 10', en: 'number, rounded to 10' },
    isIn: ({ answer }) => answer === undefined,
    value: ({ value }) => value,
  },
  {
    code: 'share',
    title: { nl: 'percentage van de vorige stap', en: 'percentage of the step before' },
    isIn: ({ share }) => share !== undefined,
    value: ({ share = null }) => share,
  },
  {
    code: 'answer',
    title: { nl: 'antwoord: 1 is ja, 0 is nee', en: 'answer: 1 is yes, 0 is no' },
    isIn: ({ answer }) => answer !== undefined,
    value: ({ answer = null }) => (answer === null ? null : Number(answer)),
  },
];

/**
 * The dataset, with Dutch labels and the English ones in `extension`. A value that is null has the status `hidden`, or
 * `none` where the row has no such measure, and where there is no row: a step can have closed before the last quarter.
 */
export function tableJsonStat(
  release: Pick<ReleaseFile, 'id' | 'publishedAt' | 'policy' | 'synthetic'>,
  { entry, recordSet }: RegisteredTable,
  { id, rows, sources }: ReleaseTable,
  columns: readonly KeyColumn[],
): object {
  const measures = MEASURES.filter(({ isIn }) => rows.some(isIn));
  const all: readonly KeyColumn[] = [
    ...columns,
    {
      id: MEASURE,
      title: { nl: 'maat', en: 'measure' },
      codes: measures.map(({ code, title }) => ({ code, ...title })),
    },
  ];
  const byKeys = new Map(rows.map((row) => [row.keys.join('|'), row]));
  const cells = columns
    .reduce<readonly (readonly string[])[]>(
      (before, { codes }) => before.flatMap((keys) => codes.map(({ code }) => [...keys, code])),
      [[]],
    )
    .map((keys) => byKeys.get(keys.join('|')));
  const values = cells.flatMap((row) => measures.map(({ value }) => (row ? value(row) : null)));
  const status = cells.flatMap((row) =>
    measures.map(({ isIn }) => (row && isIn(row) ? 'hidden' : 'none')),
  );
  return {
    version: '2.0',
    class: 'dataset',
    label: entry.title.nl,
    source: [...new Set(sources.flatMap(({ partner }) => partner ?? []))].join(', '),
    updated: release.publishedAt,
    note: [entry.method.nl, ...(entry.legalNote === undefined ? [] : [entry.legalNote.nl])],
    id: all.map((column) => column.id),
    size: all.map(({ codes }) => codes.length),
    role: { time: [PERIOD], metric: [MEASURE] },
    dimension: Object.fromEntries(
      all.map(({ id: name, title, codes }) => [
        name,
        {
          label: title.nl,
          category: {
            index: codes.map(({ code }) => code),
            label: Object.fromEntries(codes.map(({ code, nl }) => [code, nl])),
          },
        },
      ]),
    ),
    value: values,
    status: Object.fromEntries(
      values.flatMap((value, at) => (value === null ? [[String(at), status[at]]] : [])),
    ),
    extension: {
      table: id,
      release: release.id,
      policy: release.policy,
      synthetic: release.synthetic,
      unit: recordSet.unit,
      population: entry.steps,
      label: entry.title.en,
      sources,
      dimension: Object.fromEntries(
        all.map(({ id: name, title, codes }) => [
          name,
          {
            label: title.en,
            category: Object.fromEntries(codes.map(({ code, en }) => [code, en])),
          },
        ]),
      ),
    },
  };
}
