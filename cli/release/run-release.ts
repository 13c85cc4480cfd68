/** `vakgraaf release`: makes the releases of some quarters, one after another. */
import { constants, setPriority } from 'node:os';
import { nameHint } from '../../core/config/nearest-name.ts';
import { ConfigError } from '../../core/config/read-config.ts';
import { readSigningKey } from '../../core/keys/signing-key.ts';
import { missingRegistration, readPurposes } from '../../core/purposes/purposes.ts';
import { certify } from '../../subgraphs/insights/certificate/certify.ts';
import { protectRelease } from '../../subgraphs/insights/protection/protect-release.ts';
import { readRegistry } from '../../subgraphs/insights/registry/registry.ts';
import type { StatisticsPartner } from '../../subgraphs/insights/release/plan-release.ts';
import { ReleaseError } from '../../subgraphs/insights/release/release-error.ts';
import { listReleases } from '../../subgraphs/kit/statistics/newest-release.ts';
import { dutchDay } from '../../subgraphs/kit/request/request-context.ts';
import { readPartners } from '../../subgraphs/partners.ts';
import type { SubgraphSection } from '../../subgraphs/subgraph-section.ts';
import { readConfigFile, requireSection } from '../config/config-file.ts';
import { makeRelease } from './make-release.ts';

export interface ReleaseCommandOptions {
  readonly config: string;
  readonly quarter: readonly string[];
  readonly without: readonly string[];
  readonly seconds: number;
  readonly background: boolean;
}

/** The purpose of statistics about the same people at several partners. */
const COHORTS = 'urn:llo:purpose:cohort-evaluation';

/** Makes the releases that are not there yet. Throws `ConfigError` and `ReleaseError`; SIGTERM and SIGINT stop it. */
export async function runRelease(options: ReleaseCommandOptions): Promise<void> {
  if (options.background) setPriority(constants.priority.PRIORITY_LOW);
  const { config, quarter, seconds } = options;
  const { configuration, subgraphs } = readConfigFile(config);
  const { pathOf, isDemo, today = dutchDay(new Date()) } = configuration;
  const { folder, key } = settingsOf(
    requireSection(subgraphs.insights, 'subgraphs.insights', config),
  );
  const { partners } = readPartners(configuration.partnersFile);
  const purpose = readPurposes(configuration.purposesFile).get(COHORTS);
  const shared = {
    registry: readRegistry(),
    folder: pathOf(folder),
    today,
    partners,
    without: options.without.map((id) => partnerNamed(id, partners)),
    hasLegalBasis: purpose !== undefined && missingRegistration(purpose, today).length === 0,
    addresses: configuration.subgraphUrls,
    signingKey: readSigningKey(pathOf(key), isDemo),
    certify: async (made: string) => rejectUncertified(made),
    now: () => new Date(),
    signal: stoppedSignal(),
  };
  const asked = [...new Set(quarter)].toSorted();
  const existing = listReleases(shared.folder);
  const left = asked.filter((one) => !existing.includes(one));
  for (const one of left.length === 0 ? asked : left) {
    await makeRelease({
      ...shared,
      quarter: one,
      onProgress: progressOf(one),
      protect: (input) => protectRelease({ ...input, timeLimitMs: seconds * 1_000 }),
    });
  }
}

function settingsOf({ releasesFolder, statisticsKey }: SubgraphSection) {
  if (releasesFolder !== undefined && statisticsKey !== undefined) {
    return { folder: releasesFolder, key: statisticsKey };
  }
  throw new ConfigError(
    'Cannot make a release without subgraphs.insights.statisticsKey and subgraphs.insights.releasesFolder',
  );
}

function partnerNamed(id: string, partners: readonly StatisticsPartner[]): StatisticsPartner {
  const found = partners.find((one) => one.id === id);
  if (found !== undefined) return found;
  const known = nameHint(
    id,
    partners.map((one) => one.id),
  );
  throw new ConfigError(`Cannot find partner "${id}" in the partner list; ${known}`);
}

/** Throws where the release does not hold what it claims; the findings name cells that are hidden, and no count. */
function rejectUncertified(folder: string): void {
  const { findings } = certify(folder);
  if (findings.length === 0) return;
  const shown = findings.slice(0, 10).map((one) => `\n  ${one}`);
  throw new ReleaseError(
    `Cannot publish this release: ${findings.length} findings of its certificate${shown.join('')}`,
  );
}

/** Prints on standard error what is done now, with the seconds since the start. */
function progressOf(quarter: string): (text: string) => void {
  const startedMs = performance.now();
  return (text) => {
    const seconds = ((performance.now() - startedMs) / 1_000).toFixed(1);
    process.stderr.write(`${quarter} ${seconds.padStart(6)} s  ${text}\n`);
  };
}

/** Aborted when the process is asked to stop, or when the process that started it has ended. */
function stoppedSignal(): AbortSignal {
  const stopping = new AbortController();
  const stop = () => stopping.abort(new ReleaseError('Stopped before the release was written'));
  for (const event of ['SIGTERM', 'SIGINT', 'disconnect'] as const) process.once(event, stop);
  return stopping.signal;
}
