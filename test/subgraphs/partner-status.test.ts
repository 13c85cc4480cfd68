/** Which partners respond, through the front door of the subgraph of schools. */
import { afterEach, expect, test } from 'vitest';
import { parsePartners } from '../../subgraphs/partners.ts';
import { COURSE, onePage } from '../education/own-school.ts';
import { startFakeHttp, type FakeHttp } from '../support/fake-http.ts';
import { startSubgraphHarness } from '../support/subgraph-harness.ts';

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

const SERVICE = {
  body: { contactEmail: 'it@school.example', specification: 'x', documentation: 'x' },
};

async function startSchool(routes: FakeHttp['routes'], statusFreshForSeconds?: number) {
  const http = await startFakeHttp(routes);
  const list = `partners:
  - { id: school, kind: education, name: School, synthetic: true, deadlineMs: 20000, url: '${http.url}' }`;
  const subgraph = await startSubgraphHarness(
    'education',
    parsePartners(list, 'list.yaml'),
    ['voucher', 'person'],
    { statusFreshForSeconds },
  );
  stops.push(
    () => subgraph.stop(),
    () => http.stop(),
  );
  const ask = (fields = 'id state fault') =>
    subgraph.ask(
      null,
      `query ($them: [_Any!]!) {
         _entities(representations: $them) { ... on PartnerBoard { education { ${fields} } } } }`,
      { them: [{ __typename: 'PartnerBoard', moment: '2026-11-30T12:00:00Z' }] },
    );
  return { http, subgraph, ask };
}

const boardOf = (state: string, fault: string | null) => ({
  data: { _entities: [{ education: [{ id: 'school', state, fault }] }] },
});

test('within statusFreshForSeconds twenty requests for the status of partners are one call to each', async () => {
  const { http, ask } = await startSchool({ '/': SERVICE }, 3_600);
  expect(await ask()).toEqual(boardOf('ANSWERING', null));
  for (const response of await Promise.all(Array.from({ length: 20 }, () => ask()))) {
    expect(response).toEqual(boardOf('ANSWERING', null));
  }
  expect(http.received).toEqual(['GET /']);
});

test('within statusFreshForSeconds a partner that failed is not called again either', async () => {
  const { http, ask } = await startSchool({ '/': { status: 500 } }, 3_600);
  for (let times = 0; times < 3; times += 1) {
    expect(await ask()).toEqual(boardOf('SILENT', 'refused'));
  }
  expect(http.received).toEqual(['GET /']);
});

test('with statusFreshForSeconds: 0, and without it in a process that does not say, each request is a call', async () => {
  for (const seconds of [0, undefined]) {
    const { http, ask } = await startSchool({ '/': SERVICE }, seconds);
    await ask();
    http.routes = { '/': { status: 500 } };
    expect(await ask()).toEqual(boardOf('SILENT', 'refused'));
    expect(http.received).toEqual(['GET /', 'GET /']);
  }
});

test('within statusFreshForSeconds the time of a response to another request is not told', async () => {
  const { http, subgraph, ask } = await startSchool(
    { '/': SERVICE, '/courses': onePage(COURSE), '/programs': onePage(COURSE) },
    3_600,
  );
  const first = await ask('lastAnswerAt p99Ms');
  await subgraph.ask(null, '{ trainings { nodes { name } } }');
  expect(http.received).toContain('GET /courses');
  expect(await ask('lastAnswerAt p99Ms')).toEqual(first);
});
