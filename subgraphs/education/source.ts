import { createMemberFinder } from '../kit/citizen-numbers/find-members.ts';
import type { PartnerCall } from '../kit/partners/partner-request.ts';
import type { z } from 'zod';
import { createJsonPartner, type JsonPartner } from '../kit/partners/json-partner.ts';
import type { ClientCredentials } from '../kit/partners/oauth-token.ts';
import type { PartnerLog } from '../kit/partners/partner-log.ts';
import { mapInTurns } from '../kit/turns/in-turns.ts';
import { PartnerFault } from '../kit/partners/partner-fault.ts';
import { createUnreadTally, type ReportUnread } from '../kit/partners/unread-values.ts';
import type { AskForStatistics } from '../kit/statistics/subgraph-statistics.ts';
import type { SchoolPartner } from './partner-entry.ts';
import {
  association,
  type associationOfPerson,
  course,
  envelope,
  offering,
  organization,
  enrolledPerson,
  type listedAssociation,
  program,
  service,
  type Course,
  type ListedAssociation,
  type Offering,
  type Program,
} from './dto.ts';
import type { EnrolmentRecord, OfferingRecord, Participation } from './records.ts';
import { enrolmentOf, offeringOf, participationOf, trainingOf } from './mapping.ts';
import { createKeptPages, type AskPageIfChanged } from './kept-pages.ts';
import { readItems, type ReadItem } from './read-item.ts';
import {
  eachOfPages,
  PAGE_SIZE_MAX,
  readPages,
  type PageReader,
  type ReadPage,
} from './read-pages.ts';

/** The records of one school. Every response is checked. */
export type SchoolSource = ReturnType<typeof createSchoolSource>;

interface SchoolReader extends PageReader {
  /** Of a reader whose pages may be kept. */
  readonly askIfChanged?: AskPageIfChanged;
}

/** `credentials` are those that the entry names. */
export function createSchoolSource(
  school: SchoolPartner,
  credentials: ClientCredentials | null,
  log: PartnerLog,
) {
  const partner = createJsonPartner(school, credentials);
  const organizations = createOrganizationFinder();

  /** All pages in one call. */
  const readerIn = (call: PartnerCall): SchoolReader => ({
    askPage: (path) => partner.ask(path, null, envelope, call),
    askIfChanged: (path, headers) => partner.askIfChanged(path, envelope, headers, call),
    signal: call.signal,
    size: { max: PAGE_SIZE_MAX },
  });
  /** A reader of one list, which logs what could not be read in it. */
  const createListReader = <Shape extends z.ZodType, Record>({
    name,
    shape,
    keyOf,
    recordOf,
  }: {
    readonly name: string;
    readonly shape: Shape;
    readonly keyOf: (item: z.output<Shape>) => string;
    readonly recordOf: (item: ReadItem<z.output<Shape>>, report: ReportUnread) => Record;
  }) => {
    const kept = createKeptPages<ReadPage<z.output<Shape>>, Record>();
    return async (path: string, reader: SchoolReader): Promise<readonly Record[]> => {
      const { report, list: unread } = createUnreadTally();
      const pages = reader.askIfChanged && kept.begin(reader.askIfChanged);
      const items = await readPages(reader, {
        path,
        shape,
        keyOf,
        report,
        ...(pages && { pages }),
      });
      const before = pages?.unchanged();
      if (before) return before;
      log.recordReceived?.(
        name,
        items.map(({ item }) => item as object),
      );
      const records = await mapInTurns(items, (item) => recordOf(item, report), reader.signal);
      log.recordUnread(name, unread());
      pages?.keep(records);
      return records;
    };
  };
  const recordOfUnit = (one: ReadItem<Program | Course>, report: ReportUnread) =>
    trainingOf(school.id, one, log.recordUnknownWord, report);
  const readPrograms = createListReader({
    name: 'programs',
    shape: program,
    keyOf: (one) => one.programId,
    recordOf: recordOfUnit,
  });
  const readCourses = createListReader({
    name: 'courses',
    shape: course,
    keyOf: (one) => one.courseId,
    recordOf: recordOfUnit,
  });
  const trainingsIn = async (reader: SchoolReader) => {
    const [programs, courses] = await Promise.all([
      readPrograms('/programs', reader),
      readCourses('/courses', reader),
    ]);
    return [...programs, ...courses];
  };
  /** Asks with the path of the list of offerings, also past ones. */
  const withOfferings = async <T>(reader: PageReader, read: (path: string) => Promise<T>) => {
    try {
      const id = encodeURIComponent(await organizations.find(reader));
      return await read(`/organizations/${id}/offerings?since=${SINCE_EVER}`);
    } catch (error) {
      // The id of the organisation may have changed, so the next call looks it up again.
      organizations.forget();
      throw error;
    }
  };
  const offeringKey = ({ offeringId }: Offering) => offeringId;
  const readOfferings = createListReader({
    name: 'offerings',
    shape: offering,
    keyOf: offeringKey,
    recordOf: (one, report) => offeringOf(school.id, one, report),
  });
  const eachOfferingIn = (reader: PageReader, add: (one: OfferingRecord) => void) =>
    withOfferings(reader, async (path) => {
      const { report, list: unread } = createUnreadTally();
      const list = { path, shape: offering, keyOf: offeringKey, report };
      await eachOfPages(reader, list, (one) => add(offeringOf(school.id, one, report)));
      log.recordUnread('offerings', unread());
    });

  return {
    findMembers: createMemberFinder(partner, school.membership),
    /** All programs and courses: one call per page of 250. */
    trainings: (call: PartnerCall) => trainingsIn(readerIn(call)),
    /** All offerings of the school, also past ones: one call per page of 250. */
    offerings: (call: PartnerCall) =>
      withOfferings(readerIn(call), (path) => readOfferings(path, readerIn(call))),
    /** The same lists, and those of associations, for statistics: each page is a call of its own. */
    listsFor: (ask: AskForStatistics, signal: AbortSignal) => {
      const askPage = (path: string) =>
        askUnlessRefused(ask, (call) => partner.ask(path, null, envelope, call));
      const reader: PageReader = { askPage, signal, size: { max: PAGE_SIZE_MAX } };
      return {
        trainings: () => trainingsIn(reader),
        /** Gives each offering; one page of them is in memory at a time. */
        offerings: (add: (offering: OfferingRecord) => void) => eachOfferingIn(reader, add),
        /** Without ids where the list is of one offering, as the standard has it. */
        associations: (
          path: string,
          shape: AssociationShape,
          add: (participation: Participation) => void,
        ) => eachAssociation(reader, { path, shape }, { school: school.id, log }, add),
      };
    },
    /**
     * Enrolments by OOAPI id, `null` for an unknown id. OOAPI v5 cannot filter by several ids, so this
     * is one call per id, as many side by side as the pool has connections.
     */
    enrolments: async (keys: readonly string[], call: PartnerCall) => {
      const { report, list: unread } = createUnreadTally();
      const read = (key: string) => readEnrolment(partner, school.id, key, call, report);
      const found = await Promise.all(keys.map(async (key) => [key, await read(key)] as const));
      log.recordUnread('associations', unread());
      return new Map(found);
    },
    /** Enrolments by citizen number: one call for all of them. */
    enrolmentsOfPeople: async (numbers: readonly string[], call: PartnerCall) => {
      if (school.personLookupPath === undefined) throw new PartnerFault('refused');
      const body = { nationalIdentityNumbers: numbers };
      const list = { name: 'items', shape: enrolledPerson, itemsMax: numbers.length };
      const items = await partner.askList(school.personLookupPath, body, list, call);
      const { report, list: unread } = createUnreadTally();
      const found = new Map<string, readonly EnrolmentRecord[]>();
      for (const { nationalIdentityNumber: number, associations } of items) {
        const read = await readItems(association, associations, report, call.signal);
        const records = await mapInTurns(
          read,
          (one) => enrolmentOf(school.id, one, report),
          call.signal,
        );
        found.set(number, records);
      }
      log.recordUnread('associations', unread());
      return found;
    },
    /** Asks the list of all associations for those of guests, of whom a school has hardly any, and forgets them. */
    pingAssociations: async (path: string, call: PartnerCall) => {
      await partner.ask(`${path}?role=guest&pageSize=10&pageNumber=1`, null, envelope, call);
    },
    ping: async (call: PartnerCall) => {
      await partner.ask('/', null, service, call);
    },
    stop: () => partner.stop(),
  };
}

/** For past offerings too, which old enrolments refer to. The default of the standard is today. */
const SINCE_EVER = '2000-01-01';

/** Looks up the OOAPI id of the school itself once. */
function createOrganizationFinder() {
  let known: string | null = null;
  return {
    find: async ({ askPage, signal }: PageReader): Promise<string> => {
      if (known !== null) return known;
      const { items } = await askPage('/organizations?pageSize=10&organizationType=root');
      const read = await readItems(organization, items, () => {}, signal);
      const found = read.map(({ item }) => item);
      // A school that ignores the filter lists its departments too.
      const roots = found.filter(({ organizationType }) => organizationType === 'root');
      const [root, other] = roots.length > 0 ? roots : found;
      if (root === undefined || other !== undefined) {
        const fields = [`organizations: ${roots.length} of ${found.length} are root`];
        throw new PartnerFault('garbled', { reason: 'result', fields });
      }
      known = root.organizationId;
      return known;
    },
    forget: () => {
      known = null;
    },
  };
}

type AssociationShape = typeof listedAssociation | typeof associationOfPerson;

/** Gives each association of one list; one page of it is in memory at a time. */
async function eachAssociation(
  reader: PageReader,
  { path, shape }: { readonly path: string; readonly shape: AssociationShape },
  { school, log }: { readonly school: string; readonly log: PartnerLog },
  add: (participation: Participation) => void,
): Promise<void> {
  const { report, list: unread } = createUnreadTally();
  const keyOf = ({ associationId }: ListedAssociation) => associationId;
  await eachOfPages(reader, { path, shape, keyOf, report }, (one) => {
    add(participationOf(school, one, report));
  });
  log.recordUnread('associations', unread());
}

/** A school that refuses a page is asked in another way, so its refusal is no fault of the partner yet. */
async function askUnlessRefused<T>(
  ask: AskForStatistics,
  send: (call: PartnerCall) => Promise<T>,
): Promise<T> {
  const response = await ask(async (call) => {
    try {
      return { value: await send(call) };
    } catch (error) {
      if (error instanceof PartnerFault && error.fault === 'refused') return { refusal: error };
      throw error;
    }
  });
  if ('refusal' in response) throw response.refusal;
  return response.value;
}

async function readEnrolment(
  partner: JsonPartner,
  school: string,
  key: string,
  call: PartnerCall,
  report: ReportUnread,
): Promise<EnrolmentRecord | null> {
  if (!isAssociationId(key)) return null;
  const path = `/associations/${encodeURIComponent(key)}?expand=offering`;
  const given = await partner.find(path, service, call);
  const [read] = given === null ? [] : await readItems(association, [given], report, call.signal);
  if (read === undefined) return null;
  if (read.item.associationId !== key) throw new PartnerFault('garbled', { reason: 'result' });
  return enrolmentOf(school, read, report);
}

/**
 * The id comes from a fund's declaration. An id that no school can have is not requested, because the
 * school would reject it and be reported for what a fund wrote.
 */
function isAssociationId(key: string): boolean {
  return /^(?!\.{1,2}$)[\w.~-]{1,200}$/.test(key);
}
