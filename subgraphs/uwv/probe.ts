import { ok } from '../../core/findings/finding.ts';
import { mendMembership, probeMembership } from '../kit/probe/probe-membership.ts';
import { probePartner, transportFinding, type Probe } from '../kit/probe/probe.ts';
import { uwv } from './index.ts';
import type { UwvPartner } from './partner-entry.ts';
import type { UwvSource } from './source.ts';

/** Token, status, one bucket of the membership endpoint and an empty list of numbers: records of people are not asked for. */
export const probeUwv: Probe<UwvPartner> = (entry, tools) =>
  probePartner<UwvPartner, UwvSource>(entry, tools, {
    definition: uwv,
    mend: mendMembership(tools),
    look: async (probed) => {
      const { findings, ask } = probed;
      findings.push(transportFinding(entry));
      await ask('status', (source, call) => source.ping(call));
      await probeMembership(entry.id, entry.membership, probed);
      await ask('people, for an empty list of numbers', (source, call) =>
        source.findByPersons([], ['profile'], call),
      );
      findings.push(ok(`${entry.id} people`, 'records of people are not asked for'));
    },
  });
