import { z } from 'zod';
import { PilotStatus } from '../../schema/generated/provinces.ts';
import { Situation } from '../../schema/generated/reference.ts';
import { SECTORS } from '../../core/sectors/sectors.ts';
import { TEXT_ENCODINGS } from './decode-text.ts';
import { DAY_NOTATIONS } from './parse-day.ts';

export const REGISTER_PARTS = ['pilots', 'grants', 'subsidies'] as const;
export type RegisterPart = (typeof REGISTER_PARTS)[number];

/** The text above a column, exactly as the register writes it. */
const header = z.string().min(1).max(100);
const optional = header.optional();

const slug = z.string().regex(/^[a-z][a-z0-9-]*$/, 'expected a slug');
const region = z
  .string()
  .regex(/^((GM|PV|AM|LD)\d+|[a-z][a-z0-9-]*)$/, 'expected a CBS code or the slug of a region');
const targetGroup = z.string().regex(/^[A-Z][A-Z0-9_]*$/, 'expected a code such as "JOBSEEKER"');

const words = <Word extends z.ZodType<string>>(word: Word) => z.record(z.string(), word).optional();

/**
 * The meaning of the register's words; where a list is left out, the register uses the values of
 * the graph. A word that is not in its list is left out. The list of organisations also selects
 * grants: one to a recipient that is not in it is not read.
 */
const vocabulary = z.strictObject({
  statuses: words(z.enum(PilotStatus)),
  sectors: words(z.enum(SECTORS)),
  regions: words(region),
  targetGroups: words(targetGroup),
  situations: words(z.enum(Situation)),
  programmes: words(slug),
  organisations: z.record(z.string(), slug).default({}),
});

const table = <Shape extends z.core.$ZodLooseShape>(columns: Shape) =>
  z
    .strictObject({
      /** Path below the province's address; tables with the same path come from one file. */
      at: z.string().startsWith('/'),
      /** The sheet of a workbook; a CSV file has none. */
      sheet: z.string().min(1).max(31).optional(),
      columns: z.strictObject(columns),
    })
    .optional();

const content = {
  /** Never assumed: 1.250 is a number in both. */
  decimals: z.enum(['comma', 'point']),
  /** The order of a day in digits. Days with the name of a month, and YYYY-MM-DD, are read in each of them. */
  dates: z.enum(DAY_NOTATIONS).default('yyyy-mm-dd'),
  /** The separator of the items in one cell. */
  lists: z.string().min(1).max(3).default(';'),
  words: vocabulary.prefault({}),
  pilots: table({
    number: header,
    name: header,
    programme: optional,
    status: optional,
    regions: optional,
    sectors: optional,
    targetGroups: optional,
    startedOn: optional,
    endedOn: optional,
    maxMonths: optional,
    target: optional,
    providers: optional,
    trainings: optional,
    grants: optional,
    changedOn: optional,
  }),
  grants: table({
    number: header,
    name: header,
    recipient: header,
    amount: optional,
    decidedOn: optional,
    programme: optional,
    changedOn: optional,
  }),
  subsidies: table({
    number: header,
    name: header,
    targetGroups: optional,
    situations: optional,
    sectors: optional,
    regions: optional,
    ageFrom: optional,
    ageTo: optional,
    opensOn: optional,
    closesOn: optional,
    left: z
      .union([
        z.strictObject({ percent: header }),
        z.strictObject({ budget: header, committed: header }),
      ])
      .optional(),
    maximum: optional,
    applyAt: optional,
    changedOn: optional,
  }),
};

/** How a province writes its register: files, columns, words and notations. */
export const registerLayout = z
  .discriminatedUnion('format', [
    z.strictObject({
      format: z.literal('csv'),
      // RFC 4180 and RFC 7111.
      delimiter: z.enum([';', ',', '\t']).default(','),
      encoding: z.enum(TEXT_ENCODINGS).default('utf-8'),
      ...content,
    }),
    z.strictObject({ format: z.literal('xlsx'), ...content }),
  ])
  .superRefine((layout, context) => {
    if (layout.grants !== undefined && Object.keys(layout.words.organisations).length === 0) {
      const message = 'expected the recipients of grants: no grant to another one is read';
      context.addIssue({ code: 'custom', path: ['words', 'organisations'], message });
    }
    for (const part of REGISTER_PARTS) {
      const found = layout[part];
      if (found === undefined || (layout.format === 'xlsx') === (found.sheet !== undefined))
        continue;
      const message = layout.format === 'xlsx' ? 'expected a sheet' : 'a CSV file has no sheets';
      context.addIssue({ code: 'custom', path: [part, 'sheet'], message });
    }
  });

export type RegisterLayout = z.output<typeof registerLayout>;
export type CsvForm = Pick<Extract<RegisterLayout, { format: 'csv' }>, 'delimiter' | 'encoding'>;
export type Words = RegisterLayout['words'];
export type PilotTable = NonNullable<RegisterLayout['pilots']>;
export type GrantTable = NonNullable<RegisterLayout['grants']>;
export type SubsidyTable = NonNullable<RegisterLayout['subsidies']>;

/** The columns that are read; no other column is, such as that of a contact person. */
export function headersOf(columns: Readonly<Record<string, unknown>>): readonly string[] {
  return Object.values(columns).flatMap((one) =>
    typeof one === 'string' ? [one] : headersOf((one ?? {}) as Readonly<Record<string, unknown>>),
  );
}
