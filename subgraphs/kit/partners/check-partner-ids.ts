import { nameHint } from '../../../core/config/nearest-name.ts';
import { codedError } from '../../../core/errors/coded-error.ts';

/** The partners of a filter, each once; throws `ARGUMENT_INVALID` for an unknown id. */
export function checkPartners<P extends { readonly id: string }>(
  named: readonly string[],
  partners: readonly P[],
): readonly P[] {
  const known = partners.map(({ id }) => id);
  const unknown = named.find((id) => !known.includes(id));
  if (unknown === undefined) {
    return [...new Set(named)].flatMap((id) => partners.find((one) => one.id === id) ?? []);
  }
  throw codedError('ARGUMENT_INVALID', `Cannot find this partner: ${nameHint(unknown, known)}`);
}
