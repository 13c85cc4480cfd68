/** The terms of the graph in both languages, from the descriptions in the SDL of every subgraph. */
import { Kind, parse, type DefinitionNode, type StringValueNode } from 'graphql';
import { foldName } from '../../core/regions/regions.ts';
import type { Profile } from '../../core/config-file/configuration.ts';
import { sdlOfProfile } from '../../schema/public-sdl.ts';
import type { TargetGroupRecord } from './records.ts';

/** A term of the graph. */
export interface Term {
  readonly dutch: string;
  readonly english: string;
  readonly definition: string | null;
  readonly typePath: string;
}

const FOUND_MAX = 50;

/**
 * Reads the SDL of every subgraph of the profile. The search gives terms by either name or a part of one, the best match
 * first; `word` is a result of `foldName`.
 */
export function createTermSearch(targetGroups: readonly TargetGroupRecord[], profile: Profile) {
  const found = new Map<string, Term>();
  for (const sdl of sdlOfProfile(profile)) {
    for (const term of parse(sdl, { noLocation: true }).definitions.flatMap(termsOf))
      if (!found.has(term.typePath)) found.set(term.typePath, term);
  }
  const terms = [...found.values(), ...targetGroups.map(termOfGroup)].map(indexed);
  return (word: string) => findTerms(terms, word);
}

interface IndexedTerm {
  readonly term: Term;
  readonly names: readonly string[];
  readonly definition: string;
}

function indexed(term: Term): IndexedTerm {
  const names = [term.dutch, term.english, spaced(term.english), term.typePath].map(foldName);
  return { term, names: [...new Set(names)], definition: foldName(term.definition ?? '') };
}

/** By name; by the English definition only when no name matches. */
function findTerms(terms: readonly IndexedTerm[], word: string): readonly Term[] {
  const byName = terms
    .map(({ term, names }) => ({ term, rank: Math.min(...names.map((one) => rankOf(one, word))) }))
    .filter(({ rank }) => rank < NO_MATCH)
    .toSorted((a, b) => a.rank - b.rank || depthOf(a.term) - depthOf(b.term))
    .map(({ term }) => term);
  const fitting =
    byName.length > 0
      ? byName
      : terms.filter(({ definition }) => definition.includes(word)).map(({ term }) => term);
  return fitting.slice(0, FOUND_MAX);
}

const NO_MATCH = 3;

function rankOf(name: string, word: string): number {
  if (name === word) return 0;
  if (name.startsWith(word)) return 1;
  return name.includes(word) ? 2 : NO_MATCH;
}

/** A type comes before its fields. */
function depthOf({ typePath }: Term): number {
  return typePath.split('.').length;
}

function termOfGroup({ code, name }: TargetGroupRecord): Term {
  const definition = 'A target group, by its code.';
  return { dutch: name, english: code, definition, typePath: `TargetGroup.code.${code}` };
}

interface Described {
  readonly name: { readonly value: string };
  readonly description?: StringValueNode | undefined;
}

function termsOf(definition: DefinitionNode): readonly Term[] {
  if (!('name' in definition) || definition.name === undefined) return [];
  const type = definition.name.value;
  // Types for paging are no terms of the domain.
  if (/(Connection|Edge)$/.test(type)) return [];
  const own = termOf({ ...definition, name: definition.name }, type);
  return [
    ...own,
    ...partsOf(definition).flatMap((part) => termOf(part, `${type}.${part.name.value}`)),
  ];
}

function partsOf(definition: DefinitionNode): readonly Described[] {
  switch (definition.kind) {
    case Kind.OBJECT_TYPE_DEFINITION:
    case Kind.OBJECT_TYPE_EXTENSION:
    case Kind.INTERFACE_TYPE_DEFINITION:
    case Kind.INPUT_OBJECT_TYPE_DEFINITION:
      return definition.fields ?? [];
    case Kind.ENUM_TYPE_DEFINITION:
      return definition.values ?? [];
    default:
      return [];
  }
}

/** `NL: <Dutch term>. <English sentence>`; a type that another subgraph owns has no description. */
function termOf({ name, description }: Described, typePath: string): readonly Term[] {
  const parts = /^NL: (.+?)\.(?:\s+(.*))?$/s.exec(description?.value ?? '');
  if (parts === null) return [];
  const [, dutch = '', definition] = parts;
  return [{ dutch: flat(dutch), english: name.value, definition: flat(definition), typePath }];
}

/** A description may have several lines; a term has one. */
function flat(text: string): string;
function flat(text: string | undefined): string | null;
function flat(text: string | undefined): string | null {
  return text?.replace(/\s+/g, ' ').trim() ?? null;
}

/** `budgetLeftPercent` and `SELF_EMPLOYED` as words. */
function spaced(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, '$1 $2').replaceAll('_', ' ');
}
