/** The version of what the gateway offers over HTTP; a test compares it with package.json. */
export const API_VERSION = '0.1.0';
