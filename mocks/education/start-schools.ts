import { startHttpSystem } from '../http-system.ts';
import type { HttpResponse, HttpRequest } from '../http-system.ts';
import type { PartnerSystem } from '../partner-system.ts';
import { SCHOOL_IDS } from '../world/world.ts';
import type { SchoolId, World } from '../world/world.ts';
import { createTokenDesk, TOKEN_PATH } from './oauth.ts';
import type { OauthClient, TokenDesk } from './oauth.ts';
import { answerPersonLookup, PERSON_LOOKUP_PATH } from './person-lookup.ts';
import { BadQuestion, problem } from './problem.ts';
import { recordsOf } from './school-records.ts';
import type { SchoolRecords } from './school-records.ts';
import { answerOoapi } from './school-routes.ts';

export interface SchoolsSettings {
  /** Which schools to start; all of them unless told. */
  readonly schools?: readonly SchoolId[];
  /** A port for each; one that is not named takes a free one. */
  readonly ports?: Partial<Readonly<Record<SchoolId, number>>>;
  /** Where given, a question needs a bearer token from `/oauth/token`; otherwise none is asked. */
  readonly oauth?: OauthClient;
}

/** Starts a server of OOAPI v5 for each school. */
export async function startSchools(
  world: World,
  { schools = SCHOOL_IDS, ports = {}, oauth }: SchoolsSettings = {},
): Promise<readonly PartnerSystem[]> {
  return Promise.all(
    schools.map((id) => {
      const records = recordsOf(world, id);
      const desk = oauth && createTokenDesk(oauth);
      return startHttpSystem({
        id,
        kind: 'education',
        port: ports[id] ?? 0,
        handle: (request) => answerSchool(records, request, desk),
      });
    }),
  );
}

function answerSchool(
  records: SchoolRecords,
  request: HttpRequest,
  desk: TokenDesk | undefined,
): HttpResponse {
  if (desk && request.path === TOKEN_PATH) return desk.handle(request);
  if (desk && !desk.isAdmitted(request)) return problem(401, 'A valid bearer token is needed.');
  try {
    if (request.path === PERSON_LOOKUP_PATH && records.school.hasPersonLookup) {
      return answerPersonLookup(records, request);
    }
    return answerOoapi(records, request);
  } catch (error) {
    if (error instanceof BadQuestion) return problem(400, error.message);
    throw error;
  }
}
