import type { BilingualText, DemoRole } from './roles.ts';

export interface CitizenLife {
  readonly id: string;
  readonly name: BilingualText;
}

/** The invented lives that a citizen's token can be for. */
export function citizenLives(): readonly CitizenLife[] {
  return [];
}

/** The sealed person id of one of the demo's invented lives, for the token of a citizen. */
export function citizenSubject(
  _role: DemoRole,
  _life: string | undefined,
  _now: Date,
): string | undefined {
  return undefined;
}
