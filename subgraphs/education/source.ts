import type { PartnerCall } from '../kit/partners/partner-request.ts';
import type { z } from 'zod';
import {
  checkItems,
  checkShape,
  createJsonPartner,
  type JsonPartner,
} from '../kit/partners/json-partner.ts';
import type { ClientCredentials } from '../kit/partners/oauth-token.ts';
import type { PartnerLog } from '../kit/partners/partner-log.ts';
import { mapInTurns } from '../kit/turns/in-turns.ts';
import { PartnerFault } from '../kit/partners/partner-fault.ts';
import type { SchoolPartner } from './partner-entry.ts';
import {
  association,
  course,
  envelope,
  offering,
  organizations,
  enrolledPerson,
  program,
  service,
  type Course,
  type Program,
} from './dto.ts';
import type { EnrolmentRecord } from './records.ts';
import { enrolmentOf, offeringOf, trainingOf } from './mapping.ts';

/** The records of one school. Every response is checked. */
export type SchoolSource = ReturnType<typeof createSchoolSource>;

/** `credentials` are those that the entry names. */
export function createSchoolSource(
  school: SchoolPartner,
  credentials: ClientCredentials | null,
  log: PartnerLog,
) {
  const partner = createJsonPartner(school, credentials);
  const organization = createOrganizationFinder(partner);
  return {
    /** All programs and courses: one call per page of 250. */
    trainings: async (call: PartnerCall) => {
      const [programs, courses] = await Promise.all([
        readAll(partner, '/programs', program, (one) => one.programId, call),
        readAll(partner, '/courses', course, (one) => one.courseId, call),
      ]);
      const toRecord = (one: Program | Course) => trainingOf(school.id, one, log.recordUnknownWord);
      return mapInTurns([...programs, ...courses], toRecord, call.signal);
    },
    /** All offerings of the school, also past ones: one call per page of 250. */
    offerings: async (call: PartnerCall) => {
      try {
        const id = encodeURIComponent(await organization.find(call));
        const path = `/organizations/${id}/offerings?since=${SINCE_EVER}`;
        const offerings = await readAll(partner, path, offering, (one) => one.offeringId, call);
        return await mapInTurns(offerings, (one) => offeringOf(school.id, one), call.signal);
      } catch (error) {
        // The id of the organisation may have changed, so the next call looks it up again.
        organization.forget();
        throw error;
      }
    },
    /**
     * Enrolments by OOAPI id, `null` for an unknown id. OOAPI v5 cannot filter by several ids, so this
     * is one call per id, as many side by side as the pool has connections.
     */
    enrolments: async (keys: readonly string[], call: PartnerCall) => {
      const read = (key: string) => readEnrolment(partner, school.id, key, call);
      return new Map(await Promise.all(keys.map(async (key) => [key, await read(key)] as const)));
    },
    /** Enrolments by citizen number: one call for all of them. */
    enrolmentsOfPeople: async (numbers: readonly string[], call: PartnerCall) => {
      if (school.personLookupPath === undefined) throw new PartnerFault('refused');
      const body = { nationalIdentityNumbers: numbers };
      const list = { name: 'items', shape: enrolledPerson, itemsMax: numbers.length };
      const items = await partner.askList(school.personLookupPath, body, list, call);
      const found = new Map<string, readonly EnrolmentRecord[]>();
      for (const { nationalIdentityNumber: number, associations } of items) {
        const checked = await checkItems(association, associations, 'associations', call);
        found.set(number, await mapInTurns(checked, (one) => enrolmentOf(school.id, one)));
      }
      return found;
    },
    ping: async (call: PartnerCall) => {
      await partner.ask('/', null, service, call);
    },
    stop: () => partner.stop(),
  };
}

const PAGE_SIZE = 250;
const PAGES_MAX = 400;
/** For past offerings too, which old enrolments refer to. The default of the standard is today. */
const SINCE_EVER = '2000-01-01';

/** Every page of a list. Pages can shift between two calls, so an item that comes twice counts once. */
async function readAll<Shape extends z.ZodType>(
  partner: JsonPartner,
  path: string,
  shape: Shape,
  keyOf: (item: z.output<Shape>) => string,
  call: PartnerCall,
): Promise<readonly z.output<Shape>[]> {
  const items = new Map<string, z.output<Shape>>();
  for (let page = 1; page <= PAGES_MAX; page += 1) {
    const mark = path.includes('?') ? '&' : '?';
    const url = `${path}${mark}pageSize=${PAGE_SIZE}&pageNumber=${page}`;
    const response = await partner.ask(url, null, envelope, call);
    // A school that ignores the number would repeat its first page, and its other items would be missing.
    if (response.pageNumber !== page) throw new PartnerFault('garbled', { reason: 'result' });
    for (const item of await checkItems(shape, response.items, 'items', call)) {
      items.set(keyOf(item), item);
    }
    if (!response.hasNextPage) return [...items.values()];
  }
  throw new PartnerFault('garbled', { reason: 'size' });
}

/** Looks up the OOAPI id of the school itself once. */
function createOrganizationFinder(partner: JsonPartner) {
  let known: string | null = null;
  return {
    find: async (call: PartnerCall): Promise<string> => {
      if (known !== null) return known;
      const path = '/organizations?pageSize=10&organizationType=root';
      const { items } = await partner.ask(path, null, envelope, call);
      const [root] = checkShape(organizations, items);
      if (root === undefined) throw new PartnerFault('garbled', { reason: 'result' });
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
): Promise<EnrolmentRecord | null> {
  if (!isAssociationId(key)) return null;
  const path = `/associations/${encodeURIComponent(key)}?expand=offering`;
  const given = await partner.find(path, association, call);
  if (given !== null && given.associationId !== key) {
    throw new PartnerFault('garbled', { reason: 'result' });
  }
  return given && enrolmentOf(school, given);
}

/**
 * The id comes from a fund's declaration. An id that no school can have is not requested, because the
 * school would reject it and be reported for what a fund wrote.
 */
function isAssociationId(key: string): boolean {
  return /^(?!\.{1,2}$)[\w.~-]{1,200}$/.test(key);
}
