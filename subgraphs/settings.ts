/** The settings of a subgraph process, each declared once. */
import { join } from 'node:path';
import { z } from 'zod';
import { projectRoot } from '../core/config/project-root.ts';
import { file, folder, namedUrl, parseArguments, port } from '../core/config/settings.ts';
import { isLoopback } from '../core/http/loopback.ts';
import { SUBGRAPH_NAMES } from '../core/federation/subgraph-names.ts';

export const subgraphSettings = z
  .object({
    kind: z.enum(SUBGRAPH_NAMES).meta({
      description: `the subgraph to start: ${SUBGRAPH_NAMES.join(', ')}`,
      placeholder: 'KIND',
    }),
    host: z
      .string()
      .default('127.0.0.1')
      .meta({ description: 'Address to listen at', placeholder: 'HOST' }),
    port: port().default(0),
    unencrypted: z.boolean().default(false).meta({
      description:
        'Listen at an address off this machine without TLS, where something else adds it',
    }),
    partners: file('The partner list (YAML)').default(
      join(projectRoot(), 'subgraphs', 'partners.yaml'),
    ),
    partner: z
      .array(namedUrl('Address of a partner that is not where the partner list says', /./))
      .default([]),
    gatewayKeys: file('Public keys of the gateway (JWKS)'),
    key: z.array(file('Key of a domain of ids that this subgraph may hold')).default([]),
    auditFolder: folder('Folder of the audit log; required with --key').optional(),
    demoKeys: z.boolean().default(false).meta({
      description: 'Accept the published keys of the demo, where every partner is synthetic',
    }),
    today: z.iso
      .date({ error: 'expected a day such as 2026-11-21' })
      .optional()
      .meta({ description: 'The day that counts as today', placeholder: 'YYYY-MM-DD' }),
  })
  .superRefine(({ key, auditFolder, host, unencrypted }, context) => {
    if (!unencrypted && !isLoopback(host)) {
      const message = 'others could read what a subgraph sends over plain http: add --unencrypted';
      context.addIssue({ code: 'custom', path: ['host'], message });
    }
    if (key.length > 0 && auditFolder === undefined) {
      context.addIssue({ code: 'custom', path: ['auditFolder'], message: 'it is required' });
    }
  });

/** Reads the settings from a command line. Throws `ConfigError`. */
export function readSettings(args: readonly string[]): z.output<typeof subgraphSettings> {
  return parseArguments(subgraphSettings, args, 'kind');
}
