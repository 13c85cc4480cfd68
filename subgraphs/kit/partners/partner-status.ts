import type { Reachable } from './ask-partner.ts';

/** The state of a kind's partners as this process has seen it: the contract's `Partner`. */
export function partnerStatuses(partners: readonly (Reachable & { readonly name: string })[]) {
  return partners.map(({ id, name, health }) => ({ id, name, ...health.report() }));
}
