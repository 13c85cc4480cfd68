import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { ARCHETYPES } from '../../mocks/world/archetypes.ts';
import { jobseekersOf } from '../../mocks/world/jobseekers.ts';
import { bucketAt } from '../support/membership.ts';
import { citizen, DEVELOPER, MATCHER } from '../support/subgraph-harness.ts';
import { personId, startHarness } from './uwv-harness.ts';
import type { Harness } from './uwv-harness.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());
afterEach(() => harness.uwv.resetCalls());

const EVERYTHING = `id
  jobseekerProfile { availableFrom hoursPerWeekMin hoursPerWeekMax workAndThinkingLevel occupations
    sectors skills { scheme code } maxTravelMinutes region { kind code }
    provenance { partner asOf synthetic } }
  benefitEpisodes { type startedOn endedOn endReason provenance { partner synthetic } }
  employments { sector industry { scheme code } startedOn endedOn hoursPerWeek }`;

function numberOf(index: number): string {
  return harness.world.people[index]?.bsn ?? '';
}

test('a job seeker has a profile, benefits and employments', async () => {
  const id = personId(numberOf(0), DEVELOPER);
  expect(await harness.people(DEVELOPER, [id], EVERYTHING)).toEqual({
    data: {
      _entities: [
        {
          id,
          jobseekerProfile: {
            availableFrom: expect.stringMatching(/^2026-/) as string,
            hoursPerWeekMin: expect.any(Number) as number,
            hoursPerWeekMax: expect.any(Number) as number,
            workAndThinkingLevel: expect.any(Number) as number,
            occupations: ['Monteur warmtepompen'],
            sectors: ['INSTALLATION_TECHNOLOGY'],
            skills: expect.arrayContaining([
              { scheme: 'llo-skill', code: expect.any(String) as string },
            ]) as unknown[],
            maxTravelMinutes: expect.any(Number) as number,
            region: { kind: 'GEMEENTE', code: 'GM0200' },
            provenance: {
              partner: 'uwv',
              asOf: expect.stringMatching(/^2026-.*Z$/) as string,
              synthetic: true,
            },
          },
          benefitEpisodes: [
            {
              type: 'WW',
              startedOn: '2026-03-06',
              endedOn: '2026-10-12',
              endReason: 'WORK',
              provenance: { partner: 'uwv', synthetic: true },
            },
          ],
          employments: [
            {
              sector: 'PAPER_AND_BOARD',
              industry: { scheme: 'sbi2025', code: '1721' },
              startedOn: '2007-12-31',
              endedOn: '2026-03-05',
              hoursPerWeek: 38,
            },
            {
              sector: 'INSTALLATION_TECHNOLOGY',
              industry: { scheme: 'sbi2025', code: '4322' },
              startedOn: '2026-10-13',
              endedOn: null,
              hoursPerWeek: 32,
            },
          ],
        },
      ],
    },
  });
});

test('each of the six demo persons has a history at UWV', async () => {
  const ids = ARCHETYPES.map((_, index) => personId(numberOf(index), DEVELOPER));
  const { data } = await harness.people(
    DEVELOPER,
    ids,
    'benefitEpisodes { type } employments { sector }',
  );
  const told = (data as { _entities: object[] })._entities;
  expect(ARCHETYPES.map(({ archetype }, index) => [archetype, told[index]])).toEqual([
    [
      'jobseeker-45-plus',
      {
        benefitEpisodes: [{ type: 'WW' }],
        employments: [{ sector: 'PAPER_AND_BOARD' }, { sector: 'INSTALLATION_TECHNOLOGY' }],
      },
    ],
    [
      'status-holder',
      { benefitEpisodes: [{ type: 'BIJSTAND' }], employments: [{ sector: 'OTHER' }] },
    ],
    ['self-employed', { benefitEpisodes: [], employments: [{ sector: 'CONSTRUCTION' }] }],
    ['job-changer', { benefitEpisodes: [], employments: [{ sector: 'OTHER' }] }],
    [
      'school-leaver',
      {
        benefitEpisodes: [{ type: 'BIJSTAND' }],
        employments: [{ sector: 'OTHER' }, { sector: 'CONSTRUCTION' }],
      },
    ],
    [
      'hybrid-teacher',
      {
        benefitEpisodes: [],
        employments: [{ sector: 'INSTALLATION_TECHNOLOGY' }, { sector: 'EDUCATION' }],
      },
    ],
  ]);
});

test('activeOn selects the benefits and employments of a day', async () => {
  const ids = [personId(numberOf(0), DEVELOPER)];
  const response = await harness.people(
    DEVELOPER,
    ids,
    `first: benefitEpisodes(activeOn: "2026-03-06") { type } last: benefitEpisodes(activeOn: "2026-10-12") { type }
     now: benefitEpisodes(activeOn: "2026-11-21") { type } jobs: employments(activeOn: "2026-11-21") { sector }`,
  );
  expect(response.data).toEqual({
    _entities: [
      {
        first: [{ type: 'WW' }],
        last: [{ type: 'WW' }],
        now: [],
        jobs: [{ sector: 'INSTALLATION_TECHNOLOGY' }],
      },
    ],
  });
});

test('any number of people is one membership request and one call, with only the parts that are selected', async () => {
  const people = harness.world.people.slice(0, 300);
  const ids = people.map(({ bsn }) => personId(bsn, DEVELOPER));
  const { data, errors } = await harness.people(
    DEVELOPER,
    [...ids, ...ids],
    'jobseekerProfile { availableFrom } benefitEpisodes { id }',
  );
  expect(errors).toBeUndefined();
  expect((data as { _entities: unknown[] })._entities).toHaveLength(600);
  const buckets = people.map(({ bsn }) => bucketAt('uwv', bsn));
  const asked = [...new Set(buckets)].toSorted();
  expect(asked.length).toBeGreaterThan(256);
  expect(harness.uwv.asked()).toEqual([
    ...[asked.slice(0, 256), asked.slice(256)].map((part) => ({
      route: 'POST /llo/membership',
      query: '',
      body: { quarter: '2026Q4', buckets: part },
    })),
    {
      route: 'POST /v1/personen/zoek',
      query: '',
      body: {
        nummers: people.map(({ bsn }) => bsn),
        velden: ['werkzoekendeProfiel', 'uitkeringsperioden'],
      },
    },
  ]);
});

test('a person whom UWV does not know has null fields and no error, and UWV does not learn the number', async () => {
  const ids = [personId('111222333', DEVELOPER)];
  expect(
    await harness.people(
      DEVELOPER,
      ids,
      'jobseekerProfile { region { code } } benefitEpisodes { id } employments { id }',
    ),
  ).toEqual({
    data: { _entities: [{ jobseekerProfile: null, benefitEpisodes: null, employments: null }] },
  });
  expect(harness.uwv.asked()).toEqual([
    {
      route: 'POST /llo/membership',
      query: '',
      body: { quarter: '2026Q4', buckets: [bucketAt('uwv', '111222333')] },
    },
  ]);
});

test('an id of another consumer, purpose or label is ID_INVALID, beside valid ids', async () => {
  const good = personId(numberOf(2), DEVELOPER);
  const wrong = [
    personId(numberOf(0), { ...DEVELOPER, consumer: '00000099000000001000' }),
    personId(numberOf(0), MATCHER),
    'geen-id',
    numberOf(0),
  ];
  const { data, errors } = await harness.people(
    DEVELOPER,
    [good, ...wrong],
    'benefitEpisodes { id }',
  );
  expect(data).toEqual({ _entities: [{ benefitEpisodes: [] }, null, null, null, null] });
  expect(errors?.map(({ extensions }) => extensions)).toEqual(
    wrong.map(() => ({ code: 'ID_INVALID' })),
  );
  expect(
    harness.uwv.asked().flatMap(({ body }) => (body as { nummers?: string[] }).nummers ?? []),
  ).toEqual([numberOf(2)]);
});

test('a citizen sees their own file, and for another person ID_INVALID', async () => {
  const principal = citizen('status-holder');
  const others = personId(numberOf(0), principal);
  const { data, errors } = await harness.people(
    principal,
    [principal.subject ?? '', others],
    'benefitEpisodes { type }',
  );
  expect(data).toEqual({ _entities: [{ benefitEpisodes: [{ type: 'BIJSTAND' }] }, null] });
  expect(errors?.map(({ extensions }) => extensions)).toEqual([{ code: 'ID_INVALID' }]);
  expect(JSON.stringify(harness.uwv.asked())).not.toContain(numberOf(0));
});

test.each(ARCHETYPES.map(({ archetype }, index) => [archetype, index] as const))(
  'the citizen’s token of the %s gives their own file at UWV',
  async (life, index) => {
    const principal = citizen(life);
    const { data, errors } = await harness.people(
      principal,
      [principal.subject ?? ''],
      'employments { id }',
    );
    expect(errors).toBeUndefined();
    expect(data).toEqual({ _entities: [{ employments: expect.any(Array) as unknown[] }] });
    expect(harness.uwv.asked()[1]?.body).toEqual({
      nummers: [numberOf(index)],
      velden: ['dienstverbanden'],
    });
  },
);

test('the purpose of matching sees the profile, and neither benefits nor employments', async () => {
  const ids = [personId(numberOf(0), MATCHER)];
  const profile = await harness.people(MATCHER, ids, 'jobseekerProfile { occupations }');
  expect(profile.data).toEqual({
    _entities: [{ jobseekerProfile: { occupations: ['Monteur warmtepompen'] } }],
  });
  for (const denied of ['benefitEpisodes { type }', 'employments { sector }']) {
    harness.uwv.resetCalls();
    const response = await harness.people(MATCHER, ids, denied);
    expect(response.errors?.map(({ extensions }) => extensions)).toEqual([
      { code: 'PURPOSE_DENIED' },
    ]);
    expect(harness.uwv.calls()).toBe(0);
  }
});

test('without a context a person is UNAUTHENTICATED and UWV gets no request', async () => {
  const response = await harness.ask(null, '{ jobseekers { nodes { id } } }');
  expect(response.errors?.map(({ extensions }) => extensions)).toEqual([
    { code: 'UNAUTHENTICATED' },
  ]);
  expect(harness.uwv.calls()).toBe(0);
});

test('the mark about health that UWV sends is in no response and in no field', async () => {
  const marked = jobseekersOf(harness.world).filter((one) => one.isInTargetRegister);
  expect(marked.length).toBeGreaterThan(5);
  const ids = marked.map(({ person }) => personId(person.bsn, DEVELOPER));
  const response = await harness.people(DEVELOPER, ids, EVERYTHING);
  expect(response.errors).toBeUndefined();
  expect(JSON.stringify(response)).not.toMatch(/ldr|doelgroep/i);
  const wrong = await harness.people(
    DEVELOPER,
    ids,
    'jobseekerProfile { indicatieLdrRegistratie }',
  );
  expect(wrong.errors?.[0]?.extensions).toEqual({ code: 'GRAPHQL_VALIDATION_FAILED' });
});
