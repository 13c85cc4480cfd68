/** What UWV counts for insights under an invented legal basis, and what joins it with the schools. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startSchools } from '../../mocks/education/start-schools.ts';
import type { JsonPartner } from '../../mocks/json-partner.ts';
import type { PartnerSystem } from '../../mocks/partner-system.ts';
import { startUwv } from '../../mocks/uwv/start-uwv.ts';
import { benefitEpisodesOf } from '../../mocks/world/benefit-episodes.ts';
import { createWorld } from '../../mocks/world/create-world.ts';
import { employmentsOf } from '../../mocks/world/employments.ts';
import type { Day, Person } from '../../mocks/world/world.ts';
import { REGISTRATION, registeredPurposes } from '../support/registered-purposes.ts';
import { askStatistics, STATISTICS_KEYS, table } from '../support/statistics-client.ts';
import {
  partnersAt,
  startSubgraphHarness,
  type SubgraphHarness,
} from '../support/subgraph-harness.ts';
import { TEST_DAY } from '../support/test-day.ts';
import { countsBy, sorted, trueEnrolments } from '../support/world-truth.ts';

const world = createWorld({ date: TEST_DAY });
const UNTIL = '2026-09-30';

let office: JsonPartner;
let schools: readonly PartnerSystem[];
let uwv: SubgraphHarness;

const start = (purposes = registeredPurposes()) =>
  startSubgraphHarness('uwv', partnersAt({ uwv: office.url }), ['person'], {
    statisticsKeys: STATISTICS_KEYS,
    purposes,
  });

beforeAll(async () => {
  office = await startUwv(world);
  schools = await startSchools(world, { schools: ['aventus', 'techniek-academie'] });
  uwv = await start();
}, 60_000);
afterAll(async () => {
  await uwv.stop();
  await Promise.all([office, ...schools].map((one) => one.stop()));
});

const COLUMNS = ['left-benefit', 'work-after-a-year'];
const PEOPLE = table('people', COLUMNS, { give: 'tokens' });

/** Installation and energy technology, manufacturing, paper, repair and engineers; by the first digits of the industry. */
const TECHNOLOGY = /^(1\d|2\d|3[0-35]|432|45|71|95)/;

/** What UWV knows of a person on a day; null where it has nothing. */
function stateOn(person: Person, day: Day): Readonly<Record<string, string | null>> | null {
  const runs = ({ startedOn, endedOn }: { startedOn: Day; endedOn: Day | null }) =>
    startedOn <= day && (endedOn === null || endedOn >= day);
  const benefits = benefitEpisodesOf(world, person).filter(({ startedOn }) => startedOn <= day);
  const jobs = employmentsOf(world, person).filter(runs);
  if (benefits.length === 0 && jobs.length === 0) return null;
  const isInTechnology = jobs.some(({ industry }) => TECHNOLOGY.test(industry));
  return {
    'left-benefit': benefits.length === 0 ? null : benefits.some(runs) ? 'ON_BENEFIT' : 'LEFT',
    'work-after-a-year': jobs.length === 0 ? null : isInTechnology ? 'IN_TECHNOLOGY' : 'ELSEWHERE',
  };
}

const statesOn = (day: Day) =>
  world.people.map((person) => stateOn(person, day)).filter((state) => state !== null);

test('people have the state on the last day of the release, over several pages, without their numbers', async () => {
  office.resetCalls();
  const { tables, text, head } = await askStatistics(uwv.url, 'uwv', [PEOPLE]);
  const states = statesOn(UNTIL);
  const expected = states.map((state) => COLUMNS.map((column) => state[column] ?? null));
  expect(expected.length).toBeGreaterThan(1_000);
  expect(sorted(tables['one']?.map(([, ...values]) => values))).toEqual(sorted(expected));
  expect(sorted(countsBy(states, COLUMNS)).length).toBeGreaterThan(5);
  expect(head.partners.map(({ id }) => id)).toEqual(['uwv']);
  const leaked = world.people.filter(({ bsn }) => text.includes(bsn) || uwv.log().includes(bsn));
  expect(leaked).toEqual([]);
  const pages = office.asked().map(({ route }) => route);
  expect(new Set(pages)).toEqual(new Set(['POST /v1/statistiek/personen']));
  expect(pages.length).toBe(Math.floor(expected.length / 1_000) + 1);
});

test('an earlier release gives the state of then', async () => {
  const { tables } = await askStatistics(uwv.url, 'uwv', [PEOPLE], { release: '2019Q4' });
  const expected = statesOn('2019-12-31').map((state) =>
    COLUMNS.map((column) => state[column] ?? null),
  );
  expect(sorted(tables['one']?.map(([, ...values]) => values))).toEqual(sorted(expected));
});

test('the same token is that of the same person at the schools, in one table of one release alone', async () => {
  const urls = Object.fromEntries(schools.map(({ id, url }) => [id, url]));
  const list = partnersAt(urls);
  const patient = list.partners.map((one) => ({ ...one, deadlineMs: 10_000 }));
  const education = await startSubgraphHarness(
    'education',
    { ...list, partners: patient },
    ['voucher', 'person'],
    { statisticsKeys: STATISTICS_KEYS, purposes: registeredPurposes() },
  );
  const tokensOf = async (harness: SubgraphHarness, kind: 'education' | 'uwv', id = 'one') => {
    const columns = kind === 'uwv' ? COLUMNS : ['finished'];
    const asked = [table('people', columns, { give: 'tokens', id })];
    const { tables } = await askStatistics(harness.url, kind, asked);
    return new Map((tables[id] ?? []).map(([token, ...values]) => [String(token), values]));
  };
  const finished = await tokensOf(education, 'education');
  const known = await tokensOf(uwv, 'uwv');
  const ofOtherTable = await tokensOf(uwv, 'uwv', 'two');
  await education.stop();

  const ids = new Set(schools.map(({ id }) => id));
  const people = new Map(world.people.map((person) => [person.id, person]));
  const holders = new Set(
    trueEnrolments(world, UNTIL)
      .filter(({ association, finishedOn }) => association.voucher && finishedOn !== null)
      .filter(({ association }) => ids.has(association.school))
      .map(({ association }) => association.personId),
  );
  const expected = [...holders].map((id) => {
    const person = people.get(id);
    const state = person && stateOn(person, UNTIL);
    return COLUMNS.map((column) => state?.[column] ?? null);
  });
  const joined = [...finished.keys()].map((token) => known.get(token) ?? [null, null]);
  expect(sorted(joined)).toEqual(sorted(expected));
  expect(sorted(joined).filter((state) => state !== '[null,null]').length).toBeGreaterThan(100);
  expect([...finished.keys()].filter((token) => ofOtherTable.has(token))).toEqual([]);
});

test.each([
  ['the list of the demo, which has no legal basis', { controller: REGISTRATION.controller }],
  ['a legal basis without a day of registration', { ...REGISTRATION, registeredOn: '' }],
])('people are refused with %s, before UWV is asked', async (_, registration) => {
  const { registeredOn, ...rest } = { registeredOn: '', ...registration };
  const closed = await start(
    registeredPurposes({ ...rest, ...(registeredOn !== '' && { registeredOn }) }),
  );
  office.resetCalls();
  const { status, errors } = await askStatistics(closed.url, 'uwv', [PEOPLE]);
  await closed.stop();
  expect({ status, codes: errors.map(({ extensions }) => extensions['code']) }).toEqual({
    status: 403,
    codes: ['PURPOSE_DENIED'],
  });
  expect(office.calls()).toBe(0);
});

test('while UWV is down nothing is given and UWV is named', async () => {
  office.setFault('down');
  const { status, errors } = await askStatistics(uwv.url, 'uwv', [PEOPLE]);
  office.setFault(null);
  expect({ status, errors: errors.map(({ extensions }) => extensions) }).toEqual({
    status: 503,
    errors: [{ code: 'PARTNER_NO_ANSWER', partner: 'uwv', kind: 'uwv', fault: 'unreachable' }],
  });
});
