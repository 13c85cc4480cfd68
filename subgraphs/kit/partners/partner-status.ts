import { askAll, type Reachable } from './ask-partner.ts';
import type { PartnerCall, PartnerRequest } from './partner-request.ts';

type PingedPartner = Reachable & {
  readonly name: string;
  readonly source: { readonly ping: (call: PartnerCall) => Promise<void> };
};

interface PingingContext {
  readonly partnerRequest: PartnerRequest;
  readonly loaders: { readonly partners: readonly PingedPartner[] };
}

/**
 * The field of `PartnerBoard` of every subgraph: how its partners responded lately, as this process has seen it. It
 * first asks those of which that was told longer ago than `statusFreshForSeconds`.
 */
export async function listPartnerStatuses(
  _: unknown,
  __: unknown,
  { loaders: { partners }, partnerRequest }: PingingContext,
) {
  const unknown = partners.filter(({ health }) => health.recentReport() === null);
  await askAll(unknown, ({ source }, call) => source.ping(call), partnerRequest);
  for (const { health } of unknown) health.keepReport();
  return partners.map(({ id, name, health }) => ({
    id,
    name,
    ...(health.recentReport() ?? health.report()),
  }));
}
