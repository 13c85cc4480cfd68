/** The common fields of entries in the partner list; each `partner-entry.ts` adds its own. */
import { X509Certificate } from 'node:crypto';
import { z } from 'zod';

export const partnerId = z
  .string()
  .regex(/^[a-z][a-z0-9-]{1,39}$/, 'expected a slug: lower-case letters, digits and hyphens');

export const address = (...schemes: readonly string[]) =>
  z
    .string()
    .refine((text) => URL.canParse(text) && schemes.includes(new URL(text).protocol), {
      error: `expected an address that starts with ${schemes.map((one) => `${one}//`).join(' or ')}`,
      abort: true,
    })
    .refine((text) => !holdsPassword(new URL(text)), {
      error: 'expected an address without a password: name the setting that holds it instead',
    });

function holdsPassword({ password, searchParams }: URL): boolean {
  return password !== '' || searchParams.has('password');
}

/** The setting (environment variable) that holds a secret; the list itself holds none. */
export const secret = z.strictObject({ setting: z.string().regex(/^[A-Z][A-Z0-9_]*$/) });

export const partnerFields = {
  id: partnerId,
  name: z.string().min(1),
  synthetic: z.boolean().default(false),
  deadlineMs: z.int().min(50).max(30_000).default(2_000),
  /** Allows an address off this machine without TLS, where something else protects the way to it. */
  unencrypted: z.boolean().default(false),
  connectionsMax: z.int().min(1).max(64).default(8),
};

/**
 * How the connection to a database is encrypted. `require` encrypts without checking who the server is;
 * `verify-full` checks its certificate and its name, with the CA of the partner (PEM) where the usual ones do not do.
 */
export const databaseTls = z.discriminatedUnion('mode', [
  z.strictObject({ mode: z.literal('disable') }),
  z.strictObject({ mode: z.literal('require') }),
  z.strictObject({
    mode: z.literal('verify-full'),
    ca: z
      .string()
      .refine(isCertificate, 'expected certificates in PEM: -----BEGIN CERTIFICATE-----')
      .optional(),
  }),
]);

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).subject !== '';
  } catch {
    return false;
  }
}

/** For partners over HTTP. */
export const httpFields = {
  ...partnerFields,
  url: address('http:', 'https:'),
  answerBytesMax: z.int().min(1_024).max(67_108_864).default(8_388_608),
};

export const clientCredentials = z.strictObject({
  tokenPath: z.string().startsWith('/'),
  clientId: z.string().min(1),
  clientSecret: secret,
});
