/** Every version of a processing activity in the register, by its time (Logboek Dataverwerkingen 1.0.0, 3.4.1). */
import { isDeepStrictEqual } from 'node:util';
import { ConfigError } from '../config/read-config.ts';

/** One version; the rest of it is what the register says about the activity. */
export interface ActivityVersion {
  /** ISO 8601 in UTC. */
  readonly validFrom: string;
}

/** A processing activity with its versions, the oldest first. */
export interface Activity<Version extends ActivityVersion> {
  /** What `dpl.core.processing_activity_id` in a line of the audit log names. */
  readonly id: string;
  readonly versions: readonly Version[];
}

/**
 * The register with the current version of one activity. Throws `ConfigError` for a change that has no later time
 * than the version before it: a line of the audit log would then refer to two versions.
 */
export function addVersion<Version extends ActivityVersion>(
  register: readonly Activity<Version>[],
  id: string,
  current: Version,
): readonly Activity<Version>[] {
  const versions = register.find((one) => one.id === id)?.versions ?? [];
  const last = versions.at(-1);
  if (last && isDeepStrictEqual(last, current)) return register;
  if (last && timeOf(current) <= timeOf(last)) {
    throw new ConfigError(
      `"${id}" differs from its version of ${last.validFrom}: give its purpose a later "validFrom"`,
    );
  }
  const changed = { id, versions: [...versions, current] };
  return [...register.filter((one) => one.id !== id), changed];
}

/** The version that applied at a time, such as that of a line of the audit log; null before the first. */
export function versionAt<Version extends ActivityVersion>(
  register: readonly Activity<Version>[],
  id: string,
  time: Date,
): Version | null {
  const versions = register.find((one) => one.id === id)?.versions ?? [];
  return versions.findLast((one) => timeOf(one) <= time.getTime()) ?? null;
}

const timeOf = ({ validFrom }: ActivityVersion): number => Date.parse(validFrom);
