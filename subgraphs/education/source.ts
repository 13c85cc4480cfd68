import { createMemberFinder } from '../kit/citizen-numbers/find-members.ts';
import type { PartnerCall } from '../kit/partners/partner-request.ts';
import { z } from 'zod';
import { createJsonPartner, type JsonPartner } from '../kit/partners/json-partner.ts';
import type { ClientCredentials } from '../kit/partners/oauth-token.ts';
import type { PartnerLog } from '../kit/partners/partner-log.ts';
import { mapInTurns } from '../kit/turns/in-turns.ts';
import { PartnerFault } from '../kit/partners/partner-fault.ts';
import { createUnreadTally, type ReportUnread } from '../kit/partners/unread-values.ts';
import type { SchoolPartner } from './partner-entry.ts';
import {
  association,
  course,
  envelope,
  offering,
  organization,
  enrolledPerson,
  program,
  service,
  type Course,
  type Program,
} from './dto.ts';
import type { EnrolmentRecord } from './records.ts';
import { enrolmentOf, offeringOf, trainingOf } from './mapping.ts';
import { readItems, type ReadItem } from './read-item.ts';
import { readPages } from './read-pages.ts';

/** The records of one school. Every response is checked. */
export type SchoolSource = ReturnType<typeof createSchoolSource>;

/** `credentials` are those that the entry names. */
export function createSchoolSource(
  school: SchoolPartner,
  credentials: ClientCredentials | null,
  log: PartnerLog,
) {
  const partner = createJsonPartner(school, credentials);
  const organizations = createOrganizationFinder(partner);

  /** Reads a list, and logs what could not be read in it. */
  const readList = async <Shape extends z.ZodType, Record>(
    list: { readonly name: string; readonly path: string },
    shape: Shape,
    keyOf: (item: z.output<Shape>) => string,
    recordOf: (item: ReadItem<z.output<Shape>>, report: ReportUnread) => Record,
    call: PartnerCall,
  ): Promise<readonly Record[]> => {
    const { report, list: unread } = createUnreadTally();
    const items = await readPages(partner, { path: list.path, shape, keyOf, report }, call);
    log.recordReceived?.(
      list.name,
      items.map(({ item }) => item as object),
    );
    const records = await mapInTurns(items, (item) => recordOf(item, report), call.signal);
    log.recordUnread(list.name, unread());
    return records;
  };
  const trainingsAt = <Unit extends Program | Course>(
    name: string,
    shape: z.ZodType<Unit>,
    keyOf: (unit: Unit) => string,
    call: PartnerCall,
  ) =>
    readList(
      { name, path: `/${name}` },
      shape,
      keyOf,
      (one, report) => trainingOf(school.id, one, log.recordUnknownWord, report),
      call,
    );

  return {
    findMembers: createMemberFinder(partner, school.membership),
    /** All programs and courses: one call per page of 250. */
    trainings: async (call: PartnerCall) => {
      const [programs, courses] = await Promise.all([
        trainingsAt('programs', program, (one) => one.programId, call),
        trainingsAt('courses', course, (one) => one.courseId, call),
      ]);
      return [...programs, ...courses];
    },
    /** All offerings of the school, also past ones: one call per page of 250. */
    offerings: async (call: PartnerCall) => {
      try {
        const id = encodeURIComponent(await organizations.find(call));
        return await readList(
          { name: 'offerings', path: `/organizations/${id}/offerings?since=${SINCE_EVER}` },
          offering,
          (one) => one.offeringId,
          (one, report) => offeringOf(school.id, one, report),
          call,
        );
      } catch (error) {
        // The id of the organisation may have changed, so the next call looks it up again.
        organizations.forget();
        throw error;
      }
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
    ping: async (call: PartnerCall) => {
      await partner.ask('/', null, service, call);
    },
    stop: () => partner.stop(),
  };
}

/** For past offerings too, which old enrolments refer to. The default of the standard is today. */
const SINCE_EVER = '2000-01-01';

/** Looks up the OOAPI id of the school itself once. */
function createOrganizationFinder(partner: JsonPartner) {
  let known: string | null = null;
  return {
    find: async (call: PartnerCall): Promise<string> => {
      if (known !== null) return known;
      const path = '/organizations?pageSize=10&organizationType=root';
      const { items } = await partner.ask(path, null, envelope, call);
      const read = await readItems(organization, items, () => {}, call.signal);
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

async function readEnrolment(
  partner: JsonPartner,
  school: string,
  key: string,
  call: PartnerCall,
  report: ReportUnread,
): Promise<EnrolmentRecord | null> {
  if (!isAssociationId(key)) return null;
  const path = `/associations/${encodeURIComponent(key)}?expand=offering`;
  const given = await partner.find(path, z.looseObject({}), call);
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
