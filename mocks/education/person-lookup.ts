/** Our extension, not OOAPI: finds people by citizen number, which is sent in a body and never in a URL. */
import type { HttpResponse, HttpRequest } from '../http-system.ts';
import { isElevenProof } from '../world/test-number.ts';
import { json, problem } from './problem.ts';
import { expandedAssociation } from './school-routes.ts';
import type { SchoolRecords } from './school-records.ts';

export const PERSON_LOOKUP_PATH = '/llo/person-lookup';

/** Takes the body of a request; throws for one that it cannot read. */
export type Membership = (body: unknown) => object;

/** Which people the school knows, by buckets of tokens. */
export function handleMembership(membership: Membership, request: HttpRequest): HttpResponse {
  if (request.method !== 'POST') return problem(405, 'Use POST.');
  try {
    return json(membership(parseJson(request.body)));
  } catch {
    return problem(
      400,
      'Send {"quarter": "2026Q4", "buckets": ["a3f", ...]}, at most 256 buckets.',
    );
  }
}

const NUMBERS_MAX = 1_000;
const WITH_OFFERING: ReadonlySet<string> = new Set(['offering']);

/** The associations of each person that the school knows; unknown numbers are left out. */
export function handlePersonLookup(records: SchoolRecords, request: HttpRequest): HttpResponse {
  if (request.method !== 'POST') return problem(405, 'Use POST.');
  const numbers = parseNumbers(request.body);
  if (!numbers)
    return problem(400, 'Send {"nationalIdentityNumbers": [...]}, at most 1000 numbers.');
  const items = [...new Set(numbers)].flatMap((nationalIdentityNumber) => {
    const person = records.peopleByNumber.get(nationalIdentityNumber);
    if (!person) return [];
    const associations = (records.associationsOf.get(person.id) ?? []).map((association) =>
      expandedAssociation(association, records, WITH_OFFERING),
    );
    return [{ nationalIdentityNumber, associations }];
  });
  return json({ items });
}

function parseNumbers(body: string): readonly string[] | undefined {
  const parsed = parseJson(body);
  if (typeof parsed !== 'object' || parsed === null || !('nationalIdentityNumbers' in parsed)) {
    return undefined;
  }
  const numbers: unknown = parsed.nationalIdentityNumbers;
  if (!Array.isArray(numbers) || numbers.length > NUMBERS_MAX) return undefined;
  const isNumber = (one: unknown): one is string => typeof one === 'string' && isElevenProof(one);
  return numbers.every(isNumber) ? numbers : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
