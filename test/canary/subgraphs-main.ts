/**
 * Starts all subgraphs in one process, each as `subgraphs/main.ts` starts it, with its log on stdout:
 * `--folder FOLDER --deadline-ms N ID=URL…`.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { JSONWebKeySet } from 'jose';
import { demoSecretOf } from '../../mocks/demo-secrets.ts';
import { DEMO_SUBGRAPHS } from '../../mocks/start/demo-parts.ts';
import { DEMO_CONTENT } from '../../mocks/content/index.ts';
import { projectRoot } from '../../core/config/project-root.ts';
import { movePartners, readPartners } from '../../subgraphs/partners.ts';
import { startSubgraph } from '../../subgraphs/start-subgraph.ts';
import { TEST_DAY } from '../support/test-day.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    folder: { type: 'string', default: '' },
    // Deadline for partners; short where a test makes partners late.
    'deadline-ms': { type: 'string', default: '8000' },
  },
});
const keys = join(projectRoot(), 'mocks/demo-keys');
const moved = new Map(positionals.map((one) => one.split('=') as [string, string]));
const list = movePartners(readPartners(join(projectRoot(), 'subgraphs/partners.yaml')), moved);
const partners = {
  ...list,
  partners: list.partners.map((one) => ({ ...one, deadlineMs: Number(values['deadline-ms']) })),
};

const running = await Promise.all(
  DEMO_SUBGRAPHS.map(({ kind: subgraphName, keys: domains }) =>
    startSubgraph({
      kind: subgraphName as 'funds',
      port: 0,
      isDemo: true,
      partners,
      gatewayKeys: JSON.parse(
        readFileSync(join(keys, 'gateway.public.json'), 'utf8'),
      ) as JSONWebKeySet,
      keyFiles: domains.map((domain) => join(keys, `${domain}.key.json`)),
      auditFolder: join(values.folder, subgraphName),
      gatewayUrl: 'https://gateway.example/graphql',
      secretOf: demoSecretOf,
      contentFolder: DEMO_CONTENT,
      now: () => new Date(`${TEST_DAY}T12:00:00Z`),
    }),
  ),
);

process.send?.({ ready: running.map(({ url }, index) => [DEMO_SUBGRAPHS[index]?.kind, url]) });
const stop = () => {
  void Promise.all(running.map((one) => one.stop())).finally(() => process.exit(0));
};
process.on('SIGTERM', stop);
process.on('disconnect', stop);
