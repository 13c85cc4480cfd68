import { GatewayError } from '../errors/gateway-error.ts';
import { LIMIT_NAMES, type Bounds } from './bounds.ts';

/** A limit that was passed: the message names the limit, its bound, and what was found. */
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
    `Question is too large: ${en} may be at most ${bound}, found ${found}` +
      ` / Vraag is te groot: hoogstens ${bound} ${nl}, gevonden ${found === 'more' ? 'meer' : found}`,
    status,
  );
}
