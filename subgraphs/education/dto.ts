import { z } from 'zod';
import { given, isDay } from '../kit/partners/checked-value.ts';

/**
 * The parts of OOAPI v5 that we read (open-education-api/specification, release 5.0, folder v5).
 * Enumerations are plain text, because schools extend them.
 */
const { text, key, list } = given;
/** A date, or a moment of which the day counts. */
const day = z.string().refine((moment) => moment.length <= 40 && isDay(moment.slice(0, 10)));
const count = given.int.min(0);
const names = list(z.object({ language: text, value: text })).refine(({ length }) => length > 0);
const identifier = z.object({ codeType: text, code: text });
const consumers = list(z.looseObject({ consumerKey: z.string() })).nullish();

/** An expandable property: the id alone, or the object with its id. */
const reference = (idName: string) =>
  z.union([key, z.looseObject({ [idName]: key }).transform((object) => String(object[idName]))]);

export const envelope = z.object({
  pageNumber: z.int(),
  hasNextPage: z.boolean(),
  items: given.unread(250),
});

const learningUnit = {
  name: names,
  description: names.nullish(),
  primaryCode: identifier,
  otherCodes: list(identifier).nullish(),
  duration: text.nullish(),
  modeOfStudy: text.nullish(),
  modeOfDelivery: z.union([text, list(text)]).nullish(),
  fieldsOfStudy: text.nullish(),
  link: text.nullish(),
  consumers,
};

export const program = z.object({ programId: key, ...learningUnit });
export const course = z.object({ courseId: key, ...learningUnit });

export const offering = z.object({
  offeringId: key,
  offeringType: z.string(),
  program: reference('programId').nullish(),
  course: reference('courseId').nullish(),
  startDate: day.nullish(),
  endDate: day.nullish(),
  enrollStartDate: day.nullish(),
  enrollEndDate: day.nullish(),
  maxNumberStudents: count.nullish(),
  enrolledNumberStudents: count.nullish(),
  addresses: list(z.looseObject({ city: text.nullish() })).nullish(),
  priceInformation: list(
    z.looseObject({
      costType: z.string(),
      amount: z.union([z.number(), text.regex(/^(-?\d+(\.\d+)?)?$/)]).nullish(),
      currency: z
        .string()
        .regex(/^[A-Z]{3}$/)
        .nullish(),
    }),
  ).nullish(),
});

export const association = z.object({
  associationId: key,
  role: text,
  state: text,
  result: z
    .looseObject({
      state: z.string().nullish(),
      pass: z.string().nullish(),
      resultDate: day.nullish(),
    })
    .nullish(),
  offering: z.union([text, offering]).nullish(),
  consumers,
});

/** The mark of a redemption at the school: who issued the voucher, and its number. */
export const voucherConsumer = z.object({
  consumerKey: z.literal('llo-voucher'),
  issuer: key,
  voucherNumber: key,
});

/**
 * The mark of a funded program or course: for which target groups (our codes), and what they still
 * pay. OOAPI leaves `consumers` to agreements such as this one.
 */
export const fundingConsumer = z.object({
  consumerKey: z.literal('llo-funding'),
  targetGroups: z.array(text).max(20),
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

/**
 * Our extension of OOAPI: associations by citizen number, which is sent in a body, never in an
 * address.
 */
export const enrolledPerson = z.object({
  nationalIdentityNumber: z.string(),
  /** Each is an `association`. */
  associations: given.unread(1_000),
});

/** Its id becomes a step of an address, where dots would be another place. */
const step = key.regex(/^(?!\.{1,2}$)/);
export const organizations = z.array(z.looseObject({ organizationId: step }));

export type Program = z.output<typeof program>;
export type Course = z.output<typeof course>;
export type Offering = z.output<typeof offering>;
export type Association = z.output<typeof association>;

/** `GET /`: any JSON object will do. */
export const service = z.looseObject({});
