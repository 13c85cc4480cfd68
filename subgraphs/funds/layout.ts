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

/** Names of tables and columns become SQL text, so only plain names are accepted. */
const name = z
  .string()
  .regex(/^[a-z_][a-z0-9_]{0,62}$/, 'expected a plain table or column name in lower case');

/** A column with codes of the fund, each mapped to a value of the graph. */
const coded = <Words extends Readonly<Record<string, string>>>(words: Words) =>
  z.strictObject({ column: name, values: z.record(z.string(), z.enum(words)) });

/** The meaning of a fund's codes in a list; a code that is not in it must be one of the graph. */
const words = <Word extends z.ZodType<string>>(word: Word) =>
  z.record(z.string().min(1).max(100), word).optional();

const targetGroup = z
  .string()
  .refine((word) => targetGroupOrNull(word) !== null, 'expected a code such as "JOBSEEKER"');
const region = z
  .string()
  .refine((code) => regionOrNull(code) !== null, 'expected a region such as "PV25" or "AM06"');

const amount = z.strictObject({ column: name, unit: z.enum(['cents', 'euro']) });

const school = z.union([
  name,
  z.strictObject({ column: name, values: z.record(z.string(), z.string()) }),
]);

const employerSize = z.union([
  z.strictObject({ headcount: name }),
  z.strictObject({
    table: name,
    key: name,
    column: name,
    values: z.record(z.string(), z.enum(EmployerSize)),
  }),
]);

/** The tables, columns, codes and units of one fund. */
export const fundLayout = z.strictObject({
  lists: z.enum(['comma', 'array']),
  /**
   * For the lists that narrow a scheme. No value, an empty text and an empty array narrow nothing;
   * a scheme whose list holds only unknown codes pays for nothing.
   */
  words: z
    .strictObject({
      sectors: words(z.enum(SECTORS)),
      regions: words(region),
      targetGroups: words(targetGroup),
    })
    .default({}),
  vouchers: z.strictObject({
    table: name,
    number: name,
    scheme: name,
    use: coded(VoucherUse),
    status: coded(VoucherStatus),
    issuedOn: name,
    expiresOn: name,
    redeemedOn: name,
    amount,
    requestedBy: coded(RequesterKind),
    municipality: name,
    school,
    employer: name,
    employerSize,
    /** When the record itself last changed, not when it was last copied: see `usedBefore`. */
    changedAt: name,
  }),
  schemes: z.strictObject({
    table: name,
    code: name,
    name,
    programme: name,
    type: coded(VoucherType),
    uses: coded(VoucherUse),
    sectors: name,
    regions: name,
    targetGroups: name,
    maxMonths: name,
    opensOn: name,
    closesOn: name,
    budget: amount,
    synthetic: name.optional(),
    changedAt: name,
  }),
  declarations: z.strictObject({
    table: name,
    voucher: name,
    school,
    association: name,
    filedOn: name,
  }),
});

export type FundLayout = z.output<typeof fundLayout>;

/** Size class of an employer by headcount: under 10, 50 and 250 people (EU recommendation 2003/361). */
export function employerSizeOf(headcount: number): EmployerSize {
  if (!(headcount >= 0)) return 'UNKNOWN';
  if (headcount < 10) return 'MICRO';
  if (headcount < 50) return 'SMALL';
  return headcount < 250 ? 'MEDIUM' : 'LARGE';
}
