/** Journey h: someone in a situation, for a sector, in a region by its name alone, finds what fits. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startStack, type Stack } from '../support/stack.ts';

let stack: Stack;

beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack.stop());

const ONE = 'id kind name status why budgetLeftPercent applyAt provenance { partner synthetic }';
const QUERY = `query ($for: InstrumentQuestion!) {
  instruments(for: $for) {
    fromFunds { ${ONE} } fromSchools { ${ONE} } fromProvinces { ${ONE} } } }`;

interface Instrument {
  readonly id: string;
  readonly status: 'OPEN' | 'EXHAUSTED' | 'CLOSED';
  readonly why: readonly string[];
  readonly budgetLeftPercent: number | null;
  readonly applyAt: string | null;
}
type Finder = Readonly<
  Record<'fromFunds' | 'fromSchools' | 'fromProvinces', readonly Instrument[] | null>
>;

async function find(situation: string, sector: string, name: string) {
  const answer = await stack.ask(null, QUERY, { for: { situation, sector, region: { name } } });
  const { instruments } = answer.data as { instruments: Finder };
  return { instruments, errors: answer.errors };
}

test.each([
  ["a zzp'er in techniek", 'SELF_EMPLOYED', 'TECHNIEK', 'Gelderland', 'gelderland:GLD-ZZP'],
  ['a job seeker in techniek', 'JOBSEEKER', 'TECHNIEK', 'Drenthe', 'drenthe:DR-TECH'],
  ['a school leaver in bouw', 'SCHOOL_LEAVER', 'CONSTRUCTION', 'Groningen', 'groningen:GR-BOUW'],
  ['someone who works in zorg', 'EMPLOYED', 'CARE', 'Friesland', 'fryslan:FRL-ZORG'],
  ['a job changer in ICT', 'JOB_CHANGER', 'ICT', 'Noord-Holland', 'noord-holland:NH-ICT'],
])(
  '%s finds what every kind of partner offers, and why',
  async (_, situation, sector, name, id) => {
    const { instruments, errors } = await find(situation, sector, name);
    expect(errors).toBeUndefined();
    expect(instruments.fromProvinces?.[0]?.id).toBe(id);
    for (const found of Object.values(instruments)) {
      expect(found?.[0]?.status).toBe('OPEN');
      for (const { status, why, budgetLeftPercent, applyAt } of found ?? []) {
        expect(why.length).toBeGreaterThanOrEqual(4);
        expect(applyAt).toMatch(/^https:/);
        if (status === 'OPEN') expect(budgetLeftPercent).not.toBe(0);
      }
    }
  },
);

test('a kind whose partners are all silent leaves only its own field empty, and they are named', async () => {
  const fields = { funds: 'fromFunds', education: 'fromSchools', provinces: 'fromProvinces' };
  const partners = {
    funds: ['otib', 'oom', 'oomt', 'a-en-o-metalektro'],
    education: [
      'aventus',
      'saxion',
      'techniek-academie',
      'smart-makers-academy',
      'noorderpoort',
      'alfa-college',
      'drenthe-college',
      'firda',
    ],
    provinces: ['gelderland', 'noord-holland', 'groningen', 'drenthe', 'fryslan', 'overijssel'],
  };
  for (const [kind, ids] of Object.entries(partners)) {
    for (const id of ids) stack.setFault(id, 'down');
    const { instruments, errors } = await find('JOBSEEKER', 'TECHNIEK', 'Drenthe');
    for (const id of ids) stack.setFault(id, null);
    const silentField = fields[kind as keyof typeof fields];
    for (const [field, found] of Object.entries(instruments)) {
      expect([field, found === null]).toEqual([field, field === silentField]);
    }
    expect(errors?.map((one) => (one as { extensions: object }).extensions)).toEqual(
      ids.map((partner) => ({
        code: 'PARTNER_NO_ANSWER',
        partner,
        kind,
        fault: expect.any(String) as string,
      })),
    );
  }
});
