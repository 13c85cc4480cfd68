import { z } from 'zod';
import { catalogueFields, httpFields } from '../kit/partners/entry-shape.ts';
import type { RegisterLayout } from './layout.ts';

/** A province in the partner list. */
export const provinceEntry = z.strictObject({
  ...httpFields,
  ...catalogueFields,
  kind: z.literal('provinces'),
  /** CBS code of the province itself. */
  region: z.string().regex(/^PV\d{2}$/, 'expected the CBS code of a province, such as "PV25"'),
  /** The layout of its register, below in the same file. */
  register: z.string(),
});

export type ProvincePartner = z.output<typeof provinceEntry>;

/** With the layout that it names. */
export type ProvinceEntry = ProvincePartner & { readonly columns: RegisterLayout };
