/**
 * docs/questions.md: the evaluation questions, each with its saved operation, its tables, the partners that are joined,
 * what the demo responds, and what the law says.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { format } from 'prettier';
import { ConfigError } from '../../core/config/read-config.ts';
import { projectRoot } from '../../core/config/project-root.ts';
import { stepsUpTo } from '../../subgraphs/insights/registry/check-registry.ts';
import {
  tablesOf,
  type RegisteredTable,
} from '../../subgraphs/insights/registry/registered-tables.ts';
import {
  readRegistry,
  TO_DATE,
  TOTAL,
  type Registry,
  type SourceKind,
} from '../../subgraphs/insights/registry/registry.ts';
import {
  releaseFile,
  type ReleaseTable,
  type TableStatus,
} from '../../subgraphs/insights/release/release-file.ts';
import type { GeneratedFiles } from './generate-command.ts';

const PAGE = 'docs/questions.md';
const TEXTS_FILE = 'ui/evaluation-questions.ts';
const FOLDER = 'explorer/saved-queries';
const QUESTIONS = 41;

interface Text {
  readonly nl: string;
  readonly en: string;
}

const KINDS: Readonly<Record<SourceKind, Text>> = {
  funds: { nl: 'O&O-fondsen', en: 'training funds' },
  education: { nl: 'scholen', en: 'schools' },
  guidance: { nl: 'organisaties van coaches', en: "coaches' organisations" },
  uwv: { nl: 'UWV', en: 'UWV' },
};

const STATUSES: Readonly<Record<TableStatus, Text>> = {
  PUBLISHED: { nl: 'gepubliceerd', en: 'published' },
  NOT_PUBLISHABLE: { nl: 'niet te publiceren', en: 'cannot be published' },
  SOURCE_UNAVAILABLE: { nl: 'geen bron', en: 'no source' },
  NO_LEGAL_BASIS: { nl: 'geen wettelijke grondslag', en: 'no legal basis' },
};

/** Questions without a table, each with the reason. */
const WITHOUT_TABLE: Readonly<Record<number, Text>> = {
  2: {
    nl: 'Dit is een openbare gebeurtenis, en geen telling. Welke voucher het was en van wie, staat nergens.',
    en: 'This is a public event, and no count. Which voucher it was and whose is nowhere.',
  },
  5: {
    nl: 'Wat er over is, staat bij elke regeling, in tientallen procenten en alleen bij een groot budget. Het volgt uit de nieuwste uitgave.',
    en: 'What is left is with each scheme, in tens of percents and for large budgets alone. It follows from the newest release.',
  },
  31: {
    nl: 'Dit staat in de registers van de provincies, en gaat niet over personen.',
    en: 'This is in the registers of the provinces, and is not about people.',
  },
};

const LAW: Readonly<Record<'own' | 'joined' | 'none', Text>> = {
  own: {
    nl: 'Partners tellen hun eigen gegevens. Er wordt geen nummer van een persoon gebruikt.',
    en: 'Partners count their own records. No number of a person is used.',
  },
  joined: {
    nl: 'Gegevens van partners zijn gekoppeld met het vouchernummer. Er wordt geen nummer van een persoon gebruikt.',
    en: 'Records of partners are joined by the number of the voucher. No number of a person is used.',
  },
  none: { nl: 'Er zijn geen gegevens van personen nodig.', en: 'No records of people are needed.' },
};

/** The page for a release, such as that of the demo; throws `ConfigError` where the folder holds none. */
export async function currentQuestions(release: string | undefined): Promise<GeneratedFiles> {
  if (release === undefined) {
    throw new ConfigError(
      'Cannot write the questions: expected --release, the folder of a release',
    );
  }
  const published = readRelease(resolve(release));
  const registry = readRegistry();
  const tables = tablesOf(registry, published.quarter);
  const operations = savedOperations();
  const numbers = Array.from({ length: QUESTIONS }, (_, index) => index + 1);
  const page = [
    '# Evaluatievragen / Evaluation questions',
    '',
    `De ${QUESTIONS} vragen van een evaluatie van een programma, elk met de opgeslagen bewerking die haar beantwoordt, de tabellen en`,
    `wat de demo daarop antwoordt in uitgave ${published.quarter}. Alle gegevens van de demo zijn verzonnen. Aantallen zijn afgerond op`,
    'tientallen; een streepje is een verborgen aantal. Van een tabel voor onderzoekers staan hier geen aantallen.',
    '',
    `_The ${QUESTIONS} questions of an evaluation of a programme, each with the saved operation that answers it, its tables, and what`,
    `the demo responds in release ${published.quarter}. All records of the demo are invented. Numbers are rounded to tens; a dash is a`,
    'hidden number. Numbers of tables for researchers are not on this page._',
    '',
    ...summaryOf([...published.tables.values()]),
    '',
    '`npm run questions` writes this page from a release of the demo; `vakgraaf questions --release FOLDER` from another.',
    ...numbers.flatMap((number) =>
      section(number, {
        registry,
        tables: tables.filter(({ entry }) => entry.questions.includes(number)),
        operations: operations.filter(({ question }) => question === number),
        published: published.tables,
      }),
    ),
    '',
  ].join('\n');
  return new Map([[PAGE, await format(page, { parser: 'markdown', proseWrap: 'preserve' })]]);
}

/** The texts of the questions for the pages, from the headers of the saved operations. */
export async function currentQuestionTexts(): Promise<GeneratedFiles> {
  const operations = savedOperations();
  const questions = Array.from({ length: QUESTIONS }, (_, index) => {
    const number = index + 1;
    const first = operations.find(({ question }) => question === number);
    if (first === undefined) throw new Error(`Cannot find an operation for question ${number}`);
    const { nl, en, theme } = first;
    return { number, nl, en, theme, withoutTable: WITHOUT_TABLE[number] ?? null };
  });
  const text = `/** Generated by \`npm run types\` from the headers of explorer/saved-queries/. */
import type { Bilingual } from './bilingual.ts';

/** A question of the evaluation of a programme; docs/questions.md has them with their tables. */
export interface EvaluationQuestion extends Bilingual {
  readonly number: number;
  readonly theme: Bilingual;
  /** Why there is no table that answers it; null where there is one. */
  readonly withoutTable: Bilingual | null;
}

export const evaluationQuestions: readonly EvaluationQuestion[] = ${JSON.stringify(questions)};
`;
  const options = { parser: 'typescript', singleQuote: true, printWidth: 100 };
  return new Map([[TEXTS_FILE, await format(text, options)]]);
}

/** How much of the release can be seen. */
function summaryOf(tables: readonly ReleaseTable[]): readonly string[] {
  const published = tables.filter(({ status }) => status === 'PUBLISHED');
  const rows = published.flatMap((table) => table.rows);
  const visible = rows.filter((row) => !isHidden(row));
  const percent = rows.length === 0 ? 0 : Math.round((100 * visible.length) / rows.length);
  return [
    `In deze uitgave staan ${tables.length} tabellen. Daarvan zijn er ${published.length} gepubliceerd, met ${rows.length} cijfers; ${visible.length} daarvan (${percent}%)`,
    'zijn te zien. Van elke andere tabel staat hieronder de reden.',
    '',
    `_This release has ${tables.length} tables. Of these ${published.length} are published, with ${rows.length} figures; ${visible.length} of them (${percent}%) can be seen. Every`,
    'other table has its reason below._',
  ];
}

const isHidden = ({ value, answer }: ReleaseTable['rows'][number]): boolean =>
  (value ?? answer ?? null) === null;

interface Published {
  readonly quarter: string;
  readonly tables: ReadonlyMap<string, ReleaseTable>;
}

function readRelease(folder: string): Published {
  try {
    const files = ['release.json', 'evaluation/release.json'].map((name) =>
      releaseFile.parse(JSON.parse(readFileSync(join(folder, name), 'utf8'))),
    );
    return {
      quarter: files[0]?.quarter ?? '',
      tables: new Map(files.flatMap(({ tables }) => tables.map((one) => [one.id, one] as const))),
    };
  } catch (error) {
    throw new ConfigError(`Cannot read a release in "${folder}"`, { cause: error });
  }
}

/** What the header of a saved operation says; `ui/saved-query.ts` describes it. */
interface SavedOperation {
  readonly id: string;
  readonly nl: string;
  readonly en: string;
  readonly role: string;
  readonly theme: Text;
  readonly question: number;
}

function savedOperations(): readonly SavedOperation[] {
  const folder = join(projectRoot(), FOLDER);
  return readdirSync(folder)
    .toSorted()
    .map((name) => {
      const text = readFileSync(join(folder, name), 'utf8');
      const lineOf = (key: string) => new RegExp(`^# ${key}: (.+)$`, 'm').exec(text)?.[1] ?? '';
      const [nl = '', en = ''] = lineOf('theme').split(' / ');
      return {
        id: name.replace(/\.graphql$/, ''),
        nl: lineOf('nl'),
        en: lineOf('en'),
        role: lineOf('role'),
        theme: { nl, en },
        question: Number(lineOf('question')),
      };
    });
}

interface Question {
  readonly registry: Registry;
  readonly tables: readonly RegisteredTable[];
  readonly operations: readonly SavedOperation[];
  readonly published: ReadonlyMap<string, ReleaseTable>;
}

function section(number: number, question: Question): readonly string[] {
  const { tables, operations, published, registry } = question;
  const [first] = operations;
  const reason = WITHOUT_TABLE[number];
  if (first === undefined || (tables.length === 0) !== (reason !== undefined)) {
    throw new Error(
      `Cannot write question ${number}: it needs an operation, and a table or a reason`,
    );
  }
  const kinds = [...new Set(tables.flatMap(kindsOf))].map((kind) => KINDS[kind]);
  return [
    '',
    `## ${number}. ${first.nl}`,
    '',
    `_${first.en}_`,
    '',
    ...operations.map(
      ({ id, role }) =>
        `- **Bewerking / operation**: [\`${id}\`](../${FOLDER}/${id}.graphql), ${role === 'none' ? 'openbaar / public' : 'voor onderzoekers / for researchers'}`,
    ),
    ...(kinds.length > 0
      ? [
          `- **Partners**: ${kinds.map(({ nl }) => nl).join(', ')} / ${kinds.map(({ en }) => en).join(', ')}`,
        ]
      : []),
    ...(reason ? [`- **Zonder tabel / without a table**: ${both(reason)}`] : []),
    ...lawOf(tables).map((law) => `- **Wet / law**: ${both(law)}`),
    ...tables.flatMap((table) => tableLines(table, published.get(table.id), registry)),
  ];
}

const both = ({ nl, en }: Text): string => `${nl} _${en}_`;

/** The kinds of partners whose records a table counts. */
function kindsOf({ recordSet, entry }: RegisteredTable): readonly SourceKind[] {
  const steps = entry.steps.flatMap((step) => stepsUpTo(recordSet, step));
  const names = [
    ...entry.dimensions.map(({ dimension }) => dimension),
    ...Object.keys(entry.where),
  ];
  return [
    ...steps.flatMap((step) => recordSet.steps[step]?.source ?? []),
    ...names.flatMap((name) => recordSet.attributes[name]?.source ?? []),
  ];
}

function lawOf(tables: readonly RegisteredTable[]): readonly Text[] {
  const open = tables.filter(({ recordSet }) => recordSet.needsLegalBasis === undefined);
  const isJoined = open.some((table) => new Set(kindsOf(table)).size > 1);
  const notes = tables.flatMap(({ recordSet, entry }) =>
    recordSet.needsLegalBasis !== undefined && entry.legalNote ? [entry.legalNote] : [],
  );
  return [
    ...(tables.length === 0 ? [LAW.none] : []),
    ...(open.length > 0 ? [isJoined ? LAW.joined : LAW.own] : []),
    ...new Set(notes),
  ];
}

function tableLines(
  table: RegisteredTable,
  published: ReleaseTable | undefined,
  registry: Registry,
): readonly string[] {
  const { title, audience } = table.entry;
  if (published === undefined) throw new Error(`Cannot find table "${table.id}" in the release`);
  const { status, reason } = published;
  const forWhom = audience === 'PUBLIC' ? '' : ', voor onderzoekers / for researchers';
  const head = `- **${title.nl} / ${title.en}** (\`${table.id}\`): ${STATUSES[status].nl} / ${STATUSES[status].en}${forWhom}`;
  if (reason !== null) return [`${head}. ${both(reason)}`];
  if (audience !== 'PUBLIC') return [head];
  return [head, ...answerLines(table, published, registry)];
}

/** The rows to date with at most one split, and how many others there are. */
function answerLines(
  table: RegisteredTable,
  { rows }: ReleaseTable,
  registry: Registry,
): readonly string[] {
  const { recordSet, entry, dimensions } = table;
  const isShort = (keys: readonly string[]) =>
    keys[1] === TO_DATE && keys.slice(2).filter((code) => code !== TOTAL).length <= 1;
  const others = rows.filter(({ keys }) => !isShort(keys));
  const hidden = rows.filter(isHidden);
  const labelOf = (codes: readonly string[]): string => {
    const at = codes.findIndex((code) => code !== TOTAL);
    const dimension = registry.dimensions[dimensions[at]?.id ?? ''];
    const code = codes[at] ?? TOTAL;
    if (code === TOTAL) return 'totaal';
    const named = [...(dimension?.categories ?? []), ...(dimension?.groups ?? [])];
    return named.find((one) => one.code === code)?.nl ?? 'overig';
  };
  return [
    ...entry.steps.map((step) => {
      const own = rows.filter(({ keys }) => keys[0] === step && isShort(keys));
      const figures = own
        .toSorted((one, other) => Number(isTotal(other.keys)) - Number(isTotal(one.keys)))
        .map(({ keys, value, share, answer }) => {
          const figure =
            answer === undefined ? (value ?? '-') : answer === null ? '-' : answer ? 'ja' : 'nee';
          return `${labelOf(keys.slice(2))} ${figure}${typeof share === 'number' ? ` (${share}%)` : ''}`;
        });
      return `  - ${recordSet.steps[step]?.title.nl ?? step}: ${figures.join(' · ')}`;
    }),
    `  - ${rows.length} cijfers, ${hidden.length} verborgen${others.length > 0 ? `; ${others.length} staan alleen in de tabel` : ''}`,
  ];
}

const isTotal = (keys: readonly string[]): boolean => keys.slice(2).every((code) => code === TOTAL);
