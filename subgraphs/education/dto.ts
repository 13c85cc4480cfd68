import { z } from 'zod';
import { given } from '../kit/partners/checked-value.ts';
import { dutchDayOf } from '../kit/partners/dutch-day.ts';

/**
 * The parts of OOAPI v5 that we read (open-education-api/specification, release 5.0, folder v5).
 * Enumerations are plain text, because schools extend them. All but the id of an object may be null, so that
 * `readItem` can take away a value that does not fit.
 */

/** A code that a school sends as a number keeps its digits, as long as a number of JSON can hold them. */
const exactInteger = z.int().transform(String);
const text = given.text;
const textOrNull = text.nullish();
const key = z.union([given.key, exactInteger]);
const code = z.union([text, exactInteger]);
const count = given.int.min(0).nullish();

/** A date, or a moment in place of it: the day that it is in the Netherlands. */
const day = z
  .string()
  .max(40)
  .transform((moment, context) => {
    if (moment === '') return null;
    const found = dutchDayOf(moment);
    if (found !== null) return found;
    context.issues.push({ code: 'custom', input: moment });
    return z.NEVER;
  })
  .nullish();

const CONSUMERS_MAX = 200;

const asList = (value: unknown) => {
  if (Array.isArray(value)) return value;
  return value === '' || value == null ? [] : [value];
};

/** One text, or the same text in several languages. */
const texts = z.preprocess(
  asList,
  given.list(
    z.union([
      text.transform((value) => ({ language: '', value })),
      z.object({ language: textOrNull, value: textOrNull }),
    ]),
  ),
);
const identifier = z.object({ codeType: text, code });
/** Each is read where it is needed. */
const consumers = given.unread(CONSUMERS_MAX).nullish();

/** An expandable property: the id alone, or the object with its id. */
const reference = (idName: string) =>
  z
    .union([key, z.looseObject({ [idName]: key }).transform((object) => String(object[idName]))])
    .nullish();

const ITEMS_OF_PAGE_MAX = 10_000;

/** What a school says of its pages may be absent or wrong. */
export const envelope = z.object({
  pageSize: z.int().nullish().catch(null),
  hasNextPage: z.boolean().nullish().catch(null),
  hasPreviousPage: z.boolean().nullish().catch(null),
  totalPages: z.int().nullish().catch(null),
  items: given.unread(ITEMS_OF_PAGE_MAX),
});

const learningUnit = {
  name: texts,
  description: texts,
  abbreviation: textOrNull,
  primaryCode: identifier.nullish(),
  otherCodes: given.list(identifier).nullish(),
  duration: textOrNull,
  modeOfStudy: textOrNull,
  modeOfDelivery: z.preprocess(asList, given.list(text)),
  level: textOrNull,
  levelOfQualification: z.union([text, exactInteger]).nullish(),
  fieldsOfStudy: textOrNull,
  link: textOrNull,
  consumers,
};

export const program = z.object({ programId: key, ...learningUnit });
export const course = z.object({ courseId: key, ...learningUnit });

const DIGITS_MAX = 15;
const AMOUNT_MAX = 1e12;

export const offering = z.object({
  offeringId: key,
  program: reference('programId'),
  course: reference('courseId'),
  startDate: day,
  endDate: day,
  enrollStartDate: day,
  enrollEndDate: day,
  maxNumberStudents: count,
  enrolledNumberStudents: count,
  addresses: given.list(z.object({ city: textOrNull })).nullish(),
  priceInformation: given
    .list(
      z.object({
        costType: textOrNull,
        /** Absent is no price; an amount of more digits than a number holds would be another one. */
        amount: z
          .union([
            z.number().min(0).max(AMOUNT_MAX),
            z
              .string()
              .regex(/^(\d+(\.\d+)?)?$/)
              .refine((amount) => amount.replaceAll(/^0+|\D/g, '').length <= DIGITS_MAX)
              .transform((amount) => (amount === '' ? null : Number(amount))),
          ])
          .nullish(),
        currency: textOrNull,
      }),
    )
    .nullish(),
});

export const association = z.object({
  associationId: key,
  role: textOrNull,
  state: textOrNull,
  result: z.object({ state: textOrNull, pass: textOrNull, resultDate: day }).nullish(),
  /** An id, or an offering, which is read by itself. */
  offering: z.unknown().optional(),
  consumers,
});

/** An association in a list for statistics, with the id of its offering where the list is not of one offering. */
export const listedAssociation = association.extend({ offering: reference('offeringId') });

/**
 * The same with the citizen number of its person (`otherCodes` with the code type of the standard), which a school gives
 * to the consumer `llo-people` alone (`consumer` of the standard), and only where there is a voucher.
 */
export const associationOfPerson = listedAssociation.extend({
  /** The number alone; null where the school does not give it. */
  person: z
    .union([
      key.transform(() => null),
      z.object({ otherCodes: given.list(identifier).nullish() }).transform(({ otherCodes }) => {
        const number = otherCodes?.find(({ codeType }) => codeType === 'nationalIdentityNumber');
        return number !== undefined && /^\d{9}$/.test(number.code) ? number.code : null;
      }),
    ])
    .nullish(),
});

/** The mark of a redemption at the school: who issued the voucher, and its number. */
export const voucherConsumer = z.object({
  consumerKey: z.literal('llo-voucher'),
  issuer: given.key,
  voucherNumber: key,
});

/**
 * The mark of a cancelled association: the day on which the school recorded it. OOAPI v5 has the state `canceled`, and
 * no date for it.
 */
export const stoppedConsumer = z.object({
  consumerKey: z.literal('llo-stopped'),
  stoppedOn: day,
});

/**
 * The mark of a participant in the pool of technical teachers: the number that the pool gave them. The school of the
 * pool has it as a student, and a school where they teach as a lecturer, so that no citizen number is needed.
 */
export const poolConsumer = z.object({
  consumerKey: z.literal('llo-pool'),
  participantNumber: key,
});

/**
 * The mark of a funded program or course: for which target groups (our codes), and what they still
 * pay. OOAPI leaves `consumers` to agreements such as this one.
 */
export const fundingConsumer = z.object({
  consumerKey: z.literal('llo-funding'),
  targetGroups: given.list(text, 20),
  ownContribution: z
    .union([
      z.number().min(0),
      z
        .string()
        .regex(/^\d+(\.\d+)?$/)
        .transform(Number),
    ])
    .nullish(),
});

const EMPLOYERS_MAX = 50;

/** The mark of a training that leads to work: which employers take part, and whether a job follows. */
export const workConsumer = z.object({
  consumerKey: z.literal('llo-work'),
  employers: given.list(given.key, EMPLOYERS_MAX).nullish(),
  jobOffered: z.boolean().nullish(),
});

/**
 * Our extension of OOAPI: associations by citizen number, which is sent in a body, never in an address, and only of a
 * person whom the school holds (`docs/membership.md`).
 */
export const enrolledPerson = z.object({
  nationalIdentityNumber: z.string(),
  /** Each is an `association`. */
  associations: given.unread(1_000),
});

/** Its id becomes a step of an address, where dots would be another place. */
export const organization = z.object({
  organizationId: key.pipe(z.string().regex(/^(?!\.{1,2}$)/)),
  organizationType: textOrNull,
});

export type Program = z.output<typeof program>;
export type Course = z.output<typeof course>;
export type Offering = z.output<typeof offering>;
export type Association = z.output<typeof association>;
export type ListedAssociation = z.output<typeof listedAssociation>;
export type AssociationOfPerson = z.output<typeof associationOfPerson>;

/** `GET /`: any JSON object will do. */
export const service = z.looseObject({});
