import { z } from 'zod';
import { membershipField } from '../kit/citizen-numbers/find-members.ts';
import { catalogueFields, clientCredentials, httpFields } from '../kit/partners/entry-shape.ts';

/** A school in the partner list. */
export const schoolEntry = z
  .strictObject({
    ...httpFields,
    ...catalogueFields,
    kind: z.literal('education'),
    /** The same as `freshForSeconds` for the offerings alone, which tell how many seats are left. */
    seatsFreshForSeconds: catalogueFields.freshForSeconds,
    oauth: clientCredentials.optional(),
    /** Our extension of OOAPI: a school without it does not offer data by person. */
    personLookupPath: z.string().startsWith('/').optional(),
    /** Of one with the lookup; without an endpoint it is not asked about people either. */
    membership: membershipField.optional(),
    /** Our extension of OOAPI, for statistics: a school without it is asked for the associations of each offering. */
    associationsPath: z.string().startsWith('/').optional(),
  })
  .refine(
    ({ personLookupPath, membership }) =>
      (personLookupPath === undefined) === (membership === undefined),
    {
      path: ['membership'],
      error: 'expected a path or none with personLookupPath, and nothing without it',
    },
  );

export type SchoolPartner = z.output<typeof schoolEntry>;
