/**
 * The files of a release, as they are published and never changed. A folder `<releases>/<release id>/` holds
 * `manifest.json` (SHA-256 of every other file), `release.json` (public tables), `certificate.json`, `registry.json`,
 * a CSV and a JSON-stat file for each published table, and in `evaluation/` the same for evaluation tables and the
 * certificate over all tables together.
 */
import { z } from 'zod';
import { COUNT_MAX } from '../registry/registry.ts';

const localized = z.strictObject({ nl: z.string(), en: z.string() });

/** A sum of a proof with larger multipliers, or with more terms, is not exact. */
export const TIMES_MAX = 10_000;
const TERMS_MAX = 500;

/** One row: `keys` are the step, the period, and a code or `TOTAL` for each dimension. */
export const releaseRow = z.strictObject({
  keys: z.array(z.string()).min(2).max(4),
  /** A multiple of ten; null where it is hidden. */
  value: z.int().min(0).max(COUNT_MAX).nullable(),
  /** Whole percent of the step before, from the rounded counts; absent in rows of the first step. */
  share: z.int().min(0).max(100).nullable().optional(),
  /** For tables of a yes or no, such as whether a few employers hold more than half; null where it is hidden. */
  answer: z.boolean().nullable().optional(),
});

export const tableStatus = z.enum([
  'PUBLISHED',
  'NOT_PUBLISHABLE',
  'SOURCE_UNAVAILABLE',
  'NO_LEGAL_BASIS',
]);

export const releaseTable = z.strictObject({
  id: z.string(),
  status: tableStatus,
  reason: localized.nullable(),
  sources: z.array(
    z.strictObject({
      partner: z.string().nullable(),
      kind: z.string(),
      asOf: z.string().nullable(),
      /** Share of this partner's records that could be linked, in tens of percents. */
      matchRate: z.int().min(0).max(100).multipleOf(10).nullable(),
    }),
  ),
  /** In the order of `cellsOf`; empty unless published. */
  rows: z.array(releaseRow),
  /**
   * What is still visible; the records are those of its finest cells. How much a rule that hides small cells alone
   * would show is not in the file: the difference would tell the value of a cell that is hidden though it is not small.
   */
  loss: z
    .strictObject({ cells: z.int(), visibleCells: z.int(), visibleRecords: z.int() })
    .nullable(),
});

export const releaseFile = z.strictObject({
  id: z.string(),
  quarter: z.string(),
  publishedAt: z.iso.datetime(),
  policy: z.string(),
  synthetic: z.boolean(),
  audience: z.enum(['PUBLIC', 'EVALUATION']),
  /** The release before it, and the SHA-256 of its manifest; null for the first. */
  previous: z.strictObject({ id: z.string(), manifest: z.string() }).nullable(),
  tables: z.array(releaseTable),
});

/**
 * An invented world: pairs of the place of a kind of record in `records` and how many of them it has. Of each world but
 * the first it is how many more, or fewer, than the first has.
 */
const world = z.array(z.int());

export const certificateFile = z.strictObject({
  release: z.string(),
  audience: z.enum(['PUBLIC', 'EVALUATION']),
  recordSets: z.record(
    z.string(),
    z.strictObject({
      /** Attributes, then steps. */
      columns: z.array(z.string()),
      /** For each column the values that the numbers in `records` are places of; -1 is no value. */
      codes: z.array(z.array(z.string())),
      /** Every kind of record of the worlds: its attributes and the quarter of each step, in the order of `columns`. */
      records: z.array(z.array(z.int().min(-1))),
      worlds: z.array(world),
      /** Cells that are proven to hold at least their minimum: integer multipliers of other cells. */
      proofs: z.array(
        z.strictObject({
          release: z.string(),
          table: z.string(),
          keys: z.array(z.string()),
          terms: z
            .array(
              z.strictObject({
                release: z.string(),
                table: z.string(),
                keys: z.array(z.string()),
                times: z.int().min(-TIMES_MAX).max(TIMES_MAX),
              }),
            )
            .max(TERMS_MAX),
        }),
      ),
    }),
  ),
});

export type ReleaseFile = Readonly<z.output<typeof releaseFile>>;
export type ReleaseTable = z.output<typeof releaseTable>;
export type ReleaseRow = z.output<typeof releaseRow>;
export type TableStatus = z.output<typeof tableStatus>;
export type CertificateFile = Readonly<z.output<typeof certificateFile>>;
