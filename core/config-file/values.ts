/** Values of the configuration file that several of its sections hold. */
import { z } from 'zod';
import { isLoopback } from '../http/loopback.ts';

/** A path of a file or a folder, relative to the configuration file. */
export const path = (description: string) => z.string().min(1).meta({ description });

/** A whole number; the text says what it counts and in which unit. */
export const count = (description: string, min: number, max: number) =>
  z
    .int({ error: `expected a whole number from ${min} to ${max}` })
    .min(min, { error: `expected a whole number from ${min} to ${max}` })
    .max(max, { error: `expected a whole number from ${min} to ${max}` })
    .meta({ description });

/** An address of a server. */
export const webAddress = (description: string) =>
  z
    .url({ protocol: /^https?$/, error: 'expected an http or https address', abort: true })
    .refine((url) => !holdsCredentials(new URL(url)), {
      error: 'expected an address without a user name or password: name a secret instead',
    })
    .meta({ description });

const holdsCredentials = ({ username, password }: URL) => username !== '' || password !== '';

/** The name of a secret: a key of `secrets`, or else an environment variable. */
export const secretName = (description: string) =>
  z
    .string()
    .regex(/^[A-Z][A-Z0-9_]*$/, { error: 'expected a name such as FUND_PASSWORD' })
    .meta({ description });

/** The port at which Prometheus looks for what OpenTelemetry exports. */
const METRICS_PORT = 9_464;

/** The address and the port of `/metrics`, which is served when it is configured. */
export const metricsSection = () =>
  listenFields(METRICS_PORT)
    .optional()
    .meta({ description: 'Where /metrics is served, for operators alone; nowhere without it' });

/** The address and the port at which a process listens. */
export const listenSection = (port: number) => listenFields(port).prefault({});

const listenFields = (port: number) =>
  z
    .strictObject({
      host: z.string().min(1).default('127.0.0.1').meta({ description: 'Address to listen at' }),
      port: count('Port to listen at; 0 takes any free port', 0, 65_535).default(port),
      tls: z
        .strictObject({
          certificate: path('Certificate and those of its authorities, in PEM'),
          key: path('Private key of the certificate, in PEM'),
        })
        .optional()
        .meta({ description: 'TLS; both files are read again when they change' }),
      unencrypted: z.boolean().default(false).meta({
        description: 'Listen off this machine without TLS, where something in front adds it',
      }),
    })
    .superRefine(({ host, tls, unencrypted }, context) => {
      if (tls !== undefined || unencrypted || isLoopback(host)) return;
      const message =
        'others could read what is sent over plain http: add tls, or unencrypted: true where something in front has it';
      context.addIssue({ code: 'custom', path: ['host'], message });
    });

/** With it, what a log held at the end of a day can be shown to have been changed later. */
export const auditKey = () =>
  path(
    'Private key (Ed25519, JWK) that signs the newest lines of the audit log each day',
  ).optional();

const collector = {
  url: webAddress('Collector for OTLP over HTTP, without /v1/traces and /v1/metrics'),
  authorization: secretName('Secret with the value of the Authorization header').optional(),
  unencrypted: z.boolean().default(false).meta({
    description: 'Send off this machine without TLS',
  }),
};

function requireEncryption(
  { url, unencrypted }: { readonly url: string; readonly unencrypted: boolean },
  context: z.RefinementCtx,
): void {
  const { protocol, hostname } = new URL(url);
  if (protocol === 'https:' || unencrypted || isLoopback(hostname)) return;
  const message = 'others could read what is sent over plain http: use https, or unencrypted: true';
  context.addIssue({ code: 'custom', path: ['url'], message });
}

/** Where the records of audit logs are sent over OTLP, beside their files. */
export const auditExportSection = () =>
  z
    .strictObject(collector)
    .superRefine(requireEncryption)
    .optional()
    .meta({ description: 'Collector that receives each record of the audit logs (LDV, 3.1)' });

/** Where traces and metrics are sent over OTLP. */
export const otlpSection = () =>
  z
    .strictObject({
      ...collector,
      tracedShare: z
        .number({ error: 'expected a share from 0 to 1' })
        .min(0, { error: 'expected a share from 0 to 1' })
        .max(1, { error: 'expected a share from 0 to 1' })
        .default(1)
        .meta({ description: 'Share of the traces that is sent, the same ones by all processes' }),
      metricsSeconds: count('Seconds between two exports of the metrics', 1, 3_600).default(60),
    })
    .superRefine(requireEncryption)
    .optional()
    .meta({ description: 'OpenTelemetry: traces and metrics; nothing is sent without it' });

export type OtlpSection = NonNullable<z.output<ReturnType<typeof otlpSection>>>;

/** Where the value of a secret is. */
export const secretSource = z.union([
  z.strictObject({
    file: path('File that holds the secret; a final line break is not part of it'),
  }),
  z.strictObject({ environment: z.string().min(1).meta({ description: 'Environment variable' }) }),
]);
