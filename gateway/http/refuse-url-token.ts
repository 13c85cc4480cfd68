import { GatewayError } from '../errors/gateway-error.ts';

const NAMES = /^(access_?token|id_?token|token|jwt|bearer|authorization|api_?key)$/i;
const PART_LENGTH_MIN = 8;

/**
 * Rejects a token in an address, before anything else is done with the request: proxies, histories and logs keep
 * addresses, so such a token counts as leaked (RFC 9700, 4.3.2; Digikoppeling: headers only).
 */
export function rejectTokenInAddress(url: URL): void {
  for (const [name, value] of url.searchParams) {
    if (NAMES.test(name) || holdsJwt(value)) throw tokenInAddress();
  }
  if (holdsJwt(url.pathname)) throw tokenInAddress();
}

/**
 * Recognises a JWT under any parameter name: three base64url parts of which the first is a header. The text is
 * split first: one pattern would restart at every `eyJ`, in time quadratic in its length.
 */
function holdsJwt(text: string): boolean {
  return text.split(/[^\w.-]/).some((piece) => {
    const parts = piece.split('.');
    return parts.some((part, at) => {
      const start = part.indexOf('eyJ');
      return (
        start >= 0 &&
        part.length - start - 3 >= PART_LENGTH_MIN &&
        (parts[at + 1] ?? '').length >= PART_LENGTH_MIN &&
        at + 2 < parts.length
      );
    });
  });
}

const tokenInAddress = (): GatewayError =>
  new GatewayError(
    'BAD_REQUEST',
    'A token does not belong in an address: send it in header "authorization", and replace this one' +
      ' / Een token hoort niet in een adres: stuur het in header "authorization", en vervang dit',
  );

/** An operation that is sent with a token may hold ids, and a GET puts it in the address. */
export function requirePostWithToken(headers: {
  readonly authorization?: string | undefined;
}): void {
  if (headers.authorization === undefined) return;
  throw new GatewayError(
    'BAD_REQUEST',
    'An operation with a token must be sent by POST, because logs keep addresses' +
      ' / Stuur een vraag met een token met POST: een adres blijft in logs staan',
  );
}
