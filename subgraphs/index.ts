import type { PartnerKind } from '../schema/subgraph-sdl.ts';
import { createEducation } from './education/index.ts';
import { createFunds } from './funds/index.ts';
import { createGuidance } from './guidance/index.ts';
import { createProvinces } from './provinces/index.ts';
import { createReference } from './reference/index.ts';
import type { KindOfPartner, KindOptions } from './subgraph.ts';
import { createUwv } from './uwv/index.ts';

type CreateKind = (options: KindOptions) => KindOfPartner<unknown>;

/** Each kind's loaders fit its own resolvers; to the house they are a closed box. */
const closed = <Loaders>(create: (options: KindOptions) => KindOfPartner<Loaders>) =>
  create as unknown as CreateKind;

/** How each kind is made. */
export const KINDS = {
  funds: closed(createFunds),
  education: closed(createEducation),
  uwv: closed(createUwv),
  guidance: closed(createGuidance),
  provinces: closed(createProvinces),
  reference: closed(createReference),
} as Record<PartnerKind, CreateKind>;
