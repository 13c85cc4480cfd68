/** The requests of the hand-written code to the schools, over OOAPI v5. */
import { municipalityOfCity } from '../../../core/regions/regions.ts';
import type { Sector } from '../../../core/sectors/sectors.ts';
import type { School } from './partners.ts';

interface Text {
  readonly language: string;
  readonly value: string;
}

export interface Unit {
  readonly programId?: string;
  readonly courseId?: string;
  readonly name: readonly Text[];
  readonly duration?: string;
  readonly fieldsOfStudy?: string;
}

export interface Offering {
  readonly program?: string;
  readonly course?: string;
  readonly startDate: string;
  readonly enrollStartDate?: string;
  readonly enrollEndDate?: string;
  readonly maxNumberStudents?: number;
  readonly enrolledNumberStudents?: number;
  readonly addresses?: readonly { readonly city?: string }[];
  readonly priceInformation?: readonly { readonly costType: string; readonly amount: string }[];
}

export interface Association {
  readonly role: string;
  readonly state: string;
  readonly result?: { readonly state?: string; readonly pass?: string };
  readonly associationId: string;
  readonly offering: Offering;
}

interface Page<Item> {
  readonly items: readonly Item[];
  readonly hasNextPage: boolean;
}

/** All items of a collection, in pages of 250. */
async function all<Item>({ http }: School, path: string): Promise<readonly Item[]> {
  const items: Item[] = [];
  for (let pageNumber = 1; ; pageNumber += 1) {
    const page = await http.getJson<Page<Item>>(`${path}&pageSize=250&pageNumber=${pageNumber}`);
    items.push(...page.items);
    if (!page.hasNextPage) return items;
  }
}

export async function trainingsAt(school: School): Promise<readonly Unit[]> {
  const [programs, courses] = await Promise.all([
    all<Unit>(school, '/programs?sort=name'),
    all<Unit>(school, '/courses?sort=name'),
  ]);
  return [...programs, ...courses];
}

const organizations = new WeakMap<School, Promise<string>>();

/** Offerings from a day on; the organisation id of a school is requested once. */
export async function offeringsFrom(school: School, day: string): Promise<readonly Offering[]> {
  let organization = organizations.get(school);
  if (organization === undefined) {
    organization = rootOf(school);
    organizations.set(school, organization);
  }
  return all(school, `/organizations/${await organization}/offerings?since=${day}`);
}

async function rootOf({ http }: School): Promise<string> {
  const path = '/organizations?organizationType=root';
  const { items } = await http.getJson<Page<{ organizationId: string }>>(path);
  return items[0]?.organizationId ?? '';
}

/** One call for each: OOAPI v5 has no request for several. */
export function associationAt({ http }: School, id: string): Promise<Association> {
  return http.getJson(`/associations/${id}?expand=offering`);
}

/** By citizen number, with one call for all. */
export async function associationsOfPeople({ http }: School, numbers: readonly string[]) {
  const body = { nationalIdentityNumbers: numbers };
  const { items } = await http.postJson<{
    items: readonly {
      nationalIdentityNumber: string;
      associations: readonly Association[];
    }[];
  }>('/llo/person-lookup', body);
  return new Map(items.map((one) => [one.nationalIdentityNumber, one.associations]));
}

/** Names of trainings, each requested once. */
export function createTrainingNames() {
  const asked = new Map<string, Promise<string | null>>();
  return async (school: School, { offering }: Association): Promise<string | null> => {
    const path = pathOf(offering);
    if (path === null) return null;
    const key = school.id + path;
    let name = asked.get(key);
    if (name === undefined) {
      name = school.http.getJson<Unit>(path).then(nameOf);
      asked.set(key, name);
    }
    return name;
  };
}

function pathOf({ program, course }: Offering): string | null {
  if (program !== undefined) return `/programs/${program}`;
  return course === undefined ? null : `/courses/${course}`;
}

export function nameOf({ name }: Unit): string | null {
  return (name.find(({ language }) => language.startsWith('nl')) ?? name[0])?.value ?? null;
}

/** Fields of study by ISCED-F 2013, the longest prefix first. */
const SECTORS: readonly (readonly [prefix: string, sector: Sector])[] = [
  ['0712', 'ENERGY_TRANSITION'],
  ['0713', 'INSTALLATION_TECHNOLOGY'],
  ['0715', 'MANUFACTURING'],
  ['0722', 'PAPER_AND_BOARD'],
  ['0723', 'MANUFACTURING'],
  ['1022', 'TECHNIEK'],
  ['072', 'MANUFACTURING'],
  ['073', 'CONSTRUCTION'],
  ['01', 'EDUCATION'],
  ['06', 'ICT'],
  ['07', 'TECHNIEK'],
  ['09', 'CARE'],
];

export function sectorOf({ fieldsOfStudy }: Unit): Sector | null {
  if (fieldsOfStudy === undefined) return null;
  return SECTORS.find(([prefix]) => fieldsOfStudy.startsWith(prefix))?.[1] ?? 'OTHER';
}

/** Whole months of a duration such as `P1Y` or `P6W`, rounded up. */
export function monthsOf({ duration = '' }: Unit): number | null {
  const parts = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?/.exec(duration);
  if (parts === null) return null;
  const [years = 0, months = 0, weeks = 0, days = 0] = parts
    .slice(1)
    .map((one) => Number(one ?? 0));
  return years * 12 + months + Math.ceil((weeks * 7 + days) / 30.4375);
}

export function seatsLeftOf({ maxNumberStudents: seats, enrolledNumberStudents: taken }: Offering) {
  return seats === undefined || taken === undefined ? null : Math.max(0, seats - taken);
}

export function municipalityOf({ addresses, startDate }: Offering): string | null {
  const city = addresses?.[0]?.city;
  return city === undefined ? null : municipalityOfCity(city, startDate.slice(0, 10));
}

export function priceOf({ priceInformation }: Offering) {
  const cost = priceInformation?.find(({ costType }) => costType === 'total costs');
  return cost === undefined ? null : { amount: Number(cost.amount) };
}

const STATUSES: Readonly<Record<string, string>> = {
  pending: 'PENDING',
  queued: 'PENDING',
  associated: 'ACTIVE',
  canceled: 'STOPPED',
  denied: 'STOPPED',
};
const ROLES: Readonly<Record<string, string>> = {
  student: 'STUDENT',
  lecturer: 'LECTURER',
  'teaching assistant': 'TRAINEE_LECTURER',
};
const PASSED: Readonly<Record<string, boolean>> = { passed: true, failed: false };

/** In v5 an association stays "associated" after its end; the result says whether it has ended. */
export function statusOf({ state, result }: Association): string {
  const status = STATUSES[state] ?? 'UNKNOWN';
  return status === 'ACTIVE' && result?.state === 'completed' ? 'COMPLETED' : status;
}

export const roleOf = ({ role }: Association) => ROLES[role] ?? 'UNKNOWN';
export const passedOf = ({ result }: Association) =>
  result?.pass === undefined ? null : (PASSED[result.pass] ?? null);
