import { z } from 'zod';
import { membershipField } from '../kit/citizen-numbers/find-members.ts';
import { clientCredentials, httpFields } from '../kit/partners/entry-shape.ts';

/** UWV in the partner list. */
export const uwvEntry = z.strictObject({
  ...httpFields,
  kind: z.literal('uwv'),
  oauth: clientCredentials.optional(),
  /** Without one it is asked about the people alone whom it named itself. */
  membership: membershipField,
});

export type UwvPartner = z.output<typeof uwvEntry>;
