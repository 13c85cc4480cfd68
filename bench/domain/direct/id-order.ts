/**
 * Lists about persons are in the order of encrypted ids (docs/subgraph-protocol.md), so that a program that gives the same
 * list has to encrypt them as well.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../../core/config/project-root.ts';
import { parseRole } from '../../../mocks/roles.ts';
import { encryptId, type IdLabel } from '../../../subgraphs/kit/ids/encrypted-id.ts';
import { readKeySet } from '../../../subgraphs/kit/ids/key-set.ts';
import { keySetOf } from '../../../subgraphs/kit/ids/request-ids.ts';
import { parseSavedQuery } from '../../../ui/saved-query.ts';

/** The id that a saved query gives to a text, for the role and the purpose in its header. */
export type IdOf = (label: IdLabel, text: string) => string;

const keySetFor = (domain: 'voucher' | 'person') =>
  readKeySet(join(projectRoot(), `mocks/demo-keys/${domain}.key.json`));
const KEY_SETS = { voucher: keySetFor('voucher'), person: keySetFor('person') };

export function idsOfQuery(id: string, now: Date): IdOf {
  const file = join(projectRoot(), 'explorer/saved-queries', `${id}.graphql`);
  const { role, purpose } = parseSavedQuery(id, readFileSync(file, 'utf8'));
  return (label, text) => {
    const keySet = keySetOf(label, KEY_SETS);
    if (keySet === undefined || !purpose) throw new Error(`Cannot order by ids of ${label}`);
    const context = { consumer: parseRole(role).consumerOin, purpose };
    return encryptId(label, text, context, keySet, now);
  };
}
