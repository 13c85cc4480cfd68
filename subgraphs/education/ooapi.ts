import { z } from 'zod';

/**
 * The parts of OOAPI v5 that we read (open-education-api/specification, release 5.0, folder v5).
 * Enumerations are read as plain text: schools extend them, and an unknown word is no fault.
 */
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}/);
const names = z.array(z.object({ language: z.string(), value: z.string() })).min(1);
const identifier = z.object({ codeType: z.string(), code: z.string() });
const consumers = z.array(z.looseObject({ consumerKey: z.string() })).nullish();

/** An expandable property: the id alone, or the object with its id. */
const reference = (idName: string) =>
  z.union([
    z.string(),
    z.looseObject({ [idName]: z.string() }).transform((object) => String(object[idName])),
  ]);

export const envelope = z.object({
  pageNumber: z.int(),
  hasNextPage: z.boolean(),
  items: z.array(z.unknown()).max(250),
});

const learningUnit = {
  name: names,
  description: names.nullish(),
  primaryCode: identifier,
  otherCodes: z.array(identifier).nullish(),
  duration: z.string().nullish(),
  modeOfStudy: z.string().nullish(),
  modeOfDelivery: z.union([z.string(), z.array(z.string())]).nullish(),
  fieldsOfStudy: z.string().nullish(),
  link: z.string().nullish(),
  consumers,
};

export const program = z.object({ programId: z.string(), ...learningUnit });
export const course = z.object({ courseId: z.string(), ...learningUnit });

export const offering = z.object({
  offeringId: z.string(),
  offeringType: z.string(),
  program: reference('programId').nullish(),
  course: reference('courseId').nullish(),
  startDate: day.nullish(),
  endDate: day.nullish(),
  enrollStartDate: day.nullish(),
  enrollEndDate: day.nullish(),
  maxNumberStudents: z.number().nullish(),
  enrolledNumberStudents: z.number().nullish(),
  addresses: z.array(z.looseObject({ city: z.string().nullish() })).nullish(),
  priceInformation: z
    .array(
      z.looseObject({
        costType: z.string(),
        amount: z.union([z.number(), z.string()]).nullish(),
        currency: z.string().nullish(),
      }),
    )
    .nullish(),
});

export const association = z.object({
  associationId: z.string(),
  role: z.string(),
  state: z.string(),
  result: z
    .looseObject({
      state: z.string().nullish(),
      pass: z.string().nullish(),
      resultDate: day.nullish(),
    })
    .nullish(),
  offering: z.union([z.string(), offering]).nullish(),
  consumers,
});

/** What a redemption leaves at the school: who issued the voucher, and its number. */
export const voucherConsumer = z.object({
  consumerKey: z.literal('llo-voucher'),
  issuer: z.string(),
  voucherNumber: z.string(),
});

/**
 * How a school marks a program or course as funded: for which target groups (our codes), and what
 * they still pay themselves. OOAPI leaves `consumers` to agreements such as this one.
 */
export const fundingConsumer = z.object({
  consumerKey: z.literal('llo-funding'),
  targetGroups: z.array(z.string()).max(20),
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

/** Our extension, not OOAPI: associations by citizen number, asked in a body, never in an address. */
export const personLookup = z.object({
  items: z.array(
    z.object({ nationalIdentityNumber: z.string(), associations: z.array(association) }),
  ),
});

export const organizations = z.array(z.looseObject({ organizationId: z.string() }));

export type Program = z.output<typeof program>;
export type Course = z.output<typeof course>;
export type Offering = z.output<typeof offering>;
export type Association = z.output<typeof association>;

/** `GET /`: the service itself; that it answers in JSON is all we ask. */
export const service = z.looseObject({});
