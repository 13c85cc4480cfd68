/** The parts of a supergraph that planning and execution need, read once. */
import {
  buildSchema,
  ROUTER_SUPPORTED_SUPERGRAPH_FEATURES,
  Supergraph,
  type Schema,
} from '@apollo/federation-internals';
import type { GraphQLSchema } from 'graphql';
import { withExactLiterals } from './exact-literals.ts';
import { withResolvableKeysFirst } from './key-order.ts';
import { readOverrideLabels, type OverrideLabels } from './override-labels.ts';
import { separateRequiredArguments, type RequiredArguments } from './required-arguments.ts';
import { readRequiresFieldSets, type RequiresFieldSets } from './requires-field-sets.ts';
import { fieldNames } from './safe-aliases.ts';

export interface ReadSupergraph {
  /** What plans are made over: the file with substitutes for required arguments and keys in order. */
  readonly supergraph: Supergraph;
  /** The schema of plans: the API schema with the substitute fields, which only plans select. */
  readonly planningSchema: Schema;
  readonly requiredArguments: RequiredArguments;
  readonly requiresFieldSets: RequiresFieldSets;
  /** The schema for clients, without `@inaccessible` elements. */
  readonly apiSchema: GraphQLSchema;
  /** The schema with `@inaccessible` elements, which subgraphs may return. */
  readonly fullSchema: GraphQLSchema;
  /** Every field name of `fullSchema`. A client's alias may not equal one in a plan. */
  readonly fieldNames: ReadonlySet<string>;
  readonly subgraphUrls: ReadonlyMap<string, string>;
  /** The labels of `@override`. */
  readonly overrideLabels: OverrideLabels;
}

/**
 * Reads a Federation 2 supergraph. Security features are accepted, because the gateway enforces them before
 * execution. Throws an error that explains what is wrong with the supergraph. Callers with the same text share
 * the result, which is never changed.
 */
export function parseSupergraph(sdl: string): ReadSupergraph {
  const before = last?.sdl === sdl ? last.read.deref() : undefined;
  if (before) return before;
  const read = readSupergraph(sdl);
  last = { sdl, read: new WeakRef(read) };
  return read;
}

/** Reading blocks the event loop for long enough to delay requests, so it is not repeated. */
let last: { readonly sdl: string; readonly read: WeakRef<ReadSupergraph> } | undefined;

function readSupergraph(sdl: string): ReadSupergraph {
  const original = buildSupergraph(sdl);
  const requiredArguments = separateRequiredArguments(sdl);
  const planningSdl = withResolvableKeysFirst(requiredArguments.sdl);
  const supergraph = planningSdl === sdl ? original : buildPlanningSupergraph(planningSdl);
  const fullSchema = original.schema.toGraphQLJSSchema();
  return {
    supergraph,
    // Only a planner needs it, which is in another thread than the server.
    get planningSchema() {
      return supergraph.apiSchema();
    },
    requiredArguments,
    requiresFieldSets: readRequiresFieldSets(supergraph),
    apiSchema: withExactLiterals(original.apiSchema().toGraphQLJSSchema()),
    fullSchema,
    fieldNames: fieldNames(fullSchema),
    overrideLabels: readOverrideLabels(original.schema),
    subgraphUrls: new Map(supergraph.subgraphsMetadata().map(({ name, url }) => [name, url])),
  };
}

function buildSupergraph(sdl: string): Supergraph {
  try {
    return Supergraph.build(sdl, { supportedFeatures: ROUTER_SUPPORTED_SUPERGRAPH_FEATURES });
  } catch (error) {
    const why = error instanceof Error ? error.message : 'it is not a supergraph';
    throw new Error(`Cannot use this supergraph: ${why}`, { cause: error });
  }
}

/** A copy of a supergraph that is valid. To validate the copy too takes as long as all the rest. */
function buildPlanningSupergraph(sdl: string): Supergraph {
  const schema = buildSchema(sdl, { validate: false });
  schema.assumeValid();
  return new Supergraph(schema, ROUTER_SUPPORTED_SUPERGRAPH_FEATURES);
}
