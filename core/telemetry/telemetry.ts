import type { Configuration } from '../config-file/configuration.ts';
import { ConfigError } from '../config/read-config.ts';

export interface Telemetry {
  /** Sends what waits. */
  stop(): Promise<void>;
}

/**
 * Sends traces and metrics of this process where the configuration says so; undefined where it does not, and then no
 * package of OpenTelemetry is loaded. Throws `ConfigError` when the secret for the collector has no value.
 */
export async function startTelemetry(
  service: string,
  { openTelemetry, secretOf }: Pick<Configuration, 'openTelemetry' | 'secretOf'>,
): Promise<Telemetry | undefined> {
  if (openTelemetry === undefined) return undefined;
  const authorization = authorizationOf('openTelemetry', openTelemetry, secretOf);
  const { sendOtlp } = await import('./send-otlp.ts');
  return sendOtlp(service, openTelemetry, authorization);
}

/** The value of the Authorization header for a collector. Throws `ConfigError` when its secret has no value. */
export function authorizationOf(
  section: string,
  { authorization: name }: { readonly authorization?: string | undefined },
  secretOf: Configuration['secretOf'],
): string | undefined {
  const authorization = name === undefined ? undefined : secretOf(name);
  if (name === undefined || authorization !== undefined) return authorization;
  throw new ConfigError(
    `Cannot start: the secret ${name} of ${section}.authorization has no value`,
  );
}
