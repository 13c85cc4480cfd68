/** Partner list, purposes, content and supergraph. */
import { readText } from '../../core/config/read-file.ts';
import { failure, ok, sentenceOfError, type Finding } from '../../core/findings/finding.ts';
import { readPurposes } from '../../core/purposes/purposes.ts';
import { readRegions } from '../../core/regions/region-table.ts';
import { parseSupergraph } from '../../gateway/planning/supergraph.ts';
import { readLive } from '../../gateway/settings/live-settings.ts';
import { supergraphFileOf } from '../../gateway/settings/settings.ts';
import { readPartners } from '../../subgraphs/partners.ts';
import { readFacts } from '../../subgraphs/reference/source.ts';
import type { ConfigFile } from '../config/config-file.ts';

/** The files that both sides read. */
export function lookAtLists({ configuration, gateway }: ConfigFile): readonly Finding[] {
  const { purposesFile, contentFolder, isDemo } = configuration;
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
