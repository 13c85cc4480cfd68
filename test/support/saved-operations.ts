/** The saved queries of the explorer and the dashboard as requests: every one runs without an id. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../core/config/project-root.ts';
import { parseSavedQuery } from '../../ui/saved-query.ts';
import type { Principal } from './stack.ts';

export interface SavedOperation {
  readonly id: string;
  /** Null without a token. */
  readonly principal: Principal | null;
  readonly document: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

const FOLDERS = ['explorer/saved-queries', 'dashboard/saved-queries'];
const PROGRAMME = 'gelders-vakmanschap';
/** Of a voucher of the first fund in the seeded data. */
export const VOUCHER_NUMBER = 'WT-25XD-3NKN';

/** All of them, with this day as today. */
export function savedOperations(today: string): readonly SavedOperation[] {
  return FOLDERS.flatMap((folder) => {
    const files = readdirSync(join(projectRoot(), folder)).toSorted();
    return files.map((file) => {
      const text = readFileSync(join(projectRoot(), folder, file), 'utf8');
      const { id, role, purpose, today: day, document } = parseSavedQuery(file, text);
      return {
        id: `${folder.split('/', 1)[0]}/${id}`,
        principal:
          role === 'none'
            ? null
            : { role, ...(purpose && { purpose: purpose.replace('urn:llo:purpose:', '') }) },
        document,
        variables: {
          ...(day !== undefined && { [day]: today }),
          ...(document.includes('$programma:') && { programma: PROGRAMME }),
          ...(document.includes('$number:') && { number: VOUCHER_NUMBER }),
        },
      };
    });
  });
}
