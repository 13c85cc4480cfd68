import type { Reachable } from './ask-partner.ts';

type NamedPartner = Reachable & { readonly name: string };

/** `Partner` of the graph: how these partners responded lately, as this process has seen it. */
function partnerStatuses(partners: readonly NamedPartner[]) {
  return partners.map(({ id, name, health }) => ({ id, name, ...health.report() }));
}

interface PingingContext {
  readonly loaders: { readonly partners: readonly NamedPartner[]; ping(): Promise<unknown> };
}

/** The field of `PartnerBoard` of every subgraph: contacts each partner first. */
export async function listPartnerStatuses(_: unknown, __: unknown, { loaders }: PingingContext) {
  await loaders.ping();
  return partnerStatuses(loaders.partners);
}
