/** Partner list, purposes, content and supergraph. */
import { readText } from '../../core/config/read-file.ts';
import {
  failure,
  ok,
  sentenceOfError,
  warning,
  type Finding,
} from '../../core/findings/finding.ts';
import {
  forRealPartners,
  readPurposes,
  unregisteredPurposes,
} from '../../core/purposes/purposes.ts';
import { readRegions } from '../../core/regions/region-table.ts';
import { parseSupergraph } from '../../gateway/planning/supergraph.ts';
import { readLive } from '../../gateway/settings/live-settings.ts';
import { supergraphFileOf } from '../../gateway/settings/settings.ts';
import { readPartners } from '../../subgraphs/partners.ts';
import { readFacts } from '../../subgraphs/reference/source.ts';
import type { ConfigFile } from '../config/config-file.ts';

/** The files that both sides read. */
export function lookAtLists({ configuration, gateway }: ConfigFile): readonly Finding[] {
  const { purposesFile, contentFolder, isDemo, profile } = configuration;
  const look = (subject: string, read: () => string): Finding => {
    try {
      return ok(subject, read());
    } catch (error) {
      return failure(subject, sentenceOfError(error));
    }
  };
  return [
    look('partners', () => `${readPartners(configuration.partnersFile).partners.length} partners`),
    look('purposes', () => `${readPurposes(purposesFile).size} purposes`),
    ...(isDemo || profile === 'public' ? [] : lookAtRegistration(purposesFile)),
    look('content', () => {
      readRegions(contentFolder);
      return `${readFacts([], contentFolder).programmes.length} programmes`;
    }),
    ...(gateway === undefined
      ? []
      : [
          look('supergraph', () => {
            const supergraphFile = supergraphFileOf(gateway, configuration);
            const names = [...parseSupergraph(readText(supergraphFile)).subgraphUrls.keys()];
            readLive({ supergraphFile, purposesFile, isDemo, manifestFile: undefined });
            return `of ${names.join(', ')}`;
          }),
        ]),
  ];
}

/** Purposes that open nothing in production; a list that cannot be read is a finding of its own. */
function lookAtRegistration(purposesFile: string): readonly Finding[] {
  try {
    const sentences = unregisteredPurposes(forRealPartners(readPurposes(purposesFile)));
    return sentences.map((sentence) =>
      warning('purposes', `${sentence}; name it in ${purposesFile} as it is registered`),
    );
  } catch {
    return [];
  }
}
