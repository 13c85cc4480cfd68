import type { PartnerKind } from '../schema/subgraph-sdl.ts';
import type { KindOfPartner, KindOptions } from './subgraph.ts';

export type CreateKind = (options: KindOptions) => KindOfPartner<unknown>;

/** Each kind's loaders fit its own resolvers; to the house they are a closed box. */
const closed = <Loaders>(create: (options: KindOptions) => KindOfPartner<Loaders>) =>
  create as unknown as CreateKind;

/** How each kind is made. Only the one that a process serves is loaded into it. */
export const KINDS: Readonly<Record<PartnerKind, () => Promise<CreateKind>>> = {
  funds: async () => closed((await import('./funds/index.ts')).createFunds),
  education: async () => closed((await import('./education/index.ts')).createEducation),
  uwv: async () => closed((await import('./uwv/index.ts')).createUwv),
  guidance: async () => closed((await import('./guidance/index.ts')).createGuidance),
  provinces: async () => closed((await import('./provinces/index.ts')).createProvinces),
  reference: async () => closed((await import('./reference/index.ts')).createReference),
};
