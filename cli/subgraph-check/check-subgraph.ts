/** The contract of a subgraph, asked of a live server: one finding for each part of it. */
import type { JWK } from 'jose';
import type { SubgraphName } from '../../core/federation/subgraph-names.ts';
import { failure, ok, warning, type Finding } from '../../core/findings/finding.ts';
import type { Purpose, Purposes } from '../../core/purposes/purposes.ts';
import type { Demand } from '../../core/access/demands.ts';
import type { KeySets } from '../../subgraphs/kit/ids/key-set.ts';
import { subgraphSdl } from '../../schema/subgraph-sdl.ts';
import { checkContexts } from './check-contexts.ts';
import { checkEntities } from './check-entities.ts';
import { checkErrors } from './check-errors.ts';
import { checkLists } from './check-lists.ts';
import { checkPartners } from './check-partners.ts';
import { checkSdl } from './check-sdl.ts';
import { checkHeaders, checkTransport } from './check-transport.ts';
import { createContractGraph, type ContractGraph } from './contract-graph.ts';
import { createIdMaker, type IdMaker } from './test-ids.ts';
import { createTestSigner, type Principal, type TestSigner } from './test-contexts.ts';
import {
  CHECK_LIMITS,
  createSubgraphClient,
  type Reply,
  type SubgraphClient,
} from './subgraph-client.ts';
import { describeReply, hasTypename } from './read-reply.ts';

export interface SubgraphCheckSettings {
  readonly url: string;
  readonly kind: SubgraphName;
  /** Of the contexts of this check: a test key of a gateway, whose public key the server accepts. */
  readonly contextKey: JWK;
  /** The keys of ids that the server has; without one, what needs it is not checked. */
  readonly keySets: KeySets;
  readonly purposes: Purposes;
  /** The client in the contexts of this check. */
  readonly consumer: string;
  /** Records that the server has, by type: the texts inside their ids. */
  readonly records: readonly (readonly [type: string, text: string])[];
  /** A partner of which the system is down during this check. */
  readonly unavailable: string | undefined;
  readonly now?: Date;
  readonly limits?: typeof CHECK_LIMITS;
}

/** A reference to an entity, as the gateway sends it. */
export type Representation = Readonly<Record<string, unknown>> & { readonly __typename: string };

/** An entity that the server gave, and the purpose under which it did. */
export interface KnownEntity {
  readonly representation: Representation;
  readonly purpose: Purpose | null;
  /** What a list said of it. */
  readonly seen: Readonly<Record<string, unknown>>;
}

/** What the checks share. */
export interface SubgraphCheck {
  readonly settings: SubgraphCheckSettings;
  readonly graph: ContractGraph;
  readonly client: SubgraphClient;
  readonly signer: TestSigner;
  readonly ids: IdMaker;
  /** Found by `checkLists`, used by `checkEntities`. */
  readonly known: KnownEntity[];
  /** Sends a query with a context for this purpose; without one where it is null. */
  readonly ask: (query: string, purpose: Purpose | null, variables?: object) => Promise<Reply>;
  readonly principalFor: (purpose: Purpose) => Principal;
  /** The purposes with which a client may use what has these demands; only null where everyone may. */
  readonly purposesFor: (demands: readonly Demand[]) => readonly (Purpose | null)[];
  /** Adds a warning about what could not be checked, and how it can be. */
  readonly skip: (subject: string, how: string) => void;
  /** Adds a finding: what was expected, and in the other case what came and how to mend it. */
  readonly expect: (subject: string, isMet: boolean, said: Expectation) => void;
}

export interface Expectation {
  readonly expected: string;
  /** A response, or a sentence without a word of the server. */
  readonly came: Reply | string;
  readonly mend: string;
}

/** Runs all checks. The server is asked a bounded number of times; no record is printed. */
export async function checkSubgraph(settings: SubgraphCheckSettings): Promise<readonly Finding[]> {
  const { url, kind, consumer, purposes } = settings;
  const findings: Finding[] = [];
  const client = createSubgraphClient(url, settings.limits ?? CHECK_LIMITS);
  const graph = createContractGraph(subgraphSdl(kind));
  const signer = await createTestSigner(settings.contextKey, kind);
  const principalFor = ({ uri, scopes }: Purpose): Principal => ({
    consumer,
    purpose: uri,
    scopes,
  });
  const check: SubgraphCheck = {
    settings,
    graph,
    client,
    signer,
    ids: createIdMaker(settings),
    known: [],
    principalFor,
    purposesFor: (demands) => {
      if (demands.length === 0) return [null];
      // Under `inzage` a citizen sees nothing but their own.
      const usual = [...purposes.values()].filter(
        (one) => !one.policies.includes('purpose:inzage'),
      );
      return usual.filter((one) => graph.mayUse(one, demands));
    },
    ask: async (query, purpose, variables = {}) => {
      const body = JSON.stringify({ query, variables });
      const context = purpose === null ? undefined : await signer.sign(principalFor(purpose), body);
      return await client.send({ body, context });
    },
    skip: (subject, how) => findings.push(warning(subject, `not checked, because ${how}`)),
    expect: (subject, isMet, { expected, came, mend }) => {
      const said = typeof came === 'string' ? came : describeReply(came);
      findings.push(
        isMet
          ? ok(subject, `expected ${expected}`)
          : failure(subject, `expected ${expected}; came ${said}: ${mend}`),
      );
    },
  };

  const first = await check.ask('{ __typename }', null);
  check.expect('answers', hasTypename(first), {
    expected: 'POST { __typename } to give data { "__typename": "Query" }',
    came: first,
    mend: 'serve GraphQL over HTTP at this address',
  });
  if (!hasTypename(first)) return findings;
  await checkTransport(check);
  await checkSdl(check);
  await checkLists(check);
  await checkEntities(check);
  await checkContexts(check);
  await checkPartners(check);
  checkHeaders(check);
  checkErrors(check);
  return findings;
}
