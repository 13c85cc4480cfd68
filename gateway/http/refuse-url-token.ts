import { GatewayError } from '../errors/gateway-error.ts';

const NAMES = /^(access_?token|id_?token|token|jwt|bearer|authorization|api_?key)$/i;
const PART_LENGTH_MIN = 8;

/**
 * An address is kept by proxies, histories and logs, so a token in one is refused before anything is
 * done with it, and it must be taken for lost. RFC 9700 4.3.2; Digikoppeling: headers only.
 */
export function refuseTokenInAddress(url: URL): void {
  for (const [name, value] of url.searchParams) {
    if (NAMES.test(name) || holdsJwt(value)) throw tokenInAddress();
  }
  if (holdsJwt(url.pathname)) throw tokenInAddress();
}

/**
 * Three parts in base64url of which the first says that it is a header: a JWT, whatever its name. By cutting
 * rather than one pattern, which would start anew at every `eyJ` and take time with the square of the length.
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

/** What is asked with a token may hold ids, and the question of a GET stands in its address. */
export function requirePostWithToken(headers: {
  readonly authorization?: string | undefined;
}): void {
  if (headers.authorization === undefined) return;
  throw new GatewayError(
    'BAD_REQUEST',
    'A question with a token goes by POST: an address is kept in logs' +
      ' / Een vraag met een token gaat met POST: een adres blijft in logs staan',
  );
}
