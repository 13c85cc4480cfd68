import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { z } from 'zod';
import { nameHint } from '../core/config/nearest-name.ts';
import { schoolEntry } from './education/partner-entry.ts';
import { fundLayout } from './funds/layout.ts';
import { fundEntry, type FundEntry } from './funds/partner-entry.ts';
import { caseSystemEntry } from './guidance/partner-entry.ts';
import { partnerId } from './kit/partners/entry-shape.ts';
import { registerLayout } from './provinces/layout.ts';
import { provinceEntry, type ProvinceEntry } from './provinces/partner-entry.ts';
import { uwvEntry } from './uwv/partner-entry.ts';
import { ConfigError, readConfig } from '../core/config/read-config.ts';

const partnerList = z.strictObject({
  partners: z
    .array(
      z.discriminatedUnion('kind', [
        fundEntry,
        schoolEntry,
        uwvEntry,
        caseSystemEntry,
        provinceEntry,
      ]),
    )
    .min(1),
  layouts: z.record(partnerId, fundLayout).default({}),
  registers: z.record(partnerId, registerLayout).default({}),
});

/** Every partner, and the layouts that several of them share. */
export type PartnerList = z.output<typeof partnerList>;
export type PartnerEntry = PartnerList['partners'][number];

/**
 * Reads the partner list. Throws `ConfigError` with a line for every mistake: its place, what was
 * expected, and the nearest valid name.
 */
export function readPartners(file: string): PartnerList {
  return parsePartners(readFileSync(file, 'utf8'), basename(file));
}

/** `known` is a list to which the text would be added: its layouts can be used, and its names cannot be used again. */
export function parsePartners(
  text: string,
  fileName: string,
  known: PartnerList = NO_PARTNERS,
): PartnerList {
  const shape = partnerList.superRefine((list, context) => checkReferences(list, context, known));
  return readConfig(text, fileName, shape);
}

const NO_PARTNERS: PartnerList = { partners: [], layouts: {}, registers: {} };

/** The same list with some addresses replaced (`--partner ID=URL`); an unknown id throws. */
export function movePartners(
  list: PartnerList,
  addresses: ReadonlyMap<string, string>,
): PartnerList {
  const ids = list.partners.map((one) => one.id);
  for (const moved of addresses.keys()) {
    if (!ids.includes(moved)) throw new ConfigError(unknownName('partner', moved, ids));
  }
  return {
    ...list,
    partners: list.partners.map((one) => ({ ...one, url: addresses.get(one.id) ?? one.url })),
  };
}

/** The partners of one subgraph, in the order of the list. */
export function partnersOf<Kind extends PartnerEntry['kind']>(
  list: PartnerList,
  kind: Kind,
): readonly Extract<PartnerEntry, { kind: Kind }>[] {
  return list.partners.filter(
    (one): one is Extract<PartnerEntry, { kind: Kind }> => one.kind === kind,
  );
}

/** The funds, each with its layout. */
export function fundsOf(list: PartnerList): readonly FundEntry[] {
  return partnersOf(list, 'funds').map((one) => ({
    ...one,
    columns: layoutNamed(list.layouts, one.layout),
  }));
}

/** The provinces, each with the layout of its register. */
export function provincesOf(list: PartnerList): readonly ProvinceEntry[] {
  return partnersOf(list, 'provinces').map((one) => ({
    ...one,
    columns: layoutNamed(list.registers, one.register),
  }));
}

/** Parsing checks the name; a list that a program made may lack it. */
function layoutNamed<Layout>(layouts: Readonly<Record<string, Layout>>, name: string): Layout {
  const layout = layouts[name];
  if (layout !== undefined) return layout;
  throw new ConfigError(unknownName('layout', name, Object.keys(layouts)));
}

function checkReferences(list: PartnerList, context: z.RefinementCtx, known: PartnerList): void {
  const namesIn = (section: 'layouts' | 'registers') => {
    for (const name of Object.keys(list[section])) {
      if (!Object.hasOwn(known[section], name)) continue;
      const message = `"${name}" is the name of another one in the partner list`;
      context.addIssue({ code: 'custom', path: [section, name], message });
    }
    return [...Object.keys(list[section]), ...Object.keys(known[section])];
  };
  const layouts = namesIn('layouts');
  const registers = namesIn('registers');
  const seen = new Set(known.partners.map(({ id }) => id));
  for (const [index, one] of list.partners.entries()) {
    const complain = (field: string, message: string) =>
      context.addIssue({ code: 'custom', path: ['partners', index, field], message });
    if (seen.has(one.id)) complain('id', `"${one.id}" is in the list twice`);
    seen.add(one.id);
    if (one.kind === 'funds' && !layouts.includes(one.layout)) {
      complain('layout', unknownName('layout', one.layout, layouts));
    }
    if (one.kind === 'provinces' && !registers.includes(one.register)) {
      complain('register', unknownName('register', one.register, registers));
    }
  }
}

function unknownName(what: string, text: string, known: readonly string[]): string {
  return `unknown ${what} "${text}"; ${nameHint(text, known)}`;
}
