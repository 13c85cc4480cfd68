/**
 * The registry of statistics: the record sets that are counted, their dimensions, the tables of a release, and what
 * anyone knows about their totals already. `subgraphs/insights/statistics.yaml` describes its form.
 */
import { basename, join } from 'node:path';
import { z } from 'zod';
import { projectRoot } from '../../../core/config/project-root.ts';
import { readConfig } from '../../../core/config/read-config.ts';
import { readText } from '../../../core/config/read-file.ts';
import { allRegions } from '../../../core/regions/regions.ts';
import { checkReferences } from './check-registry.ts';

/** Not a number alone, because an object sorts such keys, and steps are in the order of the file. */
const SLUG = /^(?!\d+$)[a-z0-9]+(-[a-z0-9]+)*$/;
/** Every object has these names already, such as `constructor`. */
const isFree = (name: string) => !(name in {});
const RESERVED_NAME = {
  error: 'expected another name, because JavaScript reserves this one',
  abort: true,
};
const slug = z
  .string()
  .max(60)
  .regex(SLUG, { error: 'expected a name such as voucher-type', abort: true })
  .refine(isFree, RESERVED_NAME);
const code = z
  .string()
  .max(60)
  .regex(/^[A-Za-z0-9][A-Za-z0-9_-]*$/, {
    error: 'expected a code such as SELF_EMPLOYED',
    abort: true,
  })
  .refine(isFree, RESERVED_NAME);
const quarter = z.string().regex(/^(19|20)\d{2}Q[1-4]$/, 'expected a quarter such as 2019Q1');
const someText = z.string().regex(/\S/, 'expected a text');
const localized = z.strictObject({ nl: someText, en: someText });
/** A list without the same item twice. */
const listOf = <Item extends z.ZodType<string | number>>(item: Item) =>
  z.array(item).superRefine((list, context) => {
    for (const [at, one] of list.entries()) {
      if (list.indexOf(one) < at)
        context.addIssue({ code: 'custom', path: [at], message: `"${one}" is listed twice` });
    }
  });
const source = z.enum(['funds', 'education', 'guidance', 'uwv']);

const category = localized.extend({ code });

const dimension = z
  .strictObject({
    title: localized,
    /** Cells that are split by it have the higher minimum. */
    sensitive: z.boolean().default(false),
    categories: z.array(category).max(100).default([]),
    /** Adds the arbeidsmarktregio's; no other kind of region, because two kinds can differ by one municipality. */
    labourMarketRegions: z.boolean().default(false),
    /** Sums of categories that are cells of their own, such as employers of fewer than 250 people. */
    groups: z.array(category.extend({ of: listOf(code).min(2) })).default([]),
  })
  .transform(({ labourMarketRegions, categories, ...rest }) => ({
    ...rest,
    categories: labourMarketRegions ? [...labourRegions(), ...categories] : categories,
  }));

function labourRegions() {
  return allRegions('ARBEIDSMARKTREGIO').map(({ code: region, name }) => ({
    code: region,
    nl: name,
    en: name,
  }));
}

const step = z.strictObject({
  title: localized,
  /** The kind of partner that records when it happened. */
  source,
  /** A record that has this step has that one too, in the same quarter or an earlier one. */
  after: slug.optional(),
  /** A record that has this step has none of these. */
  excludes: listOf(slug).default([]),
});

const attribute = z.strictObject({
  source,
  /** The step from which on a record has a value; by default the first step. */
  knownAt: slug.optional(),
  /** The value of a record of which this source tells nothing. */
  otherwise: code.optional(),
  /**
   * Instead of a value, a day of two sources; the value is the class of the days between them: the last limit that
   * they reach, in the order of the categories.
   */
  daysBetween: z
    .strictObject({ from: slug, to: slug, limits: z.array(z.int().min(1)).min(1) })
    .optional(),
});

const recordSet = z.strictObject({
  title: localized,
  unit: z.enum(['VOUCHERS', 'TRAJECTORIES', 'ENROLMENTS', 'PEOPLE', 'EMPLOYERS', 'ARRANGEMENTS']),
  /** The key domain of the tokens that join its sources. */
  domain: z.enum(['voucher', 'person']),
  /** The legal basis that must be registered before anybody counts it; null where counting needs none. */
  needsLegalBasis: localized.optional(),
  /** In the order in which they happen; the first is that of the record itself. */
  steps: z.record(slug, step),
  /** By the id of their dimension. */
  attributes: z.record(slug, attribute),
  /** Combinations of values that no record has, as anyone knows. */
  impossible: z.array(z.record(slug, listOf(code).min(1))).default([]),
});

const programme = z.strictObject({
  title: localized,
  /** The quarters in which its records can fall; `to` is absent while it runs. */
  quarters: z.strictObject({ from: quarter, to: quarter.optional() }),
  /**
   * By record set and step the last quarter in which its records can have the step, where that is before its last
   * quarter. It is a public fact, such as the day on which a scheme closed.
   */
  lastQuarters: z.record(slug, z.record(slug, quarter)).default({}),
});

/** The id of a dimension alone is that dimension with all its categories. */
const tableDimension = z.preprocess(
  (given) => (typeof given === 'string' ? { dimension: given } : given),
  z.strictObject({
    dimension: slug,
    /** These categories; all others together are `OTHER`. */
    only: listOf(code).min(1).optional(),
  }),
);

const table = z.strictObject({
  id: slug,
  /** One table for each of these programmes, or one over every record: `all`. */
  programmes: z.union([z.literal('all'), listOf(slug).min(1)]),
  topic: z.enum([
    'VOUCHERS',
    'BUDGETS',
    'TRAJECTORIES',
    'TRAININGS',
    'ENTRANTS',
    'TEACHERS',
    'PILOTS',
    'EMPLOYERS',
    'COHORTS',
  ]),
  recordSet: slug,
  /** The registered steps that make its population, in order; each has its rows. */
  steps: z.array(slug).min(1),
  /** At most two; quarters and steps stand beside them. */
  dimensions: z.array(tableDimension).max(2).default([]),
  /**
   * An attribute with the codes YES and NO, which each row then gives instead of a count. Its source decides it from
   * more than a release holds, so nobody counts the records of such a table.
   */
  answer: slug.optional(),
  /** Only records with one of these values. */
  where: z.record(slug, listOf(code).min(1)).default({}),
  /** Whether each closed quarter has rows, beside those to date. */
  quarters: z.boolean().default(false),
  audience: z.enum(['PUBLIC', 'EVALUATION']),
  /** Numbers of the evaluation questions that it answers. */
  questions: listOf(z.int().min(1).max(41)).default([]),
  title: localized,
  method: localized,
  legalNote: localized.optional(),
  /** Why it is not published, where it cannot be. */
  notPublishable: localized.optional(),
  /** Why no partner can give it now, where none can. */
  sourceUnavailable: localized.optional(),
});

/** The sums of proofs are exact up to this count. */
export const COUNT_MAX = 1_000_000_000;

const factCount = z.int().min(0).max(COUNT_MAX).optional();

const publishedFact = z
  .strictObject({
    /** What published it, such as an id of an indicator. */
    source: z.string().min(1),
    recordSet: slug,
    step: slug,
    where: z.record(slug, listOf(code).min(1)).default({}),
    /** Records of this quarter and earlier ones; of every quarter without it. */
    until: quarter.optional(),
    eq: factCount,
    ge: factCount,
    le: factCount,
  })
  .refine(({ eq, ge, le }) => (eq ?? ge ?? le) !== undefined, 'expected eq, ge or le');

/** The text of the registry, and its snapshot in a release. */
export const registryFile = z
  .strictObject({
    policy: z.strictObject({
      id: z.string().min(1),
      minimum: z.int().min(10),
      sensitiveMinimum: z.int().min(10),
      roundedTo: z.literal(10),
      shareDenominatorMin: z.int().min(1),
      /** A split by a sensitive dimension is hidden where one category has this percentage of a row, or more. */
      groupPercent: z.int().min(51).max(100),
    }),
    programmes: z.record(slug, programme),
    dimensions: z.record(slug, dimension),
    recordSets: z.record(slug, recordSet),
    tables: z.array(table).min(1),
    publishedFacts: z.array(publishedFact).default([]),
  })
  .superRefine(checkReferences);

export type Registry = Readonly<z.output<typeof registryFile>>;
export type RecordSet = Registry['recordSets'][string];
export type TableEntry = Registry['tables'][number];
export type SourceKind = z.output<typeof source>;

const REGISTRY_FILE = join(projectRoot(), 'subgraphs', 'insights', 'statistics.yaml');

/** The reserved codes of a row: over all categories, and over all quarters so far. */
export const TOTAL = 'TOTAL';
export const OTHER = 'OTHER';
export const TO_DATE = 'to-date';
/** The value of a record whose source has no code, or one that is not registered. */
export const UNKNOWN = 'UNKNOWN';
/** The attribute of every record set that names the programme. */
export const PROGRAMME = 'programme';

/** Reads the registry. Throws `ConfigError` with a line for every mistake: its place, and the nearest valid name. */
export function readRegistry(file = REGISTRY_FILE): Registry {
  return parseRegistry(readText(file), basename(file));
}

export function parseRegistry(text: string, fileName: string): Registry {
  return readConfig(text, fileName, registryFile);
}
