/**
 * The partner list and the purposes of the repository, read once for all tests of a process: to parse their YAML takes
 * longer than all the rest of the start of a subgraph.
 */
import { join } from 'node:path';
import { projectRoot } from '../../core/config/project-root.ts';
import { readPurposes, type Purpose, type Purposes } from '../../core/purposes/purposes.ts';
import { readPartners, type PartnerList } from '../../subgraphs/partners.ts';

let partners: PartnerList | undefined;
let purposes: Purposes | undefined;

/** The partner list of the demo. */
export function usualPartners(): PartnerList {
  partners ??= readPartners(join(projectRoot(), 'subgraphs/partners.yaml'));
  return partners;
}

/** The usual purposes, in a map of its own for each caller. */
export function usualPurposes(): Map<string, Purpose> {
  purposes ??= readPurposes();
  return new Map(purposes);
}
