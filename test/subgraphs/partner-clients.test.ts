/** A partner may give data for a purpose to the clients alone that its entry names. */
import { afterEach, describe, expect, test } from 'vitest';
import type { SubgraphName } from '../../core/federation/subgraph-names.ts';
import type { KeyDomain } from '../../subgraphs/kit/ids/key-set.ts';
import { startSubgraph } from '../../subgraphs/start-subgraph.ts';
import {
  COACH,
  DEVELOPER,
  encryptedFor,
  MATCHER,
  partnersAt,
  settingsOf,
  startSubgraphHarness,
  type GraphqlResult,
  type Principal,
  type SubgraphHarness,
} from '../support/subgraph-harness.ts';

interface Kind {
  readonly kind: SubgraphName;
  readonly domains: readonly KeyDomain[];
  readonly principal: Principal;
  /** The partner with the limit, and one without. */
  readonly limited: string;
  readonly other?: string;
  readonly ask: (harness: SubgraphHarness, principal: Principal) => Promise<GraphqlResult>;
}

const people = (harness: SubgraphHarness, principal: Principal, selection: string) =>
  harness.entities(
    principal,
    'Person',
    [encryptedFor(principal, 'person', 'llo-person/v1', '999990019')],
    selection,
  );

const KINDS: readonly Kind[] = [
  {
    kind: 'funds',
    domains: ['voucher'],
    principal: DEVELOPER,
    limited: 'otib',
    other: 'oom',
    ask: (harness, principal) => harness.ask(principal, '{ vouchers(first: 1) { nodes { id } } }'),
  },
  {
    kind: 'education',
    domains: ['voucher', 'person'],
    principal: COACH,
    limited: 'aventus',
    other: 'saxion',
    ask: (harness, principal) => people(harness, principal, 'enrolments { status }'),
  },
  {
    kind: 'uwv',
    domains: ['person'],
    principal: MATCHER,
    limited: 'uwv',
    ask: (harness, principal) => people(harness, principal, 'jobseekerProfile { occupations }'),
  },
  {
    kind: 'guidance',
    domains: ['voucher', 'person', 'coach'],
    principal: DEVELOPER,
    limited: 'leerwerkloket-stedenvierkant',
    other: 'vakmanschap-coaches',
    ask: (harness, principal) =>
      harness.entities(
        principal,
        'Voucher',
        [encryptedFor(principal, 'voucher', 'llo-voucher/v1', 'otib:V1')],
        'trajectory { kind }',
      ),
  },
  {
    kind: 'provinces',
    domains: [],
    principal: DEVELOPER,
    limited: 'drenthe',
    other: 'fryslan',
    ask: (harness, principal) => harness.ask(principal, '{ pilots(first: 1) { nodes { id } } }'),
  },
];

const NOWHERE = { http: 'http://127.0.0.1:1', funds: 'postgresql://reader@127.0.0.1:1/fund' };
const OTHER_CLIENT = '00000099000000009000';

/** Partners that do not listen: a call to one is unreachable, and what is refused before has another fault. */
function partnersOf({ kind, limited, other }: Kind, purposes: Record<string, string[]>) {
  const url = kind === 'funds' ? NOWHERE.funds : NOWHERE.http;
  const list = partnersAt({ [limited]: url, ...(other !== undefined && { [other]: url }) });
  return {
    ...list,
    partners: list.partners.map((one) => (one.id === limited ? { ...one, purposes } : one)),
  };
}

describe.each(KINDS)('of $kind', (kind) => {
  let harness: SubgraphHarness;
  afterEach(() => harness.stop());

  const faults = async (clients: Record<string, string[]>, principal: Principal) => {
    harness = await startSubgraphHarness(kind.kind, partnersOf(kind, clients), kind.domains);
    const { errors = [] } = await kind.ask(harness, principal);
    return errors
      .map(({ message, extensions }) => ({ message, ...extensions }))
      .toSorted((a, b) => (a.message < b.message ? -1 : 1));
  };
  const error = (partner: string, fault: string) => ({
    message: `Partner "${partner}" gave no answer: ${fault}`,
    code: 'PARTNER_NO_ANSWER',
    partner,
    kind: kind.kind,
    fault,
  });
  const { principal, limited, other } = kind;
  const ofOther = other === undefined ? [] : [error(other, 'unreachable')];
  const both = (...errors: readonly { readonly message: string }[]) =>
    errors.toSorted((a, b) => (a.message < b.message ? -1 : 1));

  test('a partner with a limit gives nothing to another client, and another partner is asked', async () => {
    expect(await faults({ [principal.purpose]: [OTHER_CLIENT] }, principal)).toEqual(
      both(error(limited, 'refused'), ...ofOther),
    );
  });

  test('a partner with a limit is asked for the client that it names', async () => {
    const clients = { [principal.purpose]: [OTHER_CLIENT, principal.consumer] };
    expect(await faults(clients, principal)).toEqual(
      both(error(limited, 'unreachable'), ...ofOther),
    );
  });

  test('a partner with a limit for another purpose is asked', async () => {
    const clients = { 'urn:llo:purpose:inzage': [OTHER_CLIENT] };
    expect(await faults(clients, principal)).toEqual(
      both(error(limited, 'unreachable'), ...ofOther),
    );
  });
});

test('a limit for a purpose that is not in the list of purposes stops the start', async () => {
  const [funds] = KINDS;
  if (!funds) throw new Error('no kind');
  const list = partnersOf(funds, { 'urn:llo:purpose:case-guidence': [] });
  await expect(startSubgraph(settingsOf('funds', list, ['voucher']))).rejects.toThrow(
    'Cannot limit the clients of partner "otib" for purpose "urn:llo:purpose:case-guidence"; ' +
      'did you mean "urn:llo:purpose:case-guidance"?',
  );
});
