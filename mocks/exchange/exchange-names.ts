/** What the issuer, the client and the exchange of the demo know of each other. It holds no key. */

/** The `iss` of the exchange's tokens and the `aud` of the tokens that it accepts. In production it is an address. */
export const DEMO_EXCHANGE = 'urn:llo:exchange:demo';
/** Client id at the exchange of the organisation where people of the demo see their own data. */
export const PORTAL_CLIENT = 'portal';

export const TOKEN_EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange';
export const JWT_TYPE = 'urn:ietf:params:oauth:token-type:jwt';
export const ACCESS_TOKEN_TYPE = 'urn:ietf:params:oauth:token-type:access_token';
export const JWT_BEARER = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

export const BSN_KEY_WRAP = 'ECDH-ES+A256KW';
export const BSN_ENCRYPTION = 'A256GCM';
