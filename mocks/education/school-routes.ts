/** The OOAPI v5 paths that a school of the demo serves. */
import type { HttpResponse, HttpRequest } from '../http-system.ts';
import type { Association, Offering } from '../world/world.ts';
import {
  ASSOCIATIONS,
  COURSES,
  OFFERINGS,
  ORGANIZATIONS,
  PERSONS,
  PROGRAMS,
} from './collection-rules.ts';
import { pageOf, parseDay, parseExpand, parseBoolean } from './collection.ts';
import {
  associationObject,
  offeringObject,
  organizationObject,
  personObject,
  trainingObject,
} from './ooapi-objects.ts';
import { json, problem } from './problem.ts';
import { personIdAt } from './school-records.ts';
import type { SchoolRecords } from './school-records.ts';

type Json = Readonly<Record<string, unknown>>;
type Route = (records: SchoolRecords, request: HttpRequest, id: string) => HttpResponse;

const UUID = '[0-9a-fA-F-]{36}';

const ROUTES: readonly (readonly [path: string, route: Route])[] = [
  ['/', (records) => json(serviceObject(records))],
  [
    '/organizations',
    (records, { query }) => json(pageOf([organizationObject(records)], query, ORGANIZATIONS)),
  ],
  [`/organizations/(${UUID})`, organization],
  [
    `/organizations/(${UUID})/offerings`,
    ofOrganization((records, request) =>
      offerings([...records.offerings.values()], records, request),
    ),
  ],
  [`/organizations/(${UUID})/programs`, ofOrganization(programs)],
  [`/organizations/(${UUID})/courses`, ofOrganization(courses)],
  ['/programs', programs],
  [`/programs/(${UUID})`, (records, request, id) => training(records, request, id, 'program')],
  [
    `/programs/(${UUID})/offerings`,
    (records, request, id) => offeringsOf(records, request, id, 'program'),
  ],
  ['/courses', courses],
  [`/courses/(${UUID})`, (records, request, id) => training(records, request, id, 'course')],
  [
    `/courses/(${UUID})/offerings`,
    (records, request, id) => offeringsOf(records, request, id, 'course'),
  ],
  [`/offerings/(${UUID})`, offering],
  [
    `/offerings/(${UUID})/associations`,
    (records, request, id) =>
      records.offerings.has(id)
        ? associations(records.associationsAt.get(id) ?? [], records, request, 'person')
        : notFound(),
  ],
  [`/associations/(${UUID})`, oneAssociation],
  ['/persons', persons],
  [
    `/persons/(${UUID})`,
    (records, _request, id) => {
      const person = records.people.get(id);
      return person ? json(personObject(person, records)) : notFound();
    },
  ],
  [
    `/persons/(${UUID})/associations`,
    (records, request, id) => {
      const person = records.people.get(id);
      return person
        ? associations(records.associationsOf.get(person.id) ?? [], records, request, 'offering')
        : notFound();
    },
  ],
];

const PATTERNS = ROUTES.map(([path, route]) => ({ pattern: new RegExp(`^${path}$`), route }));

/** Handles a request to the OOAPI of a school. */
export function handleOoapi(records: SchoolRecords, request: HttpRequest): HttpResponse {
  for (const { pattern, route } of PATTERNS) {
    const match = pattern.exec(request.path);
    if (!match) continue;
    if (request.method !== 'GET') return problem(405, 'This resource can only be read.');
    return route(records, request, (match[1] ?? '').toLowerCase());
  }
  return problem(404, 'There is no such resource.');
}

function serviceObject({ school }: SchoolRecords): Json {
  return {
    contactEmail: `ooapi@${school.id}.example`,
    specification: 'https://openonderwijsapi.nl/specification/v5/docs.html',
    documentation: 'https://openonderwijsapi.nl',
  };
}

function organization(records: SchoolRecords, _request: HttpRequest, id: string): HttpResponse {
  return id === records.school.organizationId ? json(organizationObject(records)) : notFound();
}

function ofOrganization(
  list: (records: SchoolRecords, request: HttpRequest) => HttpResponse,
): Route {
  return (records, request, id) =>
    id === records.school.organizationId ? list(records, request) : notFound();
}

function trainings(records: SchoolRecords, form: 'program' | 'course'): Json[] {
  return [...records.trainings.values()]
    .filter((one) => one.form === form)
    .map((one) => trainingObject(one, records));
}

function programs(records: SchoolRecords, { query }: HttpRequest): HttpResponse {
  const croho = query.get('crohoCreboCode');
  const found = trainings(records, 'program').filter(
    (one) =>
      croho === null || records.trainings.get(String(one['programId']))?.crohoCreboCode === croho,
  );
  return json(pageOf(found, query, PROGRAMS));
}

function courses(records: SchoolRecords, { query }: HttpRequest): HttpResponse {
  return json(pageOf(trainings(records, 'course'), query, COURSES));
}

function training(
  records: SchoolRecords,
  { query }: HttpRequest,
  id: string,
  form: 'program' | 'course',
): HttpResponse {
  const expand = parseExpand(query, [
    'organization',
    'parent',
    'children',
    'coordinators',
    'educationSpecification',
  ]);
  const found = records.trainings.get(id);
  if (found?.form !== form) return notFound();
  return json({ ...trainingObject(found, records), ...expandedOrganization(records, expand) });
}

function offeringsOf(
  records: SchoolRecords,
  request: HttpRequest,
  id: string,
  form: 'program' | 'course',
): HttpResponse {
  if (records.trainings.get(id)?.form !== form) return notFound();
  return offerings(records.offeringsOf.get(id) ?? [], records, request);
}

/** Only future offerings by default, as the standard says of `since`. */
function offerings(
  list: readonly Offering[],
  records: SchoolRecords,
  { query }: HttpRequest,
): HttpResponse {
  const since = parseDay(query, 'since', records.date);
  const until = parseDay(query, 'until', '9999-12-31');
  const isWanted = parseBoolean(query, 'resultExpected') ?? true;
  const found = list.filter((one) => isWanted && one.startDate >= since && one.endDate <= until);
  return json(
    pageOf(
      found.map((one) => listedOffering(one, records)),
      query,
      OFFERINGS,
    ),
  );
}

/** Cached, because every page request sorts the whole list. */
const listedOfferings = new WeakMap<Offering, Json>();

function listedOffering(one: Offering, records: SchoolRecords): Json {
  const known = listedOfferings.get(one);
  if (known) return known;
  const object = offeringObject(one, records);
  listedOfferings.set(one, object);
  return object;
}

function offering(records: SchoolRecords, { query }: HttpRequest, id: string): HttpResponse {
  const expand = parseExpand(query, [
    'program',
    'course',
    'component',
    'programOffering',
    'courseOffering',
    'organization',
    'academicSession',
  ]);
  const found = records.offerings.get(id);
  const taught = found && records.trainings.get(found.trainingId);
  if (!found || !taught) return notFound();
  return json({
    ...offeringObject(found, records),
    ...(expand.has(taught.form) ? { [taught.form]: trainingObject(taught, records) } : {}),
    ...expandedOrganization(records, expand),
  });
}

function oneAssociation(records: SchoolRecords, { query }: HttpRequest, id: string): HttpResponse {
  const expand = parseExpand(query, ['person', 'offering']);
  const found = records.associations.get(id);
  return found ? json(expandedAssociation(found, records, expand)) : notFound();
}

/** An association with its expanded parts. */
export function expandedAssociation(
  association: Association,
  records: SchoolRecords,
  expand: ReadonlySet<string>,
  consumer: string | null = null,
): Json {
  const at = records.offerings.get(association.offeringId);
  const person = expand.has('person')
    ? records.people.get(personIdAt(records.school, association.personId))
    : undefined;
  return {
    ...associationObject(association, records),
    ...(expand.has('offering') && at ? { offering: offeringObject(at, records) } : {}),
    ...(person ? { person: personObject(person, records, association.voucher && consumer) } : {}),
  };
}

/** The standard expands in each list what the list is not of: the offerings of a person, the people of an offering. */
function associations(
  list: readonly Association[],
  records: SchoolRecords,
  { query }: HttpRequest,
  expanded: 'offering' | 'person',
): HttpResponse {
  const expand = new Set([expanded]);
  const consumer = query.get('consumer');
  const found = list.map((one) => expandedAssociation(one, records, expand, consumer));
  return json(pageOf(found, query, ASSOCIATIONS));
}

/** Our extension, not OOAPI: the associations of all offerings in one list, with the filters of the standard. */
export const ASSOCIATIONS_PATH = '/llo/associations';

/** Their people are named by id, unless the client asks for more. */
export function listAssociations(records: SchoolRecords, { query }: HttpRequest): HttpResponse {
  const expand = parseExpand(query, ['person']);
  const consumer = query.get('consumer');
  const { items, ...page } = pageOf(plainAssociations(records), query, ASSOCIATIONS);
  const wanted = (items as readonly Json[]).flatMap(({ associationId }) => {
    const one = records.associations.get(String(associationId));
    return one ? [expandedAssociation(one, records, expand, consumer)] : [];
  });
  return json({ ...page, items: wanted });
}

/** Cached, because every page request sorts the whole list. */
const plainLists = new WeakMap<SchoolRecords, readonly Json[]>();

function plainAssociations(records: SchoolRecords): readonly Json[] {
  const known = plainLists.get(records);
  if (known) return known;
  const list = [...records.associations.values()].map((one) => associationObject(one, records));
  plainLists.set(records, list);
  return list;
}

function persons(records: SchoolRecords, { query }: HttpRequest): HttpResponse {
  return json(
    pageOf(
      [...records.people.values()].map((one) => personObject(one, records)),
      query,
      PERSONS,
    ),
  );
}

function expandedOrganization(records: SchoolRecords, expand: ReadonlySet<string>): Json {
  return expand.has('organization') ? { organization: organizationObject(records) } : {};
}

function notFound(): HttpResponse {
  return problem(404, 'The resource with this id could not be found.');
}
