/** What the API says about tables of a release: texts from the registry, and numbers from the oracle. */
import { allRegions } from '../../../core/regions/regions.ts';
import { createWorld } from '../../../mocks/world/create-world.ts';
import type { ReleaseFile } from '../../../subgraphs/insights/release/release-file.ts';
import { TEST_DAY } from '../../support/test-day.ts';
import { DEMO_RELEASES, oracleOf, type DemoRelease } from './oracle.ts';
import { registryText, type Bilingual, type TableText } from './registry-text.ts';
import { concentrationOf } from './true-answers.ts';
import { roundedOrHidden } from './true-tables.ts';

const { policy, dimensions, recordSets, tables } = registryText;

interface Row {
  readonly keys: readonly object[];
  readonly count: object;
  readonly share: object | null;
  readonly answer: boolean | null;
}

export interface TableResponse {
  readonly id: string;
  readonly title: Bilingual;
  readonly status: string;
  readonly reason: Bilingual | null;
  readonly legalNote: Bilingual | null;
  readonly population: readonly (Bilingual | undefined)[];
  readonly release: { readonly id: string; readonly publishedAt: string | undefined };
  readonly dimensions: readonly { readonly id: string; readonly title: Bilingual | undefined }[];
  readonly rows: readonly Row[];
}

/**
 * Every table of a release of the demo. Which cells that are not small are hidden as well, and which tables could not be
 * protected at all, is taken from its files, because it depends on how the release was protected.
 */
export function trueResponses(
  release: DemoRelease,
  files: readonly ReleaseFile[],
): ReadonlyMap<string, TableResponse> {
  const oracle = oracleOf(release);
  const hidden = hiddenCells(files);
  const withheld = new Set(
    files.flatMap((file) =>
      file.tables.flatMap(({ id, status }) => (status === 'NOT_PUBLISHABLE' ? [id] : [])),
    ),
  );
  const responses = tables.flatMap((entry) =>
    (entry.programmes === 'all' ? [null] : entry.programmes).map((programme): TableResponse => {
      const id = `${programme ?? 'all'}.${entry.id}`;
      const { legalNote = null, title, recordSet } = entry;
      const texts = entry.steps.map((step) => recordSets[recordSet]?.steps[step]?.title);
      const own = {
        id,
        title,
        legalNote,
        population: texts,
        release: { id: release, publishedAt: files[0]?.publishedAt },
        dimensions: namesOf(entry).map((name) => ({ id: name, title: dimensions[name]?.title })),
      };
      const refusal = refusalOf(entry) ?? (withheld.has(id) ? WITHHELD : null);
      if (refusal !== null) return { ...own, ...refusal, rows: [] };
      const rows =
        entry.answer === undefined
          ? countRows(entry, oracle.get(id)?.cells ?? [], (keys) => hidden.has(`${id} ${keys}`))
          : answerRows(entry, programme ?? '', DEMO_RELEASES[release]);
      return { ...own, status: 'PUBLISHED', reason: null, rows };
    }),
  );
  return new Map(responses.map((one) => [one.id, one]));
}

const WITHHELD = {
  status: 'NOT_PUBLISHABLE',
  reason: {
    nl: 'Deze tabel kan niet zo worden getoond dat kleine aantallen verborgen blijven.',
    en: 'This table cannot be shown in a way that keeps small counts hidden.',
  },
};

function refusalOf({ recordSet, notPublishable, sourceUnavailable }: TableText) {
  if (notPublishable) return { status: 'NOT_PUBLISHABLE', reason: notPublishable };
  if (sourceUnavailable) return { status: 'SOURCE_UNAVAILABLE', reason: sourceUnavailable };
  const needed = recordSets[recordSet]?.needsLegalBasis;
  return needed ? { status: 'NO_LEGAL_BASIS', reason: needed } : null;
}

function hiddenCells(files: readonly ReleaseFile[]): ReadonlySet<string> {
  const rows = files.flatMap(({ tables: own }) =>
    own.flatMap(({ id, rows: its }) => its.map((row) => ({ id, ...row }))),
  );
  return new Set(
    rows.filter(({ value }) => value === null).map(({ id, keys }) => `${id} ${keys.join('|')}`),
  );
}

function countRows(
  entry: TableText,
  cells: readonly { readonly keys: readonly string[]; readonly count: number; minimum: number }[],
  isHidden: (keys: string) => boolean,
): readonly Row[] {
  const values = new Map(
    cells.map((cell) => {
      const keys = cell.keys.join('|');
      return [keys, isHidden(keys) ? null : roundedOrHidden(cell)] as const;
    }),
  );
  return cells.map(({ keys, minimum }): Row => {
    const [step = '', ...rest] = keys;
    const value = values.get(keys.join('|')) ?? null;
    const before = stepBefore(entry, step);
    const of = values.get([before, ...rest].join('|')) ?? null;
    return {
      keys: titledKeys(entry, keys),
      count: countOf(value, minimum),
      share: before === undefined ? null : shareOf(value, of),
      answer: null,
    };
  });
}

/** The nearest step before it in the table that every record with it has. */
function stepBefore({ recordSet, steps }: TableText, step: string): string | undefined {
  const passed: string[] = [];
  const after = (one: string) => recordSets[recordSet]?.steps[one]?.after;
  for (let one = after(step); one !== undefined; one = after(one)) passed.push(one);
  return steps.findLast((one) => passed.includes(one));
}

function countOf(value: number | null, threshold: number) {
  const rule = { roundedTo: 10, threshold };
  if (value === null)
    return { value, status: 'SUPPRESSED', lowerBound: null, upperBound: null, ...rule };
  return {
    value,
    status: 'ROUNDED',
    lowerBound: Math.max(threshold, value - 5),
    upperBound: value + 4,
    ...rule,
  };
}

const SHARE_OF_MIN = 50;

function shareOf(value: number | null, of: number | null) {
  const isShown = value !== null && of !== null && of >= SHARE_OF_MIN && value <= of;
  return isShown
    ? { percent: Math.round((100 * value) / of), status: 'ROUNDED' }
    : { percent: null, status: 'SUPPRESSED' };
}

/** Rows of a yes or no have no number. */
function answerRows(entry: TableText, programme: string, until: string): readonly Row[] {
  const answers = concentrationOf(createWorld({ date: TEST_DAY }), programme, until);
  const [split] = entry.dimensions ?? [];
  const codes = (typeof split === 'object' ? split.only : undefined) ?? [];
  return codes.map((code) => ({
    keys: titledKeys(entry, [entry.steps[0] ?? '', 'to-date', code]),
    count: countOf(null, policy.minimum),
    share: null,
    answer: answers.get(code) ?? null,
  }));
}

const namesOf = ({ dimensions: splits = [] }: TableText): readonly string[] =>
  splits.map((one) => (typeof one === 'string' ? one : one.dimension));

function titledKeys(entry: TableText, keys: readonly string[]) {
  return ['step', 'period', ...namesOf(entry)].map((dimension, at) => {
    const code = keys[at] ?? '';
    const title =
      at === 0 ? recordSets[entry.recordSet]?.steps[code]?.title : titleOf(dimension, code);
    return { dimension, code, title };
  });
}

const OF_ALL: Readonly<Record<string, Bilingual>> = {
  TOTAL: { nl: 'totaal', en: 'total' },
  OTHER: { nl: 'overig', en: 'other' },
  'to-date': { nl: 'tot en met dit kwartaal', en: 'up to this quarter' },
};

const REGIONS = new Map(allRegions('ARBEIDSMARKTREGIO').map(({ code, name }) => [code, name]));

function titleOf(dimension: string, code: string): Bilingual {
  const { categories = [], groups = [] } = dimensions[dimension] ?? {};
  const named = [...categories, ...groups].find((one) => one.code === code);
  const region = REGIONS.get(code) ?? code;
  return OF_ALL[code] ?? (named ? { nl: named.nl, en: named.en } : { nl: region, en: region });
}
