import { createRandom } from './random.ts';
import type { School, SchoolId } from './world.ts';

type Row = readonly [SchoolId, string, School['level'], readonly string[], boolean];

// The institutions exist and are named in the sources of the demo. Their trainings, students and dates
// are invented, and every description says so.
const ROWS: readonly Row[] = [
  ['aventus', 'ROC Aventus', 'mbo', ['GM0200', 'GM0150', 'GM0301'], true],
  ['saxion', 'Hogeschool Saxion', 'hbo', ['GM0150', 'GM0153', 'GM0200'], true],
  ['techniek-academie', 'Techniek Academie', 'mbo', ['GM0243'], true],
  ['smart-makers-academy', 'Smart Makers Academy', 'mbo', ['GM0392', 'GM0375'], false],
  ['noorderpoort', 'Noorderpoort', 'mbo', ['GM0014'], true],
  ['alfa-college', 'Alfa-college', 'mbo', ['GM0014', 'GM0106'], true],
  ['drenthe-college', 'Drenthe College', 'mbo', ['GM0114', 'GM0106'], true],
  ['firda', 'Firda', 'mbo', ['GM0080'], true],
];

/** The schools of the demo. Their ids do not depend on the seed. */
export const SCHOOLS: readonly School[] = ROWS.map(
  ([id, name, level, municipalities, hasPersonLookup]) => ({
    id,
    name,
    organizationId: createRandom(0, `organization/${id}`).uuid(),
    level,
    municipalities,
    hasPersonLookup,
  }),
);
