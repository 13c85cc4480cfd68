/** The ten saved queries that are measured, each with the role that its header names. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSavedQuery } from '../../ui/saved-query.ts';
import { issueToken } from '../../mocks/issuer.ts';
import { parseRole } from '../../mocks/roles.ts';
import { projectRoot } from '../../core/config/project-root.ts';
import { PROGRAMS } from './direct/programs.ts';

export interface DomainOperation {
  /** The name of its file, without the extension. */
  readonly id: string;
  readonly role: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The names of the saved queries for which there is a hand-written program. */
export const OPERATION_IDS = Object.keys(PROGRAMS);

export async function readOperation(id: string, day: string): Promise<DomainOperation> {
  const file = join(projectRoot(), 'explorer/saved-queries', `${id}.graphql`);
  const { role, purpose, today, document } = parseSavedQuery(id, readFileSync(file, 'utf8'));
  const variables = today === undefined ? {} : { [today]: day };
  const token = role === 'none' ? null : await issueToken(parseRole(role));
  return {
    id,
    role,
    headers: {
      'content-type': 'application/json',
      accept: 'application/json',
      ...(token && { authorization: `Bearer ${token.token}` }),
      ...(purpose && { 'x-llo-purpose': purpose }),
    },
    body: JSON.stringify({ query: document, variables }),
  };
}
