import { createListIndex } from '../mapping/list-index.ts';
import type { PartnerResult } from '../partners/ask-partner.ts';
import type { Path } from '../partners/failures.ts';
import { valueOrNull, type RequestContext } from '../request/request-context.ts';

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

/**
 * Resolves an entity by its public id, `<partner id>:<the partner's own key>`, from a list of that
 * partner. An id that is not in the list resolves to the id alone.
 */
export function resolveFromList<
  Context extends RequestContext,
  Model extends { readonly id: string },
>(
  load: (partner: string, context: Context) => Promise<PartnerResult<readonly Model[]>>,
): ResolveReference<Context, Model | { readonly id: string }> {
  const byId = createListIndex<Model>(({ id }) => id);
  return async (representation, context, path) => {
    const id = String(representation['id']);
    const partner = id.slice(0, Math.max(0, id.indexOf(':')));
    const list = valueOrNull(await load(partner, context), context, path);
    return (list && byId(list, id)[0]) ?? { id };
  };
}
