/** What planning and execution know of a supergraph file, read once. */
import {
  ROUTER_SUPPORTED_SUPERGRAPH_FEATURES,
  Supergraph,
  type Schema,
} from '@apollo/federation-internals';
import type { GraphQLSchema } from 'graphql';
import { withResolvableKeysFirst } from './key-order.ts';
import { separateRequiredArguments, type RequiredArguments } from './required-arguments.ts';
import { readRequirements, type RequiresFieldSets } from './requirements.ts';
import { fieldNames } from './safe-aliases.ts';

export interface ReadSupergraph {
  readonly sdl: string;
  /** What the planner plans over: the file, with required arguments told apart and keys in order. */
  readonly supergraph: Supergraph;
  readonly plannerApiSchema: Schema;
  /** The schema plans are made in: what clients may ask, and the stand-ins only plans know. */
  readonly planningSchema: Schema;
  readonly requiredArguments: RequiredArguments;
  readonly requiresFieldSets: RequiresFieldSets;
  /** What clients may ask: without what is inaccessible. */
  readonly apiSchema: GraphQLSchema;
  /** Everything subgraphs may answer, inaccessible types included. */
  readonly fullSchema: GraphQLSchema;
  /** Every field name subgraphs know: what a client's alias must not be mistaken for. */
  readonly fieldNames: ReadonlySet<string>;
  readonly subgraphUrls: ReadonlyMap<string, string>;
}

/**
 * Reads a Federation 2 supergraph; security features are allowed, enforcing them is the gateway's.
 * Throws a sentence for who wrote the file. The parts of a gateway that read the same one share it, as
 * long as anyone keeps it: nobody writes into it.
 */
export function parseSupergraph(sdl: string): ReadSupergraph {
  const before = last?.sdl === sdl ? last.read.deref() : undefined;
  if (before) return before;
  const read = readSupergraph(sdl);
  last = { sdl, read: new WeakRef(read) };
  return read;
}

/** Reading takes long enough to be felt by those who ask meanwhile, so it is not done twice. */
let last: { readonly sdl: string; readonly read: WeakRef<ReadSupergraph> } | undefined;

function readSupergraph(sdl: string): ReadSupergraph {
  const original = buildSupergraph(sdl);
  const requiredArguments = separateRequiredArguments(sdl);
  const planningSdl = withResolvableKeysFirst(requiredArguments.sdl);
  const supergraph = planningSdl === sdl ? original : buildSupergraph(planningSdl);
  const originalApiSchema = original.apiSchema();
  const fullSchema = original.schema.toGraphQLJSSchema();
  return {
    sdl,
    supergraph,
    plannerApiSchema: originalApiSchema,
    planningSchema: planningSdl === sdl ? originalApiSchema : supergraph.apiSchema(),
    requiredArguments,
    requiresFieldSets: readRequirements(requiredArguments.sdl),
    apiSchema: originalApiSchema.toGraphQLJSSchema(),
    fullSchema,
    fieldNames: fieldNames(fullSchema),
    subgraphUrls: new Map(supergraph.subgraphsMetadata().map(({ name, url }) => [name, url])),
  };
}

function buildSupergraph(sdl: string): Supergraph {
  try {
    return Supergraph.build(sdl, { supportedFeatures: ROUTER_SUPPORTED_SUPERGRAPH_FEATURES });
  } catch (error) {
    const why = error instanceof Error ? error.message : 'it is not one';
    throw new Error(`Cannot use this supergraph: ${why}`, { cause: error });
  }
}
