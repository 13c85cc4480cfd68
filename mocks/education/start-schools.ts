import { createMembership, MEMBERSHIP_PATH } from '../membership.ts';
import { startHttpSystem } from '../http-system.ts';
import type { HttpResponse, HttpRequest } from '../http-system.ts';
import type { PartnerSystem } from '../partner-system.ts';
import { SCHOOL_IDS } from '../world/world.ts';
import type { SchoolId, World } from '../world/world.ts';
import { createTokenEndpoint, TOKEN_PATH } from './oauth.ts';
import type { OauthClient, TokenEndpoint } from './oauth.ts';
import { handleMembership, handlePersonLookup, PERSON_LOOKUP_PATH } from './person-lookup.ts';
import type { Membership } from './person-lookup.ts';
import { BadRequest, problem } from './problem.ts';
import { recordsOf } from './school-records.ts';
import type { SchoolRecords } from './school-records.ts';
import { ASSOCIATIONS_PATH, handleOoapi, listAssociations } from './school-routes.ts';

export interface SchoolsSettings {
  /** The schools to start; all of them by default. */
  readonly schools?: readonly SchoolId[];
  /** Ports by school; a free port by default. */
  readonly ports?: Partial<Readonly<Record<SchoolId, number>>>;
  /** When present, requests need a bearer token from `/oauth/token`. */
  readonly oauth?: OauthClient;
}

/** Starts an OOAPI v5 server for each school. */
export async function startSchools(
  world: World,
  { schools = SCHOOL_IDS, ports = {}, oauth }: SchoolsSettings = {},
): Promise<readonly PartnerSystem[]> {
  return Promise.all(
    schools.map((id) => {
      const records = recordsOf(world, id);
      const membership = createMembership(id, records.peopleByNumber.keys());
      const tokenEndpoint = oauth && createTokenEndpoint(oauth);
      return startHttpSystem({
        id,
        kind: 'education',
        port: ports[id] ?? 0,
        handle: (request) => handleSchool({ records, membership }, request, tokenEndpoint),
      });
    }),
  );
}

function handleSchool(
  { records, membership }: { records: SchoolRecords; membership: Membership },
  request: HttpRequest,
  tokenEndpoint: TokenEndpoint | undefined,
): HttpResponse {
  if (tokenEndpoint && request.path === TOKEN_PATH) return tokenEndpoint.handle(request);
  if (tokenEndpoint && !tokenEndpoint.hasValidToken(request))
    return problem(401, 'A valid bearer token is needed.');
  try {
    if (request.path === PERSON_LOOKUP_PATH && records.school.hasPersonLookup) {
      return handlePersonLookup(records, request);
    }
    if (request.path === MEMBERSHIP_PATH && records.school.hasPersonLookup) {
      return handleMembership(membership, request);
    }
    if (request.path === ASSOCIATIONS_PATH && records.school.hasPersonLookup) {
      return listAssociations(records, request);
    }
    return handleOoapi(records, request);
  } catch (error) {
    if (error instanceof BadRequest) return problem(400, error.message);
    throw error;
  }
}
