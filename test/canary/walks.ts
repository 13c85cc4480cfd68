/** Walks through whole lists of people, as far as each client may: what sends the most citizen numbers to partners. */
import { decodeJwt } from 'jose';
import { ARCHETYPES } from '../../mocks/world/archetypes.ts';
import { citizenToken } from '../support/citizen-token.ts';
import { ask, mapConcurrently, type TestClient, type TestResponse } from './clients.ts';

const RECORDS = `id jobseekerProfile { availableFrom } benefitEpisodes { type } employments { hoursPerWeek }
  enrolments { id } vouchers { id } trajectories { id }`;
const PROFILE = 'id jobseekerProfile { availableFrom }';
const page = (list: string, nodes: string) =>
  `query ($after: String) { list: ${list}(first: 50, after: $after) {
     nodes { ${nodes} } pageInfo { hasNextPage endCursor } } }`;

const WALKS = [
  page('jobseekers', RECORDS),
  page('jobseekers', PROFILE),
  page('caseload', `id person { ${RECORDS} }`),
  page('vouchers', 'id enrolments { id voucher { id } } trajectory { id person { id } }'),
];

interface Page {
  readonly list?: {
    readonly nodes: readonly unknown[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
  } | null;
}

/** The responses of every page of every list, and of `me` for each of the six citizens. */
export async function walkPeople(
  url: string,
  clients: readonly TestClient[],
): Promise<readonly TestResponse[]> {
  const known = clients.filter(({ token }) => token !== null);
  const walks = known.flatMap((client) => WALKS.map((query) => ({ client, query })));
  const pages = await mapConcurrently(walks, async ({ client, query }) => {
    const responses: TestResponse[] = [];
    for (let after: string | null = null; ;) {
      const response: TestResponse = await ask(url, client, query, { after });
      responses.push(response);
      const { list } = (response.data ?? {}) as Page;
      if (!list?.pageInfo.hasNextPage) return responses;
      after = list.pageInfo.endCursor;
    }
  });
  const own = await mapConcurrently(ARCHETYPES, async ({ archetype }) => {
    const token = await citizenToken(archetype);
    const subject = decodeJwt(token).sub ?? null;
    const lookups = 'lookups { uwv { at } education { at } guidance { at } }';
    return ask(url, { name: archetype, token, subject }, `{ me { ${RECORDS} ${lookups} } }`);
  });
  return [...pages.flat(), ...own];
}
