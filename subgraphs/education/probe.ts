import { ok, warning, type Finding } from '../../core/findings/finding.ts';
import { coverageText, describeValues } from '../kit/probe/describe-values.ts';
import {
  graphFindings,
  probePartner,
  transportFinding,
  unreadFindings,
  type Probe,
  type Reported,
} from '../kit/probe/probe.ts';
import { mendMembership, probeMembership } from '../kit/probe/probe-membership.ts';
import { education } from './index.ts';
import type { SchoolPartner } from './partner-entry.ts';
import type { SchoolSource } from './source.ts';

const ASSOCIATIONS = 'associations';

/**
 * Programs, courses and offerings, which are public. Of the list of all associations, where the entry names one, a page of
 * guests shows whether it is there; no other enrolment is asked for.
 */
export const probeSchool: Probe<SchoolPartner> = (entry, tools) =>
  probePartner<SchoolPartner, SchoolSource>(entry, tools, {
    definition: education,
    mend: (detail, step) =>
      step === ASSOCIATIONS && detail.status === 404
        ? `there is no list of all associations at this path (status 404): change it at ${tools.entryLine('associationsPath')}, or leave it out, after which the list of each offering is read; docs/school-statistics.md describes it`
        : mendMembership(tools)(detail, step),
    look: async (probed) => {
      const { findings, ask } = probed;
      findings.push(transportFinding(entry));
      await ask('service', (source, call) => source.ping(call));
      const trainings = await ask('trainings', (source, call) => source.trainings(call));
      if (trainings !== null) {
        findings.push(
          ...fieldFindings(entry.id, trainings),
          ...graphFindings(entry.id, 'trainings', trainings.value),
        );
      }
      const offerings = await ask('offerings', (source, call) => source.offerings(call));
      if (offerings !== null) {
        findings.push(
          ...fieldFindings(entry.id, offerings),
          ...graphFindings(entry.id, 'offerings', offerings.value),
        );
      }
      if (trainings !== null && offerings !== null) {
        const keys = new Set(trainings.value.map(({ key }) => key));
        const lost = offerings.value.filter(
          ({ trainingKey }) => trainingKey === null || !keys.has(trainingKey),
        ).length;
        if (lost > 0) {
          findings.push(
            warning(
              `${entry.id} offerings`,
              `${lost} of ${offerings.value.length} name no training of this school, and are not shown: let the school mend program or course`,
            ),
          );
        }
      }
      const { associationsPath } = entry;
      if (associationsPath !== undefined) {
        await ask(ASSOCIATIONS, (source, call) => source.pingAssociations(associationsPath, call));
      }
      if (entry.membership !== undefined) {
        await probeMembership(entry.id, entry.membership, probed);
        findings.push(ok(`${entry.id} people`, 'records of people are not asked for'));
      }
    },
  });

/** Properties of the standard whose absence is no mistake. */
function fieldFindings(id: string, { received, unread, unknownWords }: Reported): Finding[] {
  const fields = [...received].flatMap(([list, items]) => {
    const names = new Set(items.flatMap((item) => Object.keys(item)));
    return [...names].map((name) => {
      const values = items.map((item) => Object.entries(item).find(([key]) => key === name)?.[1]);
      return ok(`${id} ${list} ${name}`, coverageText(describeValues(values), 'items'));
    });
  });
  const words = [...unknownWords].map(([list, count]) =>
    warning(
      `${id} ${list}`,
      `unknown words: ${count}; let the school use the codes of the graph, such as JOBSEEKER`,
    ),
  );
  return [
    ...fields,
    ...unreadFindings(id, unread, () => 'they are null, let the school mend them'),
    ...words,
  ];
}
