/**
 * Few of the saved queries that have everything which all of them have, for tests in which each operation is slow. Most saved
 * queries read a table of statistics in the same way, and differ in the id of the table alone.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, TypeInfo, visit, visitWithTypeInfo, type DirectiveNode } from 'graphql';
import { projectRoot } from '../../core/config/project-root.ts';
import { parseSupergraph } from '../../gateway/planning/supergraph.ts';
import { savedOperations, type SavedOperation } from './saved-operations.ts';

/** Every principal, every field with its arguments and directives, and every combination of root fields of all saved queries. */
export function coveringOperations(today: string): readonly SavedOperation[] {
  const sdl = readFileSync(join(projectRoot(), 'schema/supergraph.graphql'), 'utf8');
  const { apiSchema } = parseSupergraph(sdl);
  const operations = savedOperations(today);
  const features = new Map(
    operations.map((one) => [one, featuresOf(one, new TypeInfo(apiSchema))]),
  );
  const left = new Set([...features.values()].flatMap((own) => [...own]));
  const chosen = new Set<SavedOperation>();
  const newIn = (operation: SavedOperation) =>
    [...(features.get(operation) ?? [])].filter((one) => left.has(one)).length;
  while (left.size > 0) {
    const best = operations.reduce((one, other) => (newIn(other) > newIn(one) ? other : one));
    chosen.add(best);
    for (const one of features.get(best) ?? []) left.delete(one);
  }
  return operations.filter((one) => chosen.has(one));
}

function featuresOf({ principal, document }: SavedOperation, types: TypeInfo): ReadonlySet<string> {
  const found = new Set<string>();
  const roots = new Set<string>();
  const node = parse(document);
  const enter = visitWithTypeInfo(types, {
    Field({ name, arguments: given = [], directives = [] }) {
      const parent = types.getParentType()?.name ?? '';
      const names = given.map((one) => one.name.value).toSorted();
      const marks = directives.map((one: DirectiveNode) => `@${one.name.value}`);
      found.add(`${parent}.${name.value}(${names.join()})${marks.join('')}`);
      if (parent === 'Query') roots.add(name.value);
    },
  });
  visit(node, enter);
  found.add([...roots].toSorted().join(' and '));
  // Another principal may have another part of each.
  return new Set([...found].map((one) => `${JSON.stringify(principal)}: ${one}`));
}
