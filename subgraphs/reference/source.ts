import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { projectRoot } from '../../core/config/project-root.ts';
import { readConfig } from '../../core/config/read-config.ts';
import type { ListedPartner } from './partner-entry.ts';
import type { OrganisationRecord, ProgrammeRecord, PublishedFacts } from './records.ts';
import {
  indicatorFile,
  learningPointFile,
  organisationFile,
  programmeFile,
  publicEventFile,
  sourceDocumentFile,
  targetGroupFile,
} from './dto.ts';

/** Reads one file of `data/`, by its name without extension. */
export type ReadData = (name: string) => string;

/**
 * The published facts, from the files beside this one. Throws `ConfigError` with file, line and the
 * nearest name when a reference is wrong. A partner that no file names is an organisation under its
 * name in the partner list, so that a new partner takes one entry there.
 */
export function readFacts(
  partners: readonly ListedPartner[],
  read: ReadData = readDataFile,
): PublishedFacts {
  const file = <Shape extends z.ZodType>(name: string, shape: Shape): z.output<Shape> =>
    readConfig(read(name), `${name}.yaml`, shape);

  const { sourceDocuments } = file('source-documents', sourceDocumentFile);
  const { targetGroups } = file('target-groups', targetGroupFile);
  const named = file('organisations', organisationFile).organisations;
  const known = {
    sources: sourceDocuments.map(({ id }) => id),
    organisations: named.map(({ id }) => id),
    programmes: [] as readonly string[],
  };
  const programmes = file('programmes', programmeFile(known)).programmes.map(withBranches);
  const all = { ...known, programmes: programmes.map(({ id }) => id) };
  return {
    sourceDocuments,
    targetGroups,
    organisations: [...named, ...partnersWithout(named, partners)],
    programmes,
    ...file('indicators', indicatorFile(all)),
    ...file('learning-points', learningPointFile(all)),
    ...file('public-events', publicEventFile(all)),
  };
}

function readDataFile(name: string): string {
  const file = join(projectRoot(), 'subgraphs', 'reference', 'data', `${name}.yaml`);
  return readFileSync(file, 'utf8');
}

/** Gives each branch that is in every region of a programme a role in each of them. */
function withBranches(programme: ProgrammeRecord): ProgrammeRecord {
  const branches = programme.regions.flatMap((region) =>
    programme.branchesInEveryRegion.map(({ organisation, branch }) => ({
      organisation,
      role: 'BRANCH' as const,
      branch,
      region,
      since: null,
      until: null,
    })),
  );
  return { ...programme, roles: [...programme.roles, ...branches] };
}

function partnersWithout(
  named: readonly OrganisationRecord[],
  partners: readonly ListedPartner[],
): readonly OrganisationRecord[] {
  return partners
    .filter(({ id }) => !named.some((one) => one.id === id))
    .map(({ id, name }) => ({ id, name, formerNames: [], regions: [] }));
}
