import type { PartnerKind } from '../schema/subgraph-sdl.ts';
import { createEducation } from './education/index.ts';
import { createFunds } from './funds/index.ts';
import type { KindOfPartner, KindOptions } from './subgraph.ts';

type CreateKind = (options: KindOptions) => KindOfPartner<unknown>;

/** Each kind's loaders fit its own resolvers; to the house they are a closed box. */
const closed = <Loaders>(create: (options: KindOptions) => KindOfPartner<Loaders>) =>
  create as unknown as CreateKind;

/** How each kind is made. */
export const KINDS = {
  funds: closed(createFunds),
  education: closed(createEducation),
} as Record<PartnerKind, CreateKind>;
