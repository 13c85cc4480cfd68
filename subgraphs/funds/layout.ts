import { z } from 'zod';
import {
  EmployerSize,
  RequesterKind,
  VoucherStatus,
  VoucherType,
  VoucherUse,
} from '../../schema/generated/funds.ts';
import { SECTORS } from '../../core/sectors/sectors.ts';
import { regionOrNull, targetGroupOrNull } from '../kit/mapping/narrowed-list.ts';
import { parseExpression, parseTableName } from './expression.ts';

/** A text of the layout that becomes SQL, which `parse` reads and the statements write again. */
const parsedBy = (parse: (source: string) => unknown) =>
  z.string().superRefine((source, context) => {
    try {
      parse(source);
    } catch (error) {
      const message = error instanceof Error ? error.message : 'expected a name';
      context.addIssue({ code: 'custom', message });
    }
  });

const table = parsedBy(parseTableName);

/**
 * A column, or an expression over columns of the table: see `expression.ts`. `null` says that no row has a
 * value, which for what narrows a scheme means that nothing does.
 */
const column = z.preprocess(
  (source) => (source === null ? 'null' : source),
  parsedBy(parseExpression),
);

/** A column with codes of the fund, each mapped to a value of the graph. An unknown code gives null. */
const coded = <Words extends Readonly<Record<string, string>>>(words: Words) =>
  z.strictObject({ column, values: z.record(z.string(), z.enum(words)) });

/** The meaning of a fund's codes; a code that is not in it must be one of the graph. */
const words = <Word extends z.ZodType<string>>(word: Word) =>
  z.record(z.string().min(1).max(100), word).optional();

const targetGroup = z
  .string()
  .refine((word) => targetGroupOrNull(word) !== null, 'expected a code such as "JOBSEEKER"');
const region = z
  .string()
  .refine((code) => regionOrNull(code) !== null, 'expected a region such as "PV25" or "AM06"');

const SLUG = /^[a-z][a-z0-9-]{0,99}$/;
const programme = z.string().regex(SLUG, 'expected a programme such as "gelders-vakmanschap"');

const amount = z.strictObject({ column, unit: z.enum(['cents', 'euro']) });

const school = z.union([
  column,
  z.strictObject({ column, values: z.record(z.string(), z.string()) }),
]);

/** A column of codes in a table of employers, whose key is the `employer` of a voucher. */
const ofEmployers = <Codes extends Readonly<Record<string, string>>>(codes: Codes) =>
  z.strictObject({ table, key: column, column, values: z.record(z.string(), z.enum(codes)) });

const employerSize = z.union([z.strictObject({ headcount: column }), ofEmployers(EmployerSize)]);

/** The situation of whoever the voucher is for, as the fund records it; only counted. */
const Situation = {
  JOBSEEKER: 'JOBSEEKER',
  EMPLOYED: 'EMPLOYED',
  SELF_EMPLOYED: 'SELF_EMPLOYED',
  JOB_CHANGER: 'JOB_CHANGER',
  SCHOOL_LEAVER: 'SCHOOL_LEAVER',
} as const;

/** Whether the employer is a member of the fund; only counted. */
const Membership = { MEMBER: 'MEMBER', NON_MEMBER: 'NON_MEMBER' } as const;

/**
 * The tables, columns, codes and units of one fund. What is optional may be left out where the fund does not have
 * it, and is then null or unknown. What would widen a scheme cannot be left out: it is a column, or `null`.
 */
export const fundLayout = z.strictObject({
  /** How a list is written in a column of texts; arrays and JSON lists are read as they are. */
  lists: z.enum(['comma', 'array']),
  /**
   * The codes of lists that narrow a scheme, and of programmes. No value, an empty text and an empty array narrow
   * nothing; a scheme whose list holds only unknown codes pays for nothing.
   */
  words: z
    .strictObject({
      sectors: words(z.enum(SECTORS)),
      regions: words(region),
      targetGroups: words(targetGroup),
      programmes: words(programme),
    })
    .default({}),
  vouchers: z
    .strictObject({
      table,
      number: column,
      scheme: column,
      use: coded(VoucherUse).optional(),
      /** Without it every voucher counts against the budget. */
      status: coded(VoucherStatus).optional(),
      issuedOn: column,
      expiresOn: column.optional(),
      redeemedOn: column.optional(),
      /** Without it nothing is known of what is left of a budget. */
      amount: amount.optional(),
      requestedBy: coded(RequesterKind).optional(),
      /** A CBS code such as `GM0200`. */
      municipality: column.optional(),
      school: school.optional(),
      employer: column.optional(),
      employerSize: employerSize.optional(),
      membership: z.union([coded(Membership), ofEmployers(Membership)]).optional(),
      applicantSituation: coded(Situation).optional(),
      /** When the record itself last changed, not when it was last copied: see `usedBefore`. */
      changedAt: column.optional(),
    })
    .refine(
      ({ employer, employerSize: size, membership }) =>
        employer !== undefined ||
        ((!size || 'headcount' in size) && (!membership || !('table' in membership))),
      { error: 'expected the column "employer" that the table of employers is joined by' },
    ),
  schemes: z.strictObject({
    table,
    code: column,
    name: column,
    programme: column.optional(),
    type: coded(VoucherType).optional(),
    /** Without one of these four lists nothing is known of it, so that a scheme pays for nothing. */
    uses: coded(VoucherUse).optional(),
    sectors: column.optional(),
    regions: column.optional(),
    targetGroups: column.optional(),
    /** Whole months, or an interval. */
    maxMonths: column,
    opensOn: column,
    closesOn: column,
    budget: amount.optional(),
    /** The most that one voucher pays. */
    maximum: amount.optional(),
    /** Addresses with https: where one applies, and where one can ask. */
    applyAt: column.optional(),
    contact: column.optional(),
    synthetic: column.optional(),
    changedAt: column.optional(),
  }),
  /** Without it the fund does not offer the enrolments of a voucher. */
  declarations: z
    .strictObject({
      table,
      voucher: column,
      school,
      association: column,
      filedOn: column.optional(),
    })
    .optional(),
});

export type FundLayout = z.output<typeof fundLayout>;

/** The programme of a fund's code; null for an unknown one. */
export function programmeOrNull({ programmes }: FundLayout['words'], code: string): string | null {
  if (programmes === undefined) return SLUG.test(code) ? code : null;
  return Object.hasOwn(programmes, code) ? (programmes[code] ?? null) : null;
}

/** Size class of an employer by headcount: under 10, 50 and 250 people (EU recommendation 2003/361). */
export function employerSizeOf(headcount: number): EmployerSize {
  if (!(headcount >= 0)) return 'UNKNOWN';
  if (headcount < 10) return 'MICRO';
  if (headcount < 50) return 'SMALL';
  return headcount < 250 ? 'MEDIUM' : 'LARGE';
}
