import { GatewayError } from '../errors.ts';

const NAMES = /^(access_?token|id_?token|token|jwt|bearer|authorization|api_?key)$/i;
/** Three parts in base64url of which the first says that it is a header: a JWT, whatever its name. */
const JWT = /eyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/;

/**
 * An address is kept by proxies, histories and logs, so a token in one is refused before anything is
 * done with it, and it must be taken for lost. RFC 9700 4.3.2; Digikoppeling: headers only.
 */
export function refuseTokenInAddress(url: URL): void {
  for (const [name, value] of url.searchParams) {
    if (NAMES.test(name) || JWT.test(value)) throw tokenInAddress();
  }
  if (JWT.test(url.pathname)) throw tokenInAddress();
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
