/**
 * Starts all subgraphs in one process, each as `subgraphs/main.ts` starts it, with its log on stdout:
 * `--folder FOLDER --deadline-ms N ID=URL…`.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { JSONWebKeySet } from 'jose';
import type * as Secrets from '../../mocks/demo-secrets.ts';
import type * as DemoParts from '../../mocks/start/demo-parts.ts';
import type * as Content from '../../mocks/content/index.ts';
import type * as Partners from '../../subgraphs/partners.ts';
import type * as StartSubgraph from '../../subgraphs/start-subgraph.ts';
import { projectRoot } from '../../core/config/project-root.ts';
import { compiled } from '../support/compiled.ts';
import { TEST_DAY } from '../support/test-day.ts';

// Compiled: a loader would compile some three hundred modules of the product at each start.
const { demoSecretOf }: typeof Secrets = await import(compiled('mocks/demo-secrets.ts'));
const { DEMO_SUBGRAPHS }: typeof DemoParts = await import(compiled('mocks/start/demo-parts.ts'));
const { DEMO_CONTENT }: typeof Content = await import(compiled('mocks/content/index.ts'));
const { movePartners, readPartners }: typeof Partners = await import(
  compiled('subgraphs/partners.ts')
);
const { startSubgraph }: typeof StartSubgraph = await import(
  compiled('subgraphs/start-subgraph.ts')
);

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
