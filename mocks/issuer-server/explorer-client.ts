/** Client id of the explorer, a public client (RFC 6749, section 2.1). */
export const EXPLORER_CLIENT = 'explorer';
