/** The section of one subgraph in the configuration file. */
import { z } from 'zod';
import {
  auditExportSection,
  auditKey,
  listenSection,
  metricsSection,
  path,
} from '../core/config-file/values.ts';
import { subgraphAddress } from '../core/config-file/configuration.ts';

/** `port` is where it listens when the file does not tell. */
export const subgraphSection = (port: number) =>
  z
    .strictObject({
      listen: listenSection(port),
      metrics: metricsSection(),
      ...subgraphAddress,
      gatewayKeys: path('Public keys of the gateway (JWKS)').optional(),
      keys: z
        .array(path('Key of a domain of ids'))
        .default([])
        .meta({ description: 'Keys of the domains of ids that this subgraph may hold' }),
      auditFolder: path('Folder of the audit logs; required with keys').optional(),
      auditKey: auditKey(),
      auditExport: auditExportSection(),
    })
    .superRefine(({ keys, auditFolder }, context) => {
      if (keys.length === 0 || auditFolder !== undefined) return;
      const message = 'it is required with keys: case records are opened only with an audit log';
      context.addIssue({ code: 'custom', path: ['auditFolder'], message });
    });

export type SubgraphSection = z.output<ReturnType<typeof subgraphSection>>;
