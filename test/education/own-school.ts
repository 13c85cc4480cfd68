/** One school as its entry in the partner list describes it, behind the subgraph. */
import { parsePartners } from '../../subgraphs/partners.ts';
import { startFakeHttp, type FakeHttp } from '../support/fake-http.ts';
import { startSubgraphHarness, type GraphqlResult } from '../support/subgraph-harness.ts';

export interface SchoolLogLine {
  readonly msg: string;
  readonly list?: string;
  readonly field?: string;
  readonly shapes?: readonly string[];
  readonly count?: number;
  readonly fields?: readonly string[];
}

/** Asks one school one question; `entry` is what its entry adds, in which `{URL}` is the address of the server. */
export async function askOwnSchool(
  routes: FakeHttp['routes'],
  query: string,
  { basePath = '', entry = '' } = {},
): Promise<{
  readonly response: GraphqlResult;
  readonly log: readonly SchoolLogLine[];
  readonly received: readonly string[];
}> {
  const http = await startFakeHttp(routes);
  const list = `partners:
  - { id: school, kind: education, name: School, synthetic: true, deadlineMs: 20000, url: '${http.url}${basePath}'${entry} }`;
  const subgraph = await startSubgraphHarness(
    'education',
    parsePartners(list.replaceAll('{URL}', http.url), 'list.yaml'),
    ['voucher', 'person'],
    { secretOf: () => 'geheim' },
  );
  try {
    const response = await subgraph.ask(null, query);
    const log = subgraph
      .log()
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as SchoolLogLine);
    return { response, log, received: [...http.received] };
  } finally {
    await subgraph.stop();
    await http.stop();
  }
}

/** A page of a conforming list of one page. */
export const onePage = (...items: readonly unknown[]) => ({
  body: {
    pageSize: 250,
    pageNumber: 1,
    hasPreviousPage: false,
    hasNextPage: false,
    totalPages: 1,
    items,
  },
});

export const COURSE = {
  courseId: 'c1',
  name: [{ language: 'nl-NL', value: 'Lassen' }],
  primaryCode: { codeType: 'identifier', code: 'L1' },
};
export const OFFERING = { offeringId: 'o1', offeringType: 'course', course: 'c1' };

export const schoolRoutes = (
  courses: FakeHttp['routes'][string],
  ...offerings: readonly object[]
) => ({
  '/organizations': onePage({ organizationId: 'org', organizationType: 'root' }),
  '/programs': onePage(),
  '/courses': courses,
  '/organizations/org/offerings': onePage(...offerings),
});

export const SCHOOL_GARBLED = (...path: readonly (string | number)[]) => ({
  message: 'Partner "school" gave no answer: garbled',
  path,
  extensions: { code: 'PARTNER_NO_ANSWER', partner: 'school', kind: 'education', fault: 'garbled' },
});
