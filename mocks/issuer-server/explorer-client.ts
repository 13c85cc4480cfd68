/** As what people sign in from the explorer: a client in a browser, which can keep no secret. */
export const EXPLORER_CLIENT = 'explorer';
