import { makeExecutableSchema } from '@graphql-tools/schema';
import type { JSONWebKeySet } from 'jose';
import pino, { type Logger } from 'pino';
import { subgraphSdl, type PartnerKind } from '../schema/subgraph-sdl.ts';
import { createQuestionAnswerer } from './answer-question.ts';
import { entitiesResolvers, entitiesSdl } from './entities.ts';
import { startGraphServer } from './graph-server.ts';
import { createContextReader } from './identity/caller-context.ts';
import { readKeyRings } from './identity/key-ring.ts';
import { KINDS } from './index.ts';
import type { PartnerList } from './partners.ts';
import { readPurposes } from './purposes.ts';
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
  const server = await startGraphServer({
    port: options.port,
    answer: createQuestionAnswerer({
      schema,
      part,
      keyRings,
      purposes: readPurposes(),
      readContext: createContextReader(options.gatewayKeys),
      now: options.now ?? (() => new Date()),
      log: options.log ?? pino({ name: kind }, pino.destination(2)),
    }),
  });
  return {
    url: server.url,
    stop: async () => {
      await server.stop();
      await part.stop();
    },
  };
}
