import { ok, warning } from '../../core/findings/finding.ts';
import { mendMembership, probeMembership } from '../kit/probe/probe-membership.ts';
import { graphFindings, probePartner, transportFinding, type Probe } from '../kit/probe/probe.ts';
import { guidance } from './index.ts';
import type { CaseSystemPartner } from './partner-entry.ts';
import type { CaseSystemSource } from './source.ts';

/** Token, status, the public offers and an empty list of numbers: records of people are not asked for. */
export const probeCaseSystem: Probe<CaseSystemPartner> = (entry, tools) =>
  probePartner<CaseSystemPartner, CaseSystemSource>(entry, tools, {
    definition: guidance,
    mend: mendMembership(tools),
    look: async (probed) => {
      const { findings, ask } = probed;
      const { id, membership } = entry;
      findings.push(transportFinding(entry));
      await ask('status', (source, call) => source.ping(call));
      if (membership !== undefined) await probeMembership(id, membership, probed);
      await ask('trajectories, for an empty list of numbers', (source, call) =>
        source.findByNumbers([], call),
      );
      const offers = await ask('offers', (source, call) => source.offers(call));
      if (offers !== null) {
        findings.push(...graphFindings(id, 'offers', offers.value, true));
        for (const [list, count] of offers.unknownWords) {
          findings.push(
            warning(
              `${id} ${list}`,
              `unknown words: ${count}; let the partner use the codes of the graph`,
            ),
          );
        }
      }
      findings.push(ok(`${id} people`, 'records of people are not asked for'));
    },
  });
