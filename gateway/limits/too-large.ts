import { GatewayError } from '../errors/gateway-error.ts';
import { LIMIT_NAMES, type Bounds } from './bounds.ts';

/** The error for a value above a limit; its message names the limit, its maximum and the value found. */
export function tooLarge<Limit extends keyof Bounds>(
  limit: Limit,
  bounds: Pick<Bounds, Limit>,
  found: number | 'more',
  status = 400,
): GatewayError {
  const bound = bounds[limit];
  const [en, nl] = LIMIT_NAMES[limit];
  return new GatewayError(
    'TOO_LARGE',
    `Operation is too large: ${en} may be at most ${bound}, found ${found}` +
      ` / Vraag is te groot: hoogstens ${bound} ${nl}, gevonden ${found === 'more' ? 'meer' : found}`,
    status,
  );
}
