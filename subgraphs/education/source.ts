import type { PartnerCall } from '../kit/partners/partner-request.ts';
import type { z } from 'zod';
import { createJsonPartner } from '../kit/partners/json-partner.ts';
import type { ClientCredentials } from '../kit/partners/oauth-token.ts';
import type { PartnerLog } from '../kit/partners/partner-log.ts';
import { PartnerFault } from '../kit/partners/partner-fault.ts';
import type { SchoolPartner } from './partner-entry.ts';
import {
  association,
  course,
  envelope,
  offering,
  organizations,
  personLookup,
  program,
  service,
} from './dto.ts';
import type { EnrolmentRecord, OfferingRecord, TrainingRecord } from './records.ts';
import { enrolmentOf, offeringOf, trainingOf } from './mapping.ts';

/** What one school can be asked. Answers are checked and in our words. */
export interface SchoolSource {
  /** Programs and courses, all of them: one call a page of 250. */
  trainings(call: PartnerCall): Promise<readonly TrainingRecord[]>;
  /** Offerings of the whole school, past ones included: one call a page of 250. */
  offerings(call: PartnerCall): Promise<readonly OfferingRecord[]>;
  /**
   * Enrolments by OOAPI id, `null` where the school knows none. OOAPI v5 has no question for
   * several at once, so this is one call each, as many side by side as the pool has connections.
   */
  enrolments(
    keys: readonly string[],
    call: PartnerCall,
  ): Promise<readonly (EnrolmentRecord | null)[]>;
  /** Enrolments by citizen number: one call for all of them. */
  enrolmentsOfPeople(
    numbers: readonly string[],
    call: PartnerCall,
  ): Promise<ReadonlyMap<string, readonly EnrolmentRecord[]>>;
  ping(call: PartnerCall): Promise<void>;
  stop(): Promise<void>;
}

const PAGE_SIZE = 250;
const PAGES_MAX = 400;
/** Past offerings count too: an enrolment of years ago has one. The standard's default is today. */
const SINCE_EVER = '2000-01-01';

/** Reaches one school, with the credentials that its entry names. */
export function createSchoolSource(
  school: SchoolPartner,
  credentials: ClientCredentials | null,
  log: PartnerLog,
): SchoolSource {
  const partner = createJsonPartner(school, credentials);

  /** Pages can shift between two calls, so what comes twice counts once. */
  const readAll = async <Shape extends z.ZodType>(
    path: string,
    shape: Shape,
    keyOf: (item: z.output<Shape>) => string,
    call: PartnerCall,
  ): Promise<readonly z.output<Shape>[]> => {
    const items = new Map<string, z.output<Shape>>();
    for (let page = 1; page <= PAGES_MAX; page += 1) {
      const mark = path.includes('?') ? '&' : '?';
      const url = `${path}${mark}pageSize=${PAGE_SIZE}&pageNumber=${page}`;
      const response = await partner.ask(url, null, envelope, call);
      for (const given of response.items) {
        const item = check(shape, given);
        items.set(keyOf(item), item);
      }
      if (!response.hasNextPage) return [...items.values()];
    }
    throw new PartnerFault('garbled', { reason: 'size' });
  };

  let organizationId: string | null = null;
  const findOrganization = async (call: PartnerCall): Promise<string> => {
    if (organizationId !== null) return organizationId;
    const path = '/organizations?pageSize=10&organizationType=root';
    const { items } = await partner.ask(path, null, envelope, call);
    const [root] = check(organizations, items);
    if (root === undefined) throw new PartnerFault('garbled', { reason: 'result' });
    organizationId = root.organizationId;
    return organizationId;
  };

  return {
    trainings: async (call) => {
      const [programs, courses] = await Promise.all([
        readAll('/programs', program, (one) => one.programId, call),
        readAll('/courses', course, (one) => one.courseId, call),
      ]);
      return [...programs, ...courses].map((one) =>
        trainingOf(school.id, one, log.recordUnknownWord),
      );
    },

    offerings: async (call) => {
      const path = `/organizations/${encodeURIComponent(await findOrganization(call))}/offerings`;
      try {
        const given = await readAll(
          `${path}?since=${SINCE_EVER}`,
          offering,
          (one) => one.offeringId,
          call,
        );
        return given.map((one) => offeringOf(school.id, one));
      } catch (error) {
        // The school may have another id since: it is asked for it again.
        organizationId = null;
        throw error;
      }
    },

    enrolments: (keys, call) =>
      Promise.all(
        keys.map(async (key) => {
          if (!isAssociationId(key)) return null;
          const path = `/associations/${encodeURIComponent(key)}?expand=offering`;
          const given = await partner.find(path, association, call);
          if (given !== null && given.associationId !== key) {
            throw new PartnerFault('garbled', { reason: 'result' });
          }
          return given && enrolmentOf(school.id, given);
        }),
      ),

    enrolmentsOfPeople: async (numbers, call) => {
      if (school.personLookupPath === undefined) throw new PartnerFault('refused');
      const body = { nationalIdentityNumbers: numbers };
      const { items } = await partner.ask(school.personLookupPath, body, personLookup, call);
      return new Map(
        items.map((item) => [
          item.nationalIdentityNumber,
          item.associations.map((one) => enrolmentOf(school.id, one)),
        ]),
      );
    },

    ping: async (call) => {
      await partner.ask('/', null, service, call);
    },
    stop: () => partner.stop(),
  };
}

/**
 * An id comes from a fund's declaration. One that no school can have is not asked for: the school
 * would refuse the request, and be named for what a fund wrote.
 */
function isAssociationId(key: string): boolean {
  return /^(?!\.{1,2}$)[\w.~-]{1,200}$/.test(key);
}

function check<Shape extends z.ZodType>(shape: Shape, value: unknown): z.output<Shape> {
  const parsed = shape.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new PartnerFault('garbled', { reason: 'shape', cause: parsed.error });
}
