import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { projectRoot } from '../../core/config/project-root.ts';
import { readConfig } from '../../core/config/read-config.ts';
import { readText } from '../../core/config/read-file.ts';
import type { ListedPartner } from './partner-entry.ts';
import type { OrganisationRecord, ProgrammeRecord, PublishedFacts } from './records.ts';
import {
  indicatorFile,
  labourMarketFile,
  learningPointFile,
  organisationFile,
  programmeFile,
  publicEventFile,
  sourceDocumentFile,
  targetGroupFile,
} from './dto.ts';

/** The files of the content folder that this subgraph reads; each may be absent. */
export const CONTENT_FILES = [
  'source-documents',
  'organisations',
  'programmes',
  'indicators',
  'labour-market',
  'learning-points',
  'public-events',
] as const;

const TARGET_GROUPS = join(projectRoot(), 'subgraphs', 'reference', 'target-groups.yaml');

/**
 * The published facts of the content folder. Throws `ConfigError` with file, line and the nearest name when a
 * reference is wrong. A partner that no file names is an organisation under its name in the partner list, so
 * that a new partner takes one entry there.
 */
export function readFacts(
  partners: readonly ListedPartner[],
  folder: string | undefined,
): PublishedFacts {
  const file = <Shape extends z.ZodType>(
    name: (typeof CONTENT_FILES)[number],
    shape: Shape,
  ): z.output<Shape> => {
    const path = folder === undefined ? undefined : join(folder, `${name}.yaml`);
    return path !== undefined && existsSync(path)
      ? readConfig(readText(path), path, shape)
      : shape.parse({});
  };

  const { targetGroups } = readConfig(readText(TARGET_GROUPS), TARGET_GROUPS, targetGroupFile);
  const { sourceDocuments } = file('source-documents', sourceDocumentFile);
  const named = file('organisations', organisationFile).organisations;
  const known = {
    sources: sourceDocuments.map(({ id }) => id),
    organisations: named.map(({ id }) => id),
    programmes: [] as readonly string[],
  };
  const programmes = file('programmes', programmeFile(known)).programmes.map(withBranches);
  const all = { ...known, programmes: programmes.map(({ id }) => id) };
  const published = file('indicators', indicatorFile(all));
  const { measures, labourMarket } = file('labour-market', labourMarketFile(all, published));
  return {
    sourceDocuments,
    targetGroups,
    organisations: [...named, ...partnersWithout(named, partners)],
    programmes,
    measures: [...published.measures, ...measures],
    indicators: published.indicators,
    labourMarket,
    ...file('learning-points', learningPointFile(all)),
    ...file('public-events', publicEventFile(all)),
  };
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
