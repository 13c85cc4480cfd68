/** The part of the configuration file that the gateway and all subgraphs share. */
import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { SUBGRAPH_NAMES, type SubgraphName } from '../federation/subgraph-names.ts';
import { assertPrivateFile } from '../keys/private-file.ts';
import type { Listen } from '../http/http-server.ts';
import { PURPOSES_FILE } from '../purposes/purposes.ts';
import { otlpSection, path, secretSource, webAddress, type OtlpSection } from './values.ts';
import { environmentVariable } from '../config/environment.ts';
import { projectRoot } from '../config/project-root.ts';
import { ConfigError } from '../config/read-config.ts';

const PROFILES = ['full', 'public'] as const;

/** What the graph holds: everything, or only what is public. */
export type Profile = (typeof PROFILES)[number];

export const sharedSections = {
  profile: z.enum(PROFILES).default('full').meta({
    description: 'What the graph holds: everything, or only what is public, without people',
  }),
  demo: z.boolean().default(false).meta({
    description: 'Accept the published keys of the demo, where every partner is synthetic',
  }),
  partners: path('The partner list').optional(),
  purposes: path(
    'The purposes for which data may be requested; the usual ones without it',
  ).optional(),
  content: path(
    'Programmes, organisations, indicators, learning points, events and regions; none without it',
  ).optional(),
  today: z.iso
    .date({ error: 'expected a day such as 2026-11-21' })
    .optional()
    .meta({ description: 'The day that counts as today, in a demo' }),
  gatewayUrl: webAddress(
    'Where clients reach /graphql; audit logs name it, so keys outside a demo require it; with https, HSTS is sent',
  ).optional(),
  openTelemetry: otlpSection(),
  secrets: z
    .record(z.string(), secretSource)
    .default({})
    .meta({ description: 'Where secrets are, by name; the others are environment variables' }),
};

const DEMO_GATEWAY_URL = 'http://localhost:4000/graphql';

/** The fields of each section of `subgraphs` that the gateway reads too. */
export const subgraphAddress = {
  url: webAddress('Where the gateway reaches it, when that is not where it listens').optional(),
};

interface SharedValues extends z.output<z.ZodObject<typeof sharedSections>> {
  readonly subgraphs: Partial<Record<SubgraphName, SubgraphAddress | undefined>>;
}

interface SubgraphAddress {
  readonly url?: string | undefined;
  readonly listen: { readonly host: string; readonly port: number; readonly tls?: unknown };
}

/** What gateway and subgraphs read of the configuration file, apart from their own section. */
export interface Configuration {
  readonly profile: Profile;
  readonly isDemo: boolean;
  /** Throws `ConfigError` where the file names none, except in a demo. */
  readonly partnersFile: string;
  readonly purposesFile: string;
  readonly contentFolder: string | undefined;
  readonly today: string | undefined;
  /** Where clients reach the gateway; undefined where the file does not tell. */
  readonly gatewayUrl: string | undefined;
  /** Where traces and metrics are sent; undefined where they are not. */
  readonly openTelemetry: OtlpSection | undefined;
  /** Where each subgraph is, for the gateway. */
  readonly subgraphUrls: ReadonlyMap<string, string>;
  /** A path of the file, which is relative to its folder. */
  readonly pathOf: (relative: string) => string;
  /** The value of a secret; undefined where there is none. Throws `ConfigError` when its file cannot be read. */
  readonly secretOf: (name: string) => string | undefined;
}

export function sharedConfiguration(values: SharedValues, file: string): Configuration {
  const folder = dirname(resolve(file));
  const pathOf = (relative: string) => resolve(folder, relative);
  const { partners, purposes, content, secrets } = values;
  return {
    profile: values.profile,
    isDemo: values.demo,
    get partnersFile() {
      if (partners !== undefined) return pathOf(partners);
      // The list in the repository has the addresses of the demo.
      if (values.demo) return join(projectRoot(), 'subgraphs', 'partners.yaml');
      throw new ConfigError(`${file} has no "partners": name the file with the partner list`);
    },
    purposesFile: purposes === undefined ? PURPOSES_FILE : pathOf(purposes),
    contentFolder: content === undefined ? undefined : pathOf(content),
    today: values.today,
    gatewayUrl: values.gatewayUrl ?? (values.demo ? DEMO_GATEWAY_URL : undefined),
    openTelemetry: values.openTelemetry,
    subgraphUrls: new Map(
      SUBGRAPH_NAMES.flatMap((name) => {
        const url = addressOf(values.subgraphs[name]);
        return url === undefined ? [] : [[name, url] as const];
      }),
    ),
    pathOf,
    secretOf: (name) => {
      const source = secrets[name] ?? { environment: name };
      return 'environment' in source
        ? environmentVariable(source.environment)
        : readSecret(pathOf(source.file), name, values.demo);
    },
  };
}

/** Undefined where it listens at a port that is not known yet. */
function addressOf(section: SubgraphAddress | undefined): string | undefined {
  if (!section || section.url !== undefined || section.listen.port === 0) return section?.url;
  const { host, port, tls } = section.listen;
  const name = host.includes(':') ? `[${host}]` : host;
  return `${tls === undefined ? 'http' : 'https'}://${name}:${port}/graphql`;
}

function readSecret(file: string, name: string, isDemo: boolean): string {
  try {
    const secret = readFileSync(file, 'utf8').replace(/\r?\n$/, '');
    if (!isDemo) assertPrivateFile(file);
    return secret;
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    throw new ConfigError(`Cannot read the file "${file}" of the secret ${name}`, { cause: error });
  }
}

/** Where a section says that a process listens, with the paths of its certificate. */
export function listenAt(
  { host, port, tls }: Listen,
  pathOf: (relative: string) => string,
): Listen {
  return {
    host,
    port,
    tls: tls && { certificate: pathOf(tls.certificate), key: pathOf(tls.key) },
  };
}
