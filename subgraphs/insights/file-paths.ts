import { EVALUATION } from './read-release.ts';
import type { StatisticsTableModel } from './models.ts';
import type { PublishedRelease } from './records.ts';

/** The path at the gateway of a file of a release. */
const pathAt = ({ id }: PublishedRelease, file: string): string => `/statistics/${id}/${file}`;

export const certificatePath = (release: PublishedRelease): string =>
  pathAt(release, 'certificate.json');

export const csvPath = (model: StatisticsTableModel) => tableFile(model, 'csv');
export const jsonStatPath = (model: StatisticsTableModel) => tableFile(model, 'json');

/** Null where the release has no such file. */
function tableFile({ release, table }: StatisticsTableModel, ending: string): string | null {
  const part = table.registered.entry.audience === 'EVALUATION' ? EVALUATION : '';
  const file = `${part}${table.id}.${ending}`;
  return release.files.has(file) ? pathAt(release, file) : null;
}
