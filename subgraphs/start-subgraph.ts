import { makeExecutableSchema } from '@graphql-tools/schema';
import type { GraphQLSchema } from 'graphql';
import type { JSONWebKeySet } from 'jose';
import pino, { type Logger } from 'pino';
import { subgraphSdl, type PartnerKind } from '../schema/subgraph-sdl.ts';
import { NO_ACCOUNT, startAccount } from './account/account.ts';
import type { LedgerOptions } from './account/ledger.ts';
import { createQuestionAnswerer } from './answer-question.ts';
import { guardValues } from './citizen-numbers/guard-values.ts';
import { entitiesResolvers, entitiesSdl } from './entities.ts';
import { startGraphServer } from './graph-server.ts';
import { createContextReader } from './identity/caller-context.ts';
import { readKeyRings, refuseDemoKeys } from './identity/key-ring.ts';
import { KINDS, type CreateKind } from './index.ts';
import { isPublishedSecret } from './identity/published-keys.ts';
import type { PartnerList } from './partners.ts';
import { purposesAt, readPurposes, type Purposes } from './purposes.ts';
import { ConfigError } from './read-config.ts';
import { scalars } from './scalars.ts';
import type { KindOfPartner } from './subgraph.ts';

export interface SubgraphOptions {
  readonly kind: PartnerKind;
  readonly port: number;
  readonly partners: PartnerList;
  readonly gatewayKeys: JSONWebKeySet;
  readonly keyFiles: readonly string[];
  readonly secretOf?: (setting: string) => string | undefined;
  /** The clock; tests fix it. */
  readonly now?: () => Date;
  /** The day that "open", "free" and "left" are as of, where it is not the clock's. */
  readonly today?: string;
  readonly log?: Logger;
  /**
   * Where the account is kept. Without it nothing is recorded: for a kind without case records, and
   * for tests of other things; the process insists on one.
   */
  readonly accountFolder?: string;
  /** For tests: another disk, smaller files. */
  readonly ledger?: Partial<LedgerOptions>;
}

export interface RunningSubgraph {
  /** Where the gateway asks: `http://…/graphql`. */
  readonly url: string;
  /** Asks these partners from the next question on, under the purposes as they are now; or throws. */
  reload(partners: PartnerList): void;
  stop(): Promise<void>;
}

/** What follows from the partner list and the purposes, and is replaced with them. */
interface Assembly {
  readonly part: KindOfPartner<unknown>;
  readonly purposes: Purposes;
  readonly isSynthetic: boolean;
  readonly schema: GraphQLSchema;
  readonly partners: PartnerList;
}

/** The longest that a question asked before a change may still be under way. */
const OLD_PARTNERS_MS = 30_000;

/** Starts the subgraph of one kind: sources, schema, server. Throws when its settings do not fit. */
export async function startSubgraph(options: SubgraphOptions): Promise<RunningSubgraph> {
  const { kind } = options;
  const create = await KINDS[kind]();
  const log = options.log ?? pino({ name: kind }, pino.destination(2));
  const around = { ...options, log };
  let current = assemble(create, options.partners, around);
  const keyRings = readKeyRings(options.keyFiles, current.part.keyDomains, kind);
  if (!current.isSynthetic) refuseDemoKeys(keyRings, options.gatewayKeys, kind);
  // One map for all who look up a purpose, so that a change reaches them in the same moment.
  const purposes = new Map(current.purposes);
  const now = options.now ?? (() => new Date());
  const { accountFolder: folder, ledger = {} } = options;
  const account =
    folder === undefined || current.part.keyDomains.length === 0
      ? NO_ACCOUNT
      : await startAccount({ kind, folder, keyRings, purposes, now, log, ledger });
  const readContext = createContextReader(options.gatewayKeys, kind);
  const answererOf = ({ part, schema, partners }: Assembly) =>
    createQuestionAnswerer({
      kind,
      schema,
      part,
      keyRings,
      purposes,
      account,
      partnerWithOin: (oin) =>
        partners.partners.find((one) => 'oin' in one && one.oin === oin)?.id ?? null,
      readContext,
      now,
      today: options.today,
      log,
    });
  let answer = answererOf(current);
  const server = await startGraphServer({
    port: options.port,
    answer: (question) => answer(question),
  });
  return {
    url: server.url,
    reload: (partners) => {
      const next = assemble(create, partners, around);
      if (!next.isSynthetic) refuseDemoKeys(keyRings, options.gatewayKeys, kind);
      const old = current.part;
      current = next;
      answer = answererOf(next);
      purposes.clear();
      for (const [uri, one] of next.purposes) purposes.set(uri, one);
      setTimeout(() => void old.stop(), OLD_PARTNERS_MS).unref();
    },
    stop: async () => {
      await server.stop();
      await Promise.all([current.part.stop(), account.stop()]);
    },
  };
}

/** Opens no connection: a partner is reached when it is first asked. */
function assemble(
  create: CreateKind,
  partners: PartnerList,
  { kind, secretOf, log }: SubgraphOptions & { readonly log: Logger },
): Assembly {
  const isSynthetic = partners.partners.every((one) => one.kind !== kind || one.synthetic);
  const part = create({
    partners,
    secretOf: (setting) => {
      const secret = secretOf?.(setting);
      if (isSynthetic || secret === undefined || !isPublishedSecret(secret)) return secret;
      throw new ConfigError(`Cannot use ${setting} of the demo: a partner has real records`);
    },
    log,
  });
  const sdl = subgraphSdl(kind);
  const schema = makeExecutableSchema({
    typeDefs: [sdl, entitiesSdl(Object.keys(part.references))],
    resolvers: [scalars, part.resolvers, entitiesResolvers(part.references, sdl)],
    // Federation's directives are defined by the gateway's composition, not here.
    assumeValidSDL: true,
  });
  guardValues(schema);
  const purposes = purposesAt(readPurposes(), { kind, isSynthetic });
  return { part, purposes, isSynthetic, schema, partners };
}
