import type { Path } from '../partners/failures.ts';

/** A representation as the gateway sends it: `__typename` and the key fields, still unchecked. */
export type Representation = Readonly<Record<string, unknown>> & { readonly __typename: string };

/**
 * Resolves one representation to the model of its type. All representations of a request are resolved
 * in one tick, so that a loader makes one call per partner. An error fails this entity alone.
 */
export type ResolveReference<Context, Model = object> = (
  representation: Representation,
  context: Context,
  path: Path,
) => Promise<Model> | Model;

/** By type name. `Models` is `ResolversParentTypes` of a subgraph, which checks names and models. */
export type References<Context, Models = Record<string, object>> = {
  readonly [Type in keyof Models as Models[Type] extends object ? Type : never]?: ResolveReference<
    Context,
    Models[Type]
  >;
};
