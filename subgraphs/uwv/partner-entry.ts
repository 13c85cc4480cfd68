import { z } from 'zod';
import { clientCredentials, httpFields } from '../kit/partners/entry-shape.ts';

/** UWV in the partner list. */
export const uwvEntry = z.strictObject({
  ...httpFields,
  kind: z.literal('uwv'),
  oauth: clientCredentials.optional(),
});

export type UwvPartner = z.output<typeof uwvEntry>;
