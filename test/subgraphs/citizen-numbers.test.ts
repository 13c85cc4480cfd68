/** A citizen number that a partner wrote where it does not belong leaves no subgraph. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { startHttpSystem } from '../../mocks/http-system.ts';
import { membershipOf } from '../support/membership.ts';
import {
  COACH,
  partnersAt,
  encryptedFor,
  startSubgraphHarness,
  type SubgraphHarness,
} from '../support/subgraph-harness.ts';
import type { SubgraphName } from '../../core/federation/subgraph-names.ts';

const running: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((one) => one.stop()));
});

/** Passes the check of eleven, and nobody asks about it here. */
const STRANGER = '123456782';
/** Passes it with its zero in front, which is often left out. */
const SHORT = '012345672';

async function startPartner(id: string, kind: SubgraphName, answer: (path: string) => unknown) {
  const system = await startHttpSystem({
    id,
    kind,
    port: 0,
    handle: ({ path }) => ({
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(answer(path)),
    }),
  });
  running.push(system);
  return system;
}

interface Text {
  readonly name: string;
  readonly description: string;
}

const textsOfSchools: Record<string, readonly Text[]> = {};

/** A catalogue whose programs have these names and descriptions. */
function catalogue(school: string, path: string) {
  const items = path.startsWith('/programs') ? (textsOfSchools[school] ?? []) : [];
  return {
    pageNumber: 1,
    hasNextPage: false,
    items: items.map(({ name, description }, index) => ({
      programId: `p${index}`,
      name: [{ language: 'nl-NL', value: name }],
      description: [{ language: 'nl-NL', value: description }],
      primaryCode: { codeType: 'crebo', code: '25655' },
    })),
  };
}

const TRAININGS = '{ trainings(first: 100) { nodes { id name description } } }';

const fault = (partner: string, ...path: readonly (string | number)[]) => ({
  message: `Partner "${partner}" gave no answer: garbled`,
  path,
  extensions: { code: 'PARTNER_NO_ANSWER', partner, kind: 'education', fault: 'garbled' },
});

describe('Training.description', () => {
  let harness: SubgraphHarness;
  const systems: { stop(): Promise<void> }[] = [];
  beforeAll(async () => {
    const schools = await Promise.all(
      ['aventus', 'saxion'].map((id) =>
        startPartner(id, 'education', (path) => catalogue(id, path)),
      ),
    );
    systems.push(...running.splice(0));
    const urls = Object.fromEntries(schools.map(({ id, url }) => [id, url]));
    harness = await startSubgraphHarness('education', partnersAt(urls), ['voucher', 'person']);
  });
  afterAll(async () => {
    await harness.stop();
    await Promise.all(systems.map((one) => one.stop()));
  });

  /** One training at each school; the other school's text is clean. */
  async function ask(description: string, name = 'Lassen') {
    textsOfSchools['aventus'] = [{ name, description }];
    textsOfSchools['saxion'] = [{ name: 'Zagen', description: 'Hout' }];
    return harness.ask(null, TRAININGS);
  }
  const ZAGEN = { id: 'saxion:p0', name: 'Zagen', description: 'Hout' };

  test.each([
    ['alone', STRANGER],
    ['within a text', `Deelnemer ${STRANGER} is aangemeld`],
    ['against letters', `BSN${STRANGER}x`],
    ['with dots', '1234.56.782'],
    ['with other dots', 'bsn 123.456.782!'],
    ['with spaces', 'nr 123 456 782.'],
    ['digit by digit', '1 2 3 4 5 6 7 8 2'],
    ['with dashes', '12-34-56-782'],
    ['with spaced dashes', '123 - 456 - 782'],
    ['with mixed separators', '123.456-782'],
    ['with non-breaking spaces', '123\u00a0456\u00a0782'],
    ['with en dashes', '123–456–782'],
    ['with zero-width spaces', '123\u200b456\u200b782'],
    ['with soft hyphens', '12345\u00ad6782'],
    ['with slashes and underscores', '123/456/782 of 123_456_782'],
    ['in full-width digits', '１２３４５６７８２'],
    ['in Arabic-Indic digits', '١٢٣٤٥٦٧٨٢'],
    ['in Devanagari digits with spaces', '१२३ ४५६ ७८२'],
    ['in mathematical digits', '𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟐'],
    ['in circled digits', '①②③④⑤⑥⑦⑧②'],
    ['without its first zero', `nummer ${SHORT.slice(1)}`],
    ['before a year', `${STRANGER} 2026`],
    ['with dots before a day', '123.456.782 2026-09-01'],
    ['after a phone number', `055-2345678 ${STRANGER}`],
    ['with four spaces', '123    456    782'],
    ['in HTML', '123&nbsp;456<wbr>782 of <b>123456</b><i class="x">782</i>'],
    ['in HTML character references', 'BSN &#49;&#x32;&#51;&#52;&#53;&#54;&#55;&#56;&#50;'],
    ['in a VAT number', `NL${STRANGER}B01`],
    ['across lines', '123\n456\n782'],
    [
      'with more zero-width characters than one sees',
      '123\u200b\u200b\u200b\u2060\ufeff\u200d\u200c456\u200b782',
    ],
    ['with marks of direction', '\u202a123\u202c\u202a456\u202c\u2066782\u2069'],
    ['with variation selectors', STRANGER.replaceAll(/\d/g, '$&\ufe0f\u20e3')],
    [
      'with invisible characters as references',
      '123&#8203;&#x200b;&#8203;&#8203;&#8203;&#8203;456782',
    ],
    ['in two scripts', '١٢٣456７８２'],
    ['with many spaces', '123          456\n\n\t\t\t\t782'],
    ['percent-encoded in an address', 'https://example.nl/?nr=1%3234%2056782'],
    ['in an address, with dashes', 'https://example.nl/deelnemer/123-45-67-82/'],
    ['as the fraction of a second', '2026-11-28T10:00:00.123456782Z'],
    ['beside a day', `2026-11-28 ${STRANGER}`],
    ['in JSON', JSON.stringify({ bsn: 123456782 })],
    ['in an address', `https://example.nl/aanmelden?bsn=${STRANGER}`],
  ])('is withheld with a citizen number %s', async (_, description) => {
    expect(await ask(description)).toEqual({
      data: {
        trainings: { nodes: [{ id: 'aventus:p0', name: 'Lassen', description: null }, ZAGEN] },
      },
      errors: [fault('aventus', 'trainings', 'nodes', 0, 'description')],
    });
  });

  test.each([
    ['a number that fails the check', 'nummer 123456789 en 111111111'],
    ['nine zeros', '000000000'],
    ['a day', 'start op 2026-09-01, 01-09-2026 of 1.9.2026'],
    ['a day and a time', '2026-11-28T09:00:00.000Z en van 09:00-12:30'],
    ['school years', 'schooljaar 2024-2025 en 2025/2026'],
    ['a phone number', '06-12345672, +31 6 12345672, 055 1234572, (055) 123 45 72'],
    ['an amount', 'budget € 12.345.672,00 van EUR 123.456.782'],
    ['an OIN and a BAN', '00000001123456782000 en NL91ABNA0417164300'],
    ['a longer number', '1234567820'],
    [
      'a number of the trade register',
      'KVK 12345672, KvK-nummer: 12345672 en Kamer van Koophandel nr. 12345672',
    ],
    ['a moment to the microsecond', '2026-11-28T09:00:00.123456Z'],
    ['a code of a register', 'crebo 25655, CROHO 34280, SBI 43.21'],
    ['HTML', '<p>Kies &#8211; of &amp; <a href="/x">12</a> &#99999999; &#x110000;</p>'],
    ['a list', '12, 34, 56, 78, 90, 12'],
  ])('leaves with %s', async (_, description) => {
    expect(await ask(description)).toEqual({
      data: { trainings: { nodes: [{ id: 'aventus:p0', name: 'Lassen', description }, ZAGEN] } },
    });
  });

  test('is withheld without a search when the request has more digits than may be searched', async () => {
    const description = '12 '.repeat(20_000);
    textsOfSchools['aventus'] = Array.from({ length: 6 }, () => ({ name: 'Lassen', description }));
    textsOfSchools['saxion'] = [];
    const { data, errors } = await harness.ask(null, TRAININGS);
    const { nodes } = (data as { trainings: { nodes: { description: string | null }[] } })
      .trainings;
    expect(nodes.map((node) => node.description)).toEqual([
      ...Array.from({ length: 4 }, () => description),
      null,
      null,
    ]);
    expect(errors).toEqual([fault('aventus', 'trainings', 'nodes', 4, 'description')]);
  });

  test('is not withheld with sixty thousand characters of words', async () => {
    const description = 'Lassen in 2026, één avond per week. '.repeat(1_700);
    expect(await ask(description)).toEqual({
      data: { trainings: { nodes: [{ id: 'aventus:p0', name: 'Lassen', description }, ZAGEN] } },
    });
  });

  test('reports each school once per field, however many values are withheld', async () => {
    const texts = Array.from({ length: 50 }, (_, index) => ({
      name: `Les ${String(index).padStart(2, '0')}`,
      description: STRANGER,
    }));
    textsOfSchools['aventus'] = texts;
    textsOfSchools['saxion'] = texts
      .slice(0, 1)
      .map((one) => ({ ...one, name: `Zaag ${STRANGER}` }));
    const { data, errors } = await harness.ask(null, TRAININGS);
    const nodes = (data as { trainings: { nodes: object[] } }).trainings.nodes;
    expect(nodes).toHaveLength(51);
    expect(JSON.stringify(data)).not.toContain('12345');
    expect(new Set(errors?.map((one) => JSON.stringify(one.extensions)))).toEqual(
      new Set(['aventus', 'saxion'].map((id) => JSON.stringify(fault(id).extensions))),
    );
    expect(errors?.length).toBeLessThanOrEqual(4);
    expect(harness.log()).toContain(
      '"field":"Training.description","shape":"text of 9","partner":"aventus"',
    );
    expect(harness.log()).not.toContain(STRANGER);
  });
});

describe('the citizen number in the id of the request', () => {
  const NUMBER = '999990019';
  const TOKEN = { access_token: 'x', token_type: 'Bearer', expires_in: 60 };
  const PROFILE = 'jobseekerProfile { occupations maxTravelMinutes skills { scheme code } }';

  async function askUwv(profile: object, selection = PROFILE, more: object = {}) {
    const body = { personen: [{ nummer: NUMBER, werkzoekendeProfiel: profile, ...more }] };
    const uwv = await startPartner('uwv', 'uwv', (path) =>
      path === '/oauth/token'
        ? TOKEN
        : path === '/llo/membership'
          ? membershipOf('uwv', NUMBER)
          : body,
    );
    const harness = await startSubgraphHarness('uwv', partnersAt({ uwv: uwv.url }), ['person']);
    running.push(harness);
    const id = encryptedFor(COACH, 'person', 'llo-person/v1', NUMBER);
    return harness.entities(COACH, 'Person', [id], selection);
  }
  const garbled = (...path: readonly (string | number)[]) => ({
    message: 'Partner "uwv" gave no answer: garbled',
    path: ['_entities', 0, 'jobseekerProfile', ...path],
    extensions: { code: 'PARTNER_NO_ANSWER', partner: 'uwv', kind: 'uwv', fault: 'garbled' },
  });

  test('a list of texts with the number is withheld', async () => {
    const beroepen = ['Lasser', `Kapper (${NUMBER})`].map((omschrijving) => ({ omschrijving }));
    expect(await askUwv({ bemiddelingsberoep: beroepen, maximaleReistijd: 60 })).toEqual({
      data: {
        _entities: [{ jobseekerProfile: { occupations: null, maxTravelMinutes: 60, skills: [] } }],
      },
      errors: [garbled('occupations')],
    });
  });

  test('an Int and a code with the number are withheld, and those with another number are not', async () => {
    const skills = [{ codelijst: 'esco', code: `x-0${NUMBER}-1` }];
    expect(await askUwv({ maximaleReistijd: Number(NUMBER), vakvaardigheid: skills })).toEqual({
      data: {
        _entities: [
          { jobseekerProfile: { occupations: [], maxTravelMinutes: null, skills: null } },
        ],
      },
      errors: [garbled('maxTravelMinutes'), garbled('skills', 0, 'code')],
    });
  });

  test.each([
    ['by itself', STRANGER],
    ['between dashes', `x-${STRANGER}-1`],
    ['after the name of a list', `urn:code:${STRANGER}`],
    ['in full-width digits', '１２３４５６７８２'],
  ])(
    'a code in a record about a person with the number of another %s is withheld',
    async (_, code) => {
      expect(await askUwv({ vakvaardigheid: [{ codelijst: 'esco', code }] })).toEqual({
        data: {
          _entities: [
            { jobseekerProfile: { occupations: [], maxTravelMinutes: null, skills: null } },
          ],
        },
        errors: [garbled('skills', 0, 'code')],
      });
    },
  );

  test.each([
    ['eight digits', '12345672'],
    ['ten digits', `${STRANGER}0`],
    ['nine digits that fail the check', '123456789'],
    ['nine digits within a word', `x${STRANGER}`],
    ['a number of a list of occupations', '15-1252.00'],
    ['a UUID', '12345672-1234-4678-8123-456782123456'],
  ])('a code in a record about a person with %s leaves', async (_, code) => {
    expect(await askUwv({ vakvaardigheid: [{ codelijst: 'esco', code }] })).toEqual({
      data: {
        _entities: [
          {
            jobseekerProfile: {
              occupations: [],
              maxTravelMinutes: null,
              skills: [{ scheme: 'esco', code }],
            },
          },
        ],
      },
    });
  });

  test('a moment leaves as the start of its day, so that its time holds no number', async () => {
    const profile = { bijgewerktOp: `2026-11-01T10:00:00.${STRANGER}Z` };
    expect(await askUwv(profile, 'jobseekerProfile { provenance { asOf } }')).toEqual({
      data: {
        _entities: [{ jobseekerProfile: { provenance: { asOf: '2026-11-01T00:00:00Z' } } }],
      },
    });
  });

  test.each([
    ['the number of the voucher', NUMBER],
    ['the number with dots', '9999.90.019'],
  ])(
    'a voucher of a school with %s is null, so that no fund is sent the number',
    async (_, text) => {
      const consumers = [{ consumerKey: 'llo-voucher', issuer: 'otib', voucherNumber: text }];
      const associations = [
        { associationId: 'a1', role: 'student', state: 'associated', consumers },
      ];
      const school = await startPartner('aventus', 'education', (path) =>
        path === '/llo/membership'
          ? membershipOf('aventus', NUMBER)
          : { items: [{ nationalIdentityNumber: NUMBER, associations }] },
      );
      const partners = partnersAt({ aventus: school.url });
      const harness = await startSubgraphHarness('education', partners, ['voucher', 'person']);
      running.push(harness);
      const id = encryptedFor(COACH, 'person', 'llo-person/v1', NUMBER);
      const selection = 'vouchers { id } enrolments { status voucher { id } }';
      const response = await harness.entities(COACH, 'Person', [id], selection);
      expect(response).toEqual({
        data: {
          _entities: [{ vouchers: [], enrolments: [{ status: 'ACTIVE', voucher: null }] }],
        },
        errors: [
          fault('aventus', '_entities', 0, 'vouchers'),
          fault('aventus', '_entities', 0, 'enrolments', 0, 'voucher'),
        ],
      });
      expect(harness.log()).toContain(`"shape":"text of ${text.length}"`);
      expect(harness.log()).not.toContain(text);
    },
  );

  test('an unknown word of a partner is in the log without its digits, in any notation', async () => {
    const words = ['nr 123.456.782', '1 2 3 4 5', '１２３４５６７８２', 'G-12'];
    const consumers = [{ consumerKey: 'llo-funding', targetGroups: words }];
    const items = [{ courseId: 'c1', name: 'Lassen', description: null, consumers }];
    const school = await startPartner('aventus', 'education', (path) => ({
      items: path.startsWith('/courses') ? items : [],
    }));
    const partners = partnersAt({ aventus: school.url });
    const harness = await startSubgraphHarness('education', partners, ['voucher', 'person']);
    running.push(harness);
    await harness.ask(null, '{ trainings(first: 5) { nodes { id } } }');
    const logged = [...harness.log().matchAll(/"word":"([^"]*)"/g)].map(([, word]) => word);
    expect(logged).toEqual(['nr #.#.#', '# # # # #', '#', 'G-12']);
  });

  test('a non-null value with the number makes its nullable parent null', async () => {
    const dienstverbanden = [
      {
        dienstverbandnummer: 'D1',
        sbi: { versie: ` ${NUMBER}`, code: '4321' },
        begindatum: '2026-01-01',
      },
    ];
    const response = await askUwv({}, 'employments { startedOn industry { scheme code } }', {
      dienstverbanden,
    });
    expect(response).toEqual({
      data: { _entities: [{ employments: [{ startedOn: '2026-01-01', industry: null }] }] },
      errors: [{ ...garbled(), path: ['_entities', 0, 'employments', 0, 'industry', 'scheme'] }],
    });
  });
});
