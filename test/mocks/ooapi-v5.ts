/**
 * What the published specification of OOAPI 5.0.0 requires of the responses that we use
 * (open-education-api/specification, release 5.0, folder v5). It is written from the specification alone and shares
 * nothing with the code that reads schools. Where the standard says `oneOf` of three associations that do not exclude
 * each other, `associationType` decides.
 */
import { z } from 'zod';

const uuid = z.guid();
const date = z.iso.date();
const uri = z.url().max(2_048);
const short = z.string().max(256);
const count = z.int32().min(0);
const languageTag = z.string().regex(/^[a-z]{2,4}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$/);
const duration = z
  .string()
  .regex(
    /^(-?)P(?=\d|T\d)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)([DW]))?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/,
  );

const languageTypedString = z.looseObject({
  language: languageTag.optional(),
  value: z.string().optional(),
});
const texts = z.array(languageTypedString).min(1);
const identifierEntry = z.strictObject({ codeType: z.string(), code: z.string() });
const consumers = z.array(z.looseObject({ consumerKey: z.string() })).optional();
const teachingLanguage = z.string().regex(/^[a-z]{3}$/);
const modesOfDelivery = z.array(
  z.enum(['distance-learning', 'on campus', 'online', 'hybrid', 'situated']),
);
const modeOfStudy = z.enum(['full-time', 'part-time', 'dual training', 'self-paced']);
const level = z.enum([
  'secondary vocational education',
  'secondary vocational education 1',
  'secondary vocational education 2',
  'secondary vocational education 3',
  'secondary vocational education 4',
  'associate degree',
  'bachelor',
  'master',
  'doctoral',
  'undefined',
  'undivided',
  'nt2-1',
  'nt2-2',
]);

const address = z.looseObject({
  addressType: z.enum(['postal', 'visit', 'deliveries', 'billing', 'teaching']),
  street: z.string().optional(),
  streetNumber: z.string().optional(),
  additional: texts.optional(),
  postalCode: z.string().optional(),
  city: z.string().optional(),
  countryCode: z.string().optional(),
  geolocation: z.looseObject({ latitude: z.number(), longitude: z.number() }).optional(),
});

const studyLoad = z.looseObject({
  studyLoadUnit: z.enum(['contacttime', 'ects', 'sbu', 'sp', 'hour']).optional(),
  value: z.number().optional(),
});

export const service = z.looseObject({
  contactEmail: z.email().max(256),
  specification: uri,
  documentation: uri,
  consumers,
});

export const problem = z.looseObject({
  status: z.string(),
  title: z.string(),
  detail: z.string().optional(),
});

export const organization = z.looseObject({
  organizationId: uuid,
  primaryCode: identifierEntry,
  organizationType: z.enum([
    'root',
    'institute',
    'department',
    'faculty',
    'branch',
    'academy',
    'school',
  ]),
  name: texts,
  shortName: short,
  description: texts.optional(),
  addresses: z.array(address).optional(),
  link: uri.optional(),
  logo: uri.optional(),
  otherCodes: z.array(identifierEntry).min(1).optional(),
  consumers,
});

const expandable = <Shape extends z.ZodType>(shape: Shape) => z.union([uuid, shape]).optional();

const learningUnit = {
  primaryCode: identifierEntry,
  name: texts,
  abbreviation: short,
  description: texts,
  teachingLanguage,
  studyLoad: studyLoad.optional(),
  modeOfDelivery: modesOfDelivery.optional(),
  duration: duration.optional(),
  firstStartDate: date.optional(),
  fieldsOfStudy: z.string().max(4).optional(),
  link: uri.optional(),
  otherCodes: z.array(identifierEntry).optional(),
  addresses: z.array(address).optional(),
  organization: expandable(organization),
  consumers,
  validFrom: date.optional(),
  validTo: date.optional(),
};

export const program = z.looseObject({
  programId: uuid,
  programType: z.enum(['program', 'minor', 'honours', 'specialization', 'track']),
  ...learningUnit,
  qualificationAwarded: z
    .enum(['AD', 'BA', 'BSc', 'LLB', 'MA', 'MSc', 'LLM', 'Phd', 'None'])
    .optional(),
  modeOfStudy: modeOfStudy.optional(),
  levelOfQualification: z.enum(['1', '2', '3', '4', '4+', '5', '6', '7', '8']).optional(),
  level: level.optional(),
  sector: z
    .enum([
      'secondary vocational education',
      'higher professional education',
      'university education',
    ])
    .optional(),
});

export const course = z.looseObject({ courseId: uuid, ...learningUnit, level });

const amount = z.string().regex(/^\d+(?:\.\d+)?$/);
const cost = z.strictObject({
  costType: z.string(),
  amount: amount.optional(),
  vatAmount: amount.optional(),
  amountWithoutVat: amount.optional(),
  currency: z.string().optional(),
  displayAmount: z.array(languageTypedString).optional(),
  ext: z.looseObject({}).optional(),
});

const offered = {
  offeringId: uuid,
  primaryCode: identifierEntry,
  name: texts,
  abbreviation: short.optional(),
  description: texts,
  teachingLanguage,
  modeOfDelivery: modesOfDelivery.optional(),
  modeOfStudy: modeOfStudy.optional(),
  maxNumberStudents: count.optional(),
  enrolledNumberStudents: count.optional(),
  pendingNumberStudents: count.optional(),
  minNumberStudents: count.optional(),
  resultExpected: z.boolean(),
  resultValueType: z.enum(['pass-or-fail', 'US letter', 'UK letter', '0-100', '1-10']).optional(),
  link: uri.optional(),
  otherCodes: z.array(identifierEntry).optional(),
  consumers,
  startDate: date,
  endDate: date,
  enrollStartDate: date.optional(),
  enrollEndDate: date.optional(),
  flexibleEntryPeriodStart: date.optional(),
  flexibleEntryPeriodEnd: date.optional(),
  addresses: z.array(address).optional(),
  organization: expandable(organization),
};
export const offering = z.discriminatedUnion('offeringType', [
  z.looseObject({
    offeringType: z.literal('program'),
    ...offered,
    priceInformation: z.array(cost).min(1).optional(),
    program: expandable(program),
  }),
  z.looseObject({
    offeringType: z.literal('course'),
    ...offered,
    priceInformation: z.array(cost).optional(),
    course: expandable(course),
  }),
]);

export const person = z.looseObject({
  personId: uuid,
  primaryCode: identifierEntry,
  givenName: short,
  surname: short,
  displayName: short,
  activeEnrollment: z.boolean(),
  dateOfBirth: date.optional(),
  affiliations: z.array(z.enum(['student', 'employee', 'guest'])),
  mail: z.email().max(256),
  gender: z.enum(['M', 'F', 'U', 'X']).optional(),
  otherCodes: z.array(identifierEntry).optional(),
  consumers,
});

const associated = {
  associationId: uuid,
  associationType: z.enum(['programOfferingAssociation', 'courseOfferingAssociation']),
  role: z.enum(['student', 'lecturer', 'teaching assistant', 'coordinator', 'guest']),
  state: z.enum(['pending', 'canceled', 'denied', 'associated', 'queued']),
  result: z
    .looseObject({
      state: z.enum(['in progress', 'postponed', 'completed', 'queued']),
      pass: z.enum(['unknown', 'passed', 'failed']).optional(),
      comment: z.string().optional(),
      score: z.string().optional(),
      resultDate: date,
      studyLoad,
    })
    .optional(),
  consumers,
};
export const association = z.looseObject({
  ...associated,
  person: expandable(person),
  offering: expandable(offering),
});
/** In the list of an offering each association has its person, and in that of a person its offering. */
export const associationOfOffering = z.looseObject({ ...associated, person });
export const associationOfPerson = z.looseObject({ ...associated, offering });

export const pageOf = (item: z.ZodType) =>
  z.looseObject({
    pageSize: z.int32(),
    pageNumber: z.int32().min(1),
    hasPreviousPage: z.boolean(),
    hasNextPage: z.boolean(),
    totalPages: z.int32().optional(),
    items: z.array(item),
  });
