/** OOAPI v5 objects from a school's records, with every property that the standard requires. */
import { addDays } from '../world/days.ts';
import { levelOf } from '../world/levels.ts';
import { municipalityOf } from '../world/places.ts';
import type { Association, LearningRoute, Offering, Person, Training } from '../world/world.ts';
import { fundingOf } from './funding.ts';
import { workOf } from './work.ts';
import { personIdAt } from './school-records.ts';
import type { SchoolRecords } from './school-records.ts';

type Json = Readonly<Record<string, unknown>>;

const SYNTHETIC_NL =
  'Synthetisch: verzonnen voor de demonstratie, geen aanbod van deze instelling.';
const SYNTHETIC_EN = 'Synthetic: invented for the demonstration, not offered by this institution.';

/** Days before its start from which students can enrol in an offering. */
const ENROL_DAYS = 210;

const MODES_OF_STUDY: Record<LearningRoute, string> = {
  BBL: 'dual training',
  BOL: 'full-time',
  DERDE_LEERWEG: 'part-time',
  SHORT_COURSE: 'part-time',
  DISTANCE: 'self-paced',
};

export function organizationObject({ school }: SchoolRecords): Json {
  return {
    organizationId: school.organizationId,
    primaryCode: { codeType: 'identifier', code: school.id },
    organizationType: 'root',
    name: texts(school.name, school.name),
    shortName: school.id,
    description: texts(SYNTHETIC_NL, SYNTHETIC_EN),
    addresses: school.municipalities.map(address),
    link: `https://${school.id}.example`,
  };
}

export function trainingObject(training: Training, records: SchoolRecords): Json {
  return training.form === 'program'
    ? programObject(training, records)
    : courseObject(training, records);
}

function programObject(training: Training, { school }: SchoolRecords): Json {
  const isHigher = school.level === 'hbo';
  return {
    programId: training.id,
    programType: 'program',
    ...described(training),
    primaryCode: { codeType: 'programCode', code: training.code },
    otherCodes: [
      ...(training.crohoCreboCode
        ? [{ codeType: 'crohoCreboCode', code: training.crohoCreboCode }]
        : []),
      ...skillCodes(training),
    ],
    qualificationAwarded: isHigher ? 'AD' : 'None',
    level: levelWord(training),
    levelOfQualification: String(levelOf(training)),
    sector: isHigher ? 'higher professional education' : 'secondary vocational education',
    modeOfStudy: MODES_OF_STUDY[training.route],
    organization: school.organizationId,
  };
}

function courseObject(training: Training, { school }: SchoolRecords): Json {
  return {
    courseId: training.id,
    ...described(training),
    primaryCode: { codeType: 'identifier', code: training.code },
    otherCodes: skillCodes(training),
    level: levelWord(training),
    organization: school.organizationId,
  };
}

/** A course must have a level in the standard, which has a word for one without. */
function levelWord(training: Training): string {
  const level = levelOf(training);
  if (level === null) return 'undefined';
  return level === 5 ? 'associate degree' : `secondary vocational education ${level}`;
}

function described(training: Training): Json {
  return {
    name: texts(training.name, training.nameEnglish),
    abbreviation: training.code,
    description: texts(
      `${training.name}, in ${monthsInDutch(training.months)}. ${SYNTHETIC_NL}`,
      `${training.nameEnglish}, in ${training.months} month(s). ${SYNTHETIC_EN}`,
    ),
    teachingLanguage: 'nld',
    studyLoad: studyLoadOf(training),
    modeOfDelivery: training.route === 'DISTANCE' ? ['online'] : ['on campus'],
    duration: `P${training.months}M`,
    fieldsOfStudy: training.fieldOfStudy,
    addresses: training.municipalities.map(address),
    link: `https://${training.school}.example/${training.code.toLowerCase()}`,
    consumers: [...fundingOf(training), ...workOf(training)],
  };
}

export function offeringObject(offering: Offering, records: SchoolRecords): Json {
  const training = trainingOf(offering, records);
  return {
    offeringId: offering.id,
    offeringType: training.form,
    primaryCode: { codeType: 'offeringCode', code: offering.code },
    name: texts(training.name, training.nameEnglish),
    abbreviation: offering.code,
    description: texts(SYNTHETIC_NL, SYNTHETIC_EN),
    teachingLanguage: 'nld',
    modeOfStudy: MODES_OF_STUDY[training.route],
    modeOfDelivery: training.route === 'DISTANCE' ? ['online'] : ['on campus'],
    resultExpected: true,
    resultValueType: 'pass-or-fail',
    startDate: offering.startDate,
    endDate: offering.endDate,
    enrollStartDate: addDays(offering.startDate, -ENROL_DAYS),
    enrollEndDate: addDays(offering.startDate, -1),
    minNumberStudents: 6,
    maxNumberStudents: offering.maxStudents,
    enrolledNumberStudents: offering.enrolledStudents,
    pendingNumberStudents: offering.pendingStudents,
    addresses: [address(offering.municipality)],
    priceInformation: [
      { costType: 'total costs', amount: (offering.priceCents / 100).toFixed(2), currency: 'EUR' },
    ],
    [training.form]: training.id,
    organization: records.school.organizationId,
  };
}

export function associationObject(association: Association, records: SchoolRecords): Json {
  const offering = records.offerings.get(association.offeringId);
  if (!offering) throw new Error('Cannot find the offering of an association');
  const training = trainingOf(offering, records);
  return {
    associationId: association.id,
    associationType: `${training.form}OfferingAssociation`,
    role: association.role,
    state: association.state,
    ...resultObject(association, training),
    person: personIdAt(records.school, association.personId),
    offering: association.offeringId,
    consumers: marksOf(association),
  };
}

/** What OOAPI v5 has no property for: the voucher that paid, when it was cancelled, and the pool of teachers. */
function marksOf({ voucher, stoppedOn, poolNumber }: Association): readonly Json[] {
  return [
    ...(voucher
      ? [{ consumerKey: 'llo-voucher', issuer: voucher.fund, voucherNumber: voucher.number }]
      : []),
    ...(stoppedOn ? [{ consumerKey: 'llo-stopped', stoppedOn }] : []),
    ...(poolNumber ? [{ consumerKey: 'llo-pool', participantNumber: poolNumber }] : []),
  ];
}

/** In the standard a result has a date, so before there is one there is no result. */
function resultObject({ result }: Association, training: Training): Json {
  if (result === null || result.resultDate === null) return {};
  return { result: { ...result, studyLoad: studyLoadOf(training) } };
}

function studyLoadOf({ months }: Training): Json {
  return { studyLoadUnit: 'sbu', value: months * 80 };
}

/** The value of `consumer` with which a school gives the citizen number of the person of an association with a voucher. */
const PEOPLE_CONSUMER = 'llo-people';

/** Without the citizen number, except for a consumer that needs it. */
export function personObject(
  person: Person,
  { school }: SchoolRecords,
  consumer: string | null = null,
): Json {
  const personId = personIdAt(school, person.id);
  const number = person.name.replace(/^\D+/, '');
  return {
    personId,
    primaryCode: { codeType: 'identifier', code: personId },
    givenName: 'Synthetisch',
    surname: `Persoon ${number}`,
    displayName: person.name,
    dateOfBirth: person.birthDate,
    gender: person.gender,
    affiliations: [person.archetype === 'hybrid-teacher' ? 'employee' : 'student'],
    mail: `persoon-${personId.slice(0, 8)}@${school.id}.example`,
    activeEnrollment: true,
    ...(consumer === PEOPLE_CONSUMER && {
      otherCodes: [{ codeType: 'nationalIdentityNumber', code: person.bsn }],
    }),
  };
}

function trainingOf(offering: Offering, records: SchoolRecords): Training {
  const training = records.trainings.get(offering.trainingId);
  if (!training) throw new Error('Cannot find the training of an offering');
  return training;
}

function monthsInDutch(months: number): string {
  return months === 1 ? '1 maand' : `${months} maanden`;
}

function skillCodes({ skills }: Training): readonly Json[] {
  return skills.map((code) => ({ codeType: 'x-llo-skill', code }));
}

function texts(dutch: string, english: string): readonly Json[] {
  return [
    { language: 'nl-NL', value: dutch },
    { language: 'en-GB', value: english },
  ];
}

function address(municipality: string): Json {
  const place = municipalityOf(municipality);
  return {
    addressType: 'teaching',
    street: 'Voorbeeldstraat',
    streetNumber: '1',
    postalCode: `${place.postalCode} ZZ`,
    city: place.name,
    countryCode: 'NL',
  };
}
