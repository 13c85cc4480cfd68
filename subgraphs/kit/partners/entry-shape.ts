/** The common fields of entries in the partner list; each `partner-entry.ts` adds its own. */
import { X509Certificate } from 'node:crypto';
import { z } from 'zod';

export const partnerId = z
  .string()
  .regex(/^[a-z][a-z0-9-]{1,39}$/, 'expected a slug: lower-case letters, digits and hyphens')
  .refine((id) => id !== 'gateway', 'expected another id: "gateway" is the log of the gateway');

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

export const oin = z.string().regex(/^\d{20}$/, 'expected an OIN of 20 digits');

/** The clients, by OIN, to which a partner gives data for a purpose; a purpose that is not named is for all. */
const clientsOfPurposes = z.record(z.string(), z.array(oin));

export const partnerFields = {
  id: partnerId,
  purposes: clientsOfPurposes.default({}),
  name: z.string().min(1),
  /** By which other organisations know it as a client. */
  oin: oin.optional(),
  /** How people reach its privacy officer: an address on the web, of e-mail, or a number. They see it. */
  privacyContact: z.string().min(1).max(200).optional(),
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

const DAY_SECONDS = 86_400;

const seconds = (max: number) => {
  const error = `expected a number of seconds from 0 to ${max}`;
  return z.number({ error }).min(0, error).max(max, error);
};

/** For partners that publish something: schools their trainings, funds their schemes, provinces their registers. */
export const catalogueFields = {
  /** For how long it is used without a call; without it what the section of the subgraph says. */
  freshForSeconds: seconds(DAY_SECONDS).optional(),
  /** For how long after that it is used while the partner fails, with the moment at which it was read. */
  keptOnFaultSeconds: seconds(7 * DAY_SECONDS).default(0),
};

/** Where tokens are given: below the partner's own address, or elsewhere. */
export const clientCredentials = z
  .strictObject({
    tokenPath: z.string().startsWith('/').optional(),
    tokenUrl: address('http:', 'https:').optional(),
    clientId: z.string().min(1),
    clientSecret: secret,
    /** Scopes, with spaces between them (RFC 6749, 3.3). */
    scope: z
      .string()
      .regex(/^[\x21\x23-\x5b\x5d-\x7e]+( [\x21\x23-\x5b\x5d-\x7e]+)*$/)
      .optional(),
  })
  .refine(({ tokenPath, tokenUrl }) => (tokenPath === undefined) !== (tokenUrl === undefined), {
    error: 'expected either tokenPath or tokenUrl',
  });
