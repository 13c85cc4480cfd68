/** The records of six fictional citizens at UWV, school, coach and fund, written out in full. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Archetype } from '../../mocks/world/world.ts';
import { startStack, type GraphqlResult, type Stack } from '../support/stack.ts';

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack.stop());

const RECORDS = `
  benefitEpisodes { type endReason }
  employments { sector hoursPerWeek }
  trajectories { kind targetGroup { name } outcome coach { organisation { name } } }
  enrolments { role training { name provider { id } } voucher { status scheme { fund { id } } } }
  vouchers { status trajectory { outcome } }`;

/** Partners without lookups by person, which are in `extensions.partial`. */
const NOT_OFFERED = ['smart-makers-academy', 'vakmanschap-coaches'];

interface ExpectedRecords {
  readonly type?: string;
  readonly jobs: readonly (readonly [sector: string, hours: number])[];
  readonly trajectory: readonly [kind: string, group: string, outcome: string];
  readonly training: readonly [name: string, school: string, fund: string];
}

const EXPECTED: Readonly<Record<Archetype, ExpectedRecords>> = {
  'jobseeker-45-plus': {
    type: 'WW',
    jobs: [
      ['PAPER_AND_BOARD', 38],
      ['INSTALLATION_TECHNOLOGY', 32],
    ],
    trajectory: ['UNEMPLOYED_TO_WORK', '45-plusser', 'TO_WORK'],
    training: ['Monteur werktuigkundige installaties', 'aventus', 'otib'],
  },
  'status-holder': {
    type: 'BIJSTAND',
    jobs: [['OTHER', 16]],
    trajectory: ['UNEMPLOYED_TO_WORK', 'statushouder', 'RUNNING'],
    training: ['Allround techniek, zij-instroom', 'techniek-academie', 'oom'],
  },
  'self-employed': {
    jobs: [['CONSTRUCTION', 36]],
    trajectory: ['GUIDANCE', "zzp'er", 'TO_TRAINING'],
    training: ['Zonnepanelen monteren', 'aventus', 'otib'],
  },
  'job-changer': {
    jobs: [['OTHER', 28]],
    trajectory: ['WORK_TO_WORK', 'baanveranderaar', 'RUNNING'],
    training: ['Omscholing ICT (deeltijd)', 'saxion', 'a-en-o-metalektro'],
  },
  'school-leaver': {
    type: 'BIJSTAND',
    jobs: [
      ['OTHER', 12],
      ['CONSTRUCTION', 32],
    ],
    trajectory: ['UNEMPLOYED_TO_WORK', 'schoolverlater', 'TO_WORK'],
    training: ['Timmerman', 'alfa-college', 'oomt'],
  },
  'hybrid-teacher': {
    jobs: [
      ['INSTALLATION_TECHNOLOGY', 28],
      ['EDUCATION', 8],
    ],
    trajectory: ['WORK_TO_WORK', '45-plusser', 'TO_TRAINING'],
    training: ['Docenten- en instructeurspool techniek', 'techniek-academie', 'otib'],
  },
};
const ARCHETYPES = Object.keys(EXPECTED) as Archetype[];

/** The whole response about one citizen. */
function whole(archetype: Archetype) {
  const { type, jobs, trajectory, training } = EXPECTED[archetype];
  const [kind, group, outcome] = trajectory;
  const [name, school, fund] = training;
  const paid = {
    role: archetype === 'hybrid-teacher' ? 'TRAINEE_LECTURER' : 'STUDENT',
    training: { name, provider: { id: school } },
    voucher: { status: 'REDEEMED', scheme: { fund: { id: fund } } },
  };
  const lesson = {
    role: 'LECTURER',
    training: {
      name: 'Monteur werktuigkundige installaties',
      provider: { id: 'techniek-academie' },
    },
    voucher: null,
  };
  return {
    benefitEpisodes: type
      ? [{ type, endReason: archetype === 'status-holder' ? null : 'WORK' }]
      : [],
    employments: jobs.map(([sector, hoursPerWeek]) => ({ sector, hoursPerWeek })),
    trajectories: [
      {
        kind,
        targetGroup: { name: group },
        outcome,
        coach: { organisation: { name: 'Leerwerkloket Stedenvierkant' } },
      },
    ],
    enrolments: archetype === 'hybrid-teacher' ? [paid, lesson] : [paid],
    vouchers: [{ status: 'REDEEMED', trajectory: { outcome } }],
  };
}

function missingIn({ extensions }: GraphqlResult): ReadonlySet<unknown> {
  const { partial } = extensions as { partial: readonly { partner: string }[] };
  return new Set(partial.map(({ partner }) => partner));
}

test.each(ARCHETYPES)(
  'citizen %s gets the own benefits, employments, trajectories, enrolments and vouchers',
  async (archetype) => {
    const response = await stack.ask({ role: 'citizen', life: archetype }, `{ me { ${RECORDS} } }`);
    expect(response.data).toEqual({ me: whole(archetype) });
    expect(missingIn(response)).toEqual(new Set(NOT_OFFERED));
  },
);

test('the caseload of a coach starts with the records of the same six citizens', async () => {
  const response = await stack.ask(
    { role: 'coach', purpose: 'case-guidance' },
    // For special categories of personal data a coach has no legal basis.
    `{ caseload(first: 6) { nodes { person {
       ${RECORDS.replace('{ type endReason', '{ endReason').replace('targetGroup { name } ', '')} } } } }`,
  );
  const people = ARCHETYPES.toReversed().map((archetype) => {
    const { benefitEpisodes, trajectories, ...others } = whole(archetype);
    return {
      person: {
        benefitEpisodes: benefitEpisodes.map(({ endReason }) => ({ endReason })),
        trajectories: trajectories.map(({ kind, outcome, coach }) => ({ kind, outcome, coach })),
        ...others,
      },
    };
  });
  expect(response.data).toEqual({ caseload: { nodes: people } });
  // The case system of another organisation is not asked.
  expect(missingIn(response)).toEqual(new Set(['smart-makers-academy']));
});

test('for matching a coach gets profiles of job seekers and PURPOSE_DENIED for their benefits', async () => {
  const coach = { role: 'coach', purpose: 'matching' };
  const profiles = await stack.ask(
    coach,
    '{ jobseekers(first: 2) { nodes { jobseekerProfile { occupations } } } }',
  );
  expect(profiles).toEqual({
    data: {
      jobseekers: {
        nodes: [
          { jobseekerProfile: { occupations: ['Medewerker ICT-beheer', 'Monteur warmtepompen'] } },
          { jobseekerProfile: { occupations: ['Constructiebankwerker', 'Monteur warmtepompen'] } },
        ],
      },
    },
  });
  stack.resetCalls();
  const denied = await stack.ask(
    coach,
    '{ jobseekers(first: 2) { nodes { benefitEpisodes { type } trajectories { kind } } } }',
  );
  expect(denied.errors).toEqual(
    expect.arrayContaining([
      expect.objectContaining({
        extensions: expect.objectContaining({ code: 'PURPOSE_DENIED' }) as object,
      }),
    ]),
  );
  expect(stack.calls()).toEqual({});
});

test.each([
  ['uwv', ['benefitEpisodes', 'employments']],
  ['leerwerkloket-stedenvierkant', ['trajectories']],
])('with %s unavailable only the fields of that partner are null', async (partner, missing) => {
  stack.setFault(partner, 'html');
  const response = await stack.ask(
    { role: 'citizen', life: 'job-changer' },
    `{ me { ${RECORDS} } }`,
  );
  stack.setFault(partner, null);
  const gone = Object.fromEntries(missing.map((field) => [field, null]));
  const expected = { ...whole('job-changer'), ...gone };
  const vouchers = [{ status: 'REDEEMED', trajectory: null }];
  expect(response.data).toEqual({
    me: partner === 'uwv' ? expected : { ...expected, vouchers },
  });
  expect(missingIn(response)).toEqual(new Set([...NOT_OFFERED, partner]));
});
