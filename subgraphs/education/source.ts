import type { z } from 'zod';
import { createHttpPartner, parseJson, type HttpQuestion } from '../asking/http-partner.ts';
import { createTokenSource } from '../asking/oauth-token.ts';
import { PartnerFault } from '../asking/partner-fault.ts';
import type { SchoolPartner } from '../partners.ts';
import {
  association,
  course,
  envelope,
  offering,
  organizations,
  personLookup,
  program,
  service,
} from './ooapi.ts';
import type { EnrolmentRecord, OfferingRecord, TrainingRecord } from './records.ts';
import { enrolmentOf, offeringOf, trainingOf } from './words.ts';

/** What one school can be asked. Answers are checked and in our words. */
export interface SchoolSource {
  /** Programs and courses, all of them: one call a page of 250. */
  trainings(signal: AbortSignal): Promise<readonly TrainingRecord[]>;
  /** Offerings of the whole school, past ones included: one call a page of 250. */
  offerings(signal: AbortSignal): Promise<readonly OfferingRecord[]>;
  /**
   * Enrolments by OOAPI id, `null` where the school knows none. OOAPI v5 has no question for
   * several at once, so this is one call each, as many side by side as the pool has connections.
   */
  enrolments(
    keys: readonly string[],
    signal: AbortSignal,
  ): Promise<readonly (EnrolmentRecord | null)[]>;
  /** Enrolments by citizen number: one call for all of them. */
  enrolmentsOfPeople(
    numbers: readonly string[],
    signal: AbortSignal,
  ): Promise<ReadonlyMap<string, readonly EnrolmentRecord[]>>;
  ping(signal: AbortSignal): Promise<void>;
  stop(): Promise<void>;
}

const PAGE_SIZE = 250;
const PAGES_MAX = 400;
/** Past offerings count too: an enrolment of years ago has one. The standard's default is today. */
const SINCE_EVER = '2000-01-01';

/** Reaches one school. `clientSecret` comes from the setting that the partner list names. */
export function createSchoolSource(
  school: SchoolPartner,
  clientSecret: string | undefined,
): SchoolSource {
  const http = createHttpPartner(school);
  const tokens =
    school.oauth && clientSecret !== undefined
      ? createTokenSource(http, { ...school.oauth, clientSecret })
      : null;

  const ask = async (question: Omit<HttpQuestion, 'accept'>, signal: AbortSignal) => {
    const authorization = tokens && { authorization: `Bearer ${await tokens.token(signal)}` };
    return http.ask(
      {
        ...question,
        accept: ['application/json'],
        headers: { ...authorization, ...question.headers },
      },
      signal,
    );
  };

  const read = async <Shape extends z.ZodType>(path: string, shape: Shape, signal: AbortSignal) => {
    const answer = await ask({ method: 'GET', path }, signal);
    return answer.outcome === 'body' ? check(shape, parseJson(answer.body)) : null;
  };

  /** Pages can shift between two calls, so what comes twice counts once. */
  const readAll = async <Shape extends z.ZodType>(
    path: string,
    shape: Shape,
    keyOf: (item: z.output<Shape>) => string,
    signal: AbortSignal,
  ): Promise<readonly z.output<Shape>[]> => {
    const items = new Map<string, z.output<Shape>>();
    for (let page = 1; page <= PAGES_MAX; page += 1) {
      const mark = path.includes('?') ? '&' : '?';
      const url = `${path}${mark}pageSize=${PAGE_SIZE}&pageNumber=${page}`;
      const answer = await read(url, envelope, signal);
      for (const given of answer?.items ?? []) {
        const item = check(shape, given);
        items.set(keyOf(item), item);
      }
      if (!answer?.hasNextPage) return [...items.values()];
    }
    throw new PartnerFault('garbled');
  };

  let organizationId: string | null = null;
  const findOrganization = async (signal: AbortSignal): Promise<string> => {
    if (organizationId !== null) return organizationId;
    const answer = await read('/organizations?pageSize=10&organizationType=root', envelope, signal);
    organizationId = check(organizations, answer?.items)[0]?.organizationId ?? null;
    if (organizationId === null) throw new PartnerFault('garbled');
    return organizationId;
  };

  return {
    trainings: async (signal) => {
      const [programs, courses] = await Promise.all([
        readAll('/programs', program, (one) => one.programId, signal),
        readAll('/courses', course, (one) => one.courseId, signal),
      ]);
      return [...programs, ...courses].map((one) => trainingOf(school.id, one));
    },

    offerings: async (signal) => {
      const path = `/organizations/${encodeURIComponent(await findOrganization(signal))}/offerings`;
      const given = await readAll(
        `${path}?since=${SINCE_EVER}`,
        offering,
        (one) => one.offeringId,
        signal,
      );
      return given.map((one) => offeringOf(school.id, one));
    },

    enrolments: (keys, signal) =>
      Promise.all(
        keys.map(async (key) => {
          const path = `/associations/${encodeURIComponent(key)}?expand=offering`;
          const given = await read(path, association, signal);
          return given && enrolmentOf(school.id, given);
        }),
      ),

    enrolmentsOfPeople: async (numbers, signal) => {
      if (school.personLookupPath === undefined) throw new PartnerFault('refused');
      const answer = await ask(
        {
          method: 'POST',
          path: school.personLookupPath,
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ nationalIdentityNumbers: numbers }),
        },
        signal,
      );
      if (answer.outcome !== 'body') throw new PartnerFault('refused');
      const { items } = check(personLookup, parseJson(answer.body));
      return new Map(
        items.map((item) => [
          item.nationalIdentityNumber,
          item.associations.map((one) => enrolmentOf(school.id, one)),
        ]),
      );
    },

    ping: async (signal) => {
      await read('/', service, signal);
    },
    stop: () => http.stop(),
  };
}

function check<Shape extends z.ZodType>(shape: Shape, value: unknown): z.output<Shape> {
  const parsed = shape.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new PartnerFault('garbled', { cause: parsed.error });
}
