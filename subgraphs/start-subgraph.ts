import { makeExecutableSchema } from '@graphql-tools/schema';
import type { JSONWebKeySet } from 'jose';
import pino, { type Logger } from 'pino';
import { subgraphSdl, type PartnerKind } from '../schema/subgraph-sdl.ts';
import { NO_ACCOUNT, startAccount } from './account/account.ts';
import type { LedgerOptions } from './account/ledger.ts';
import { createQuestionAnswerer } from './answer-question.ts';
import { entitiesResolvers, entitiesSdl } from './entities.ts';
import { startGraphServer } from './graph-server.ts';
import { createContextReader } from './identity/caller-context.ts';
import { readKeyRings, refuseDemoKeys } from './identity/key-ring.ts';
import { KINDS } from './index.ts';
import type { PartnerList } from './partners.ts';
import { purposesAt, readPurposes } from './purposes.ts';
import { scalars } from './scalars.ts';

export interface SubgraphOptions {
  readonly kind: PartnerKind;
  readonly port: number;
  readonly partners: PartnerList;
  readonly gatewayKeys: JSONWebKeySet;
  readonly keyFiles: readonly string[];
  readonly secretOf?: (setting: string) => string | undefined;
  /** The clock; tests fix it. */
  readonly now?: () => Date;
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
  stop(): Promise<void>;
}

/** Starts the subgraph of one kind: sources, schema, server. Throws when its settings do not fit. */
export async function startSubgraph(options: SubgraphOptions): Promise<RunningSubgraph> {
  const { kind, partners } = options;
  const part = KINDS[kind]({ partners, secretOf: options.secretOf ?? (() => undefined) });
  const keyRings = readKeyRings(options.keyFiles, part.keyDomains, kind);
  const sdl = subgraphSdl(kind);
  const schema = makeExecutableSchema({
    typeDefs: [sdl, entitiesSdl(Object.keys(part.references))],
    resolvers: [scalars, part.resolvers, entitiesResolvers(part.references, sdl)],
    // Federation's directives are defined by the gateway's composition, not here.
    assumeValidSDL: true,
  });
  const isSynthetic = partners.partners.every((one) => one.kind !== kind || one.synthetic);
  refuseDemoKeys(keyRings, isSynthetic, kind);
  const purposes = purposesAt(readPurposes(), { kind, isSynthetic });
  const now = options.now ?? (() => new Date());
  const log = options.log ?? pino({ name: kind }, pino.destination(2));
  const { accountFolder: folder, ledger = {} } = options;
  const account =
    folder === undefined || part.keyDomains.length === 0
      ? NO_ACCOUNT
      : await startAccount({ kind, folder, keyRings, purposes, now, log, ledger });
  const server = await startGraphServer({
    port: options.port,
    answer: createQuestionAnswerer({
      schema,
      part,
      keyRings,
      purposes,
      account,
      partnerWithOin: (oin) =>
        partners.partners.find((one) => 'oin' in one && one.oin === oin)?.id ?? null,
      readContext: createContextReader(options.gatewayKeys),
      now,
      log,
    }),
  });
  return {
    url: server.url,
    stop: async () => {
      await server.stop();
      await Promise.all([part.stop(), account.stop()]);
    },
  };
}
