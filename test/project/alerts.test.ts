/** The alert rules ask for metrics that exist, and each has a section that says what to do. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { projectRoot } from '../../core/config/project-root.ts';
import { collectProcessMetrics, metricsText } from '../../core/metrics/metrics.ts';
// oxlint-disable-next-line import/no-unassigned-import -- registers its metrics
import '../../core/telemetry/send-otlp.ts';
// oxlint-disable-next-line import/no-unassigned-import -- registers its metrics
import '../../gateway/metrics/gateway-metrics.ts';
// oxlint-disable-next-line import/no-unassigned-import -- registers its metrics
import '../../subgraphs/kit/partners/partner-metrics.ts';
// oxlint-disable-next-line import/no-unassigned-import -- registers its metrics
import '../../subgraphs/kit/audit/disclosed-volume.ts';
// oxlint-disable-next-line import/no-unassigned-import -- registers its metrics
import '../../subgraphs/kit/ids/key-metrics.ts';
// oxlint-disable-next-line import/no-unassigned-import -- registers its metrics
import '../../core/audit-log/export-log.ts';

const read = (file: string) => readFileSync(join(projectRoot(), file), 'utf8');
const { groups } = parse(read('deploy/prometheus-alerts.yaml')) as {
  groups: readonly { rules: readonly { alert: string; expr: string }[] }[];
};
const rules = groups.flatMap((group) => group.rules);
const guide = read('docs/operate.md');

test('every metric of an alert rule and of the guide is one that a process has', async () => {
  collectProcessMetrics();
  const names = [...(await metricsText()).matchAll(/^# TYPE (\S+) (\S+)$/gm)].flatMap(
    ([, name = '', type]) =>
      type === 'histogram' ? [name, `${name}_count`, `${name}_bucket`, `${name}_sum`] : [name],
  );
  const used = [...rules.map(({ expr }) => expr), guide].flatMap((text) =>
    [...text.matchAll(/\b(?:vakgraaf|nodejs)_[a-z0-9_]+[a-z0-9]\b/g)].map(([name]) => name),
  );
  expect(used.length).toBeGreaterThan(10);
  expect(used.filter((name) => !names.includes(name))).toEqual([]);
});

test('every alert rule has its section in docs/operate.md, and every section its rule', () => {
  const sections = [...guide.matchAll(/^### (Vakgraaf\w+)$/gm)].map(([, name]) => name);
  expect(sections).toEqual(rules.map(({ alert }) => alert));
});
