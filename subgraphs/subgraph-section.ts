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
      statisticsKeys: path(
        'Public keys of insights (JWKS); the statistics endpoint is closed without them',
      ).optional(),
      keys: z
        .array(path('Key of a domain of ids'))
        .default([])
        .meta({ description: 'Keys of the domains of ids that this subgraph may hold' }),
      auditFolder: path('Folder of the audit logs; required with keys').optional(),
      auditKey: auditKey(),
      auditExport: auditExportSection(),
      freshForSeconds: z
        .number()
        .min(0)
        .max(86_400)
        .default(60)
        .meta({
          description:
            'For how long public lists of partners (trainings, voucher schemes, registers) are used without a request, ' +
            'where the entry of the partner does not say; 0 asks each time',
        }),
      statusFreshForSeconds: z.number().min(0).max(3_600).default(1).meta({
        description:
          'For how long the status of a partner is told again without another request; 0 asks each time',
      }),
      statisticsKey: path(
        'Private key (Ed25519, JWK) with which vakgraaf release asks the other subgraphs; of insights alone',
      ).optional(),
      releasesFolder: path(
        'Folder of the releases of statistics: insights serves them, and funds tell budgets as of the newest one; none without it',
      ).optional(),
    })
    .superRefine(({ keys, auditFolder }, context) => {
      if (keys.length === 0 || auditFolder !== undefined) return;
      const message = 'it is required with keys: case records are opened only with an audit log';
      context.addIssue({ code: 'custom', path: ['auditFolder'], message });
    });

export type SubgraphSection = z.output<ReturnType<typeof subgraphSection>>;
