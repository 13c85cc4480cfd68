import { nearestName } from '../../../core/config/nearest-name.ts';
import { codedError } from '../../../core/errors/coded-error.ts';

/** The partner ids of a filter without duplicates; throws `ARGUMENT_INVALID` for an unknown one. */
export function checkPartners(
  named: readonly string[],
  known: readonly string[],
): readonly string[] {
  const unknown = named.find((id) => !known.includes(id));
  if (unknown === undefined) return [...new Set(named)];
  const near = nearestName(unknown, known);
  const hint = near === null ? `known are ${known.join(', ')}` : `did you mean "${near}"?`;
  throw codedError('ARGUMENT_INVALID', `Cannot find this partner: ${hint}`);
}
