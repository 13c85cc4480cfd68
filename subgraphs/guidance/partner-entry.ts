import { z } from 'zod';
import { membershipField } from '../kit/citizen-numbers/find-members.ts';
import { clientCredentials, httpFields, oin } from '../kit/partners/entry-shape.ts';

/** A case system of coaches in the partner list. */
export const caseSystemEntry = z
  .strictObject({
    ...httpFields,
    kind: z.literal('guidance'),
    oauth: clientCredentials.optional(),
    /** The OIN of its organisation: a coach with this OIN in the token sees its caseload. */
    oin,
    /** Whether it may hold citizen numbers. A system of a fund may not, and receives none. */
    holdsPersonKey: z.boolean(),
    /** Of one that may hold numbers; without one it is asked about the people alone whom it named itself. */
    membership: membershipField.optional(),
  })
  .refine(({ holdsPersonKey, membership }) => holdsPersonKey === (membership !== undefined), {
    path: ['membership'],
    error: 'expected a path or none with holdsPersonKey: true, and nothing with false',
  });

export type CaseSystemPartner = z.output<typeof caseSystemEntry>;
