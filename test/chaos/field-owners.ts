/** Which subgraphs can give a field, from the join directives of the supergraph. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  buildSchema,
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  Kind,
  parse,
  type ConstDirectiveNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  type SelectionSetNode,
  valueFromASTUntyped,
} from 'graphql';
import { projectRoot } from '../../core/config/project-root.ts';

const sdl = readFileSync(join(projectRoot(), 'schema/supergraph.graphql'), 'utf8');
const schema: GraphQLSchema = buildSchema(sdl, { assumeValidSDL: true });

/** A selected field: under one response key, with what is selected below it. */
interface SelectedField {
  /** Names of the subgraphs that can give it, as in the partner list. */
  readonly owners: readonly string[];
  /** Those that give what the owner requires for it. */
  readonly required: readonly string[];
  readonly fields: SelectedFields;
}
export type SelectedFields = ReadonlyMap<string, SelectedField>;

/** The fields of the only operation in the document, by response key. */
export function selectedFields(document: string): SelectedFields {
  const { definitions } = parse(document);
  const operation = definitions.find(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('Cannot find an operation');
  const fragments = new Map(
    definitions.flatMap((one) =>
      one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one] as const] : [],
    ),
  );

  const collect = (
    type: GraphQLNamedType | undefined,
    sets: readonly SelectionSetNode[],
  ): SelectedFields => {
    const found = new Map<string, ReturnType<typeof fieldOf>>();
    const below = new Map<string, SelectionSetNode[]>();
    const visit = (parent: GraphQLNamedType | undefined, set: SelectionSetNode): void => {
      for (const selection of set.selections) {
        if (selection.kind === Kind.FRAGMENT_SPREAD) {
          const fragment = fragments.get(selection.name.value);
          if (fragment)
            visit(schema.getType(fragment.typeCondition.name.value), fragment.selectionSet);
        } else if (selection.kind === Kind.INLINE_FRAGMENT) {
          const condition = selection.typeCondition?.name.value;
          visit(
            condition === undefined ? parent : schema.getType(condition),
            selection.selectionSet,
          );
        } else {
          const key = (selection.alias ?? selection.name).value;
          const field = fieldOf(parent, selection.name.value);
          found.set(key, field);
          if (selection.selectionSet) {
            below.set(key, [...(below.get(key) ?? []), selection.selectionSet]);
          }
        }
      }
    };
    for (const set of sets) visit(type, set);
    return new Map(
      [...found].map(([key, { owners, required, type: inner }]) => [
        key,
        { owners, required, fields: collect(inner, below.get(key) ?? []) },
      ]),
    );
  };
  return collect(schema.getQueryType() ?? undefined, [operation.selectionSet]);
}

interface FieldFacts extends Omit<SelectedField, 'fields'> {
  readonly type?: GraphQLNamedType;
}

const UNKNOWN: FieldFacts = { owners: [], required: [] };

function fieldOf(parent: GraphQLNamedType | undefined, name: string): FieldFacts {
  if (!isObjectType(parent) && !isInterfaceType(parent)) return UNKNOWN;
  const field = parent.getFields()[name];
  if (!field) return UNKNOWN;
  const joins = applied(field.astNode?.directives, 'join__field');
  const named = joins.filter((one) => one['external'] !== true).map(graphOf);
  const types = applied(parent.astNode?.directives, 'join__type').map(graphOf);
  const inner = getNamedType(field.type);
  return {
    owners: named.length > 0 ? named : types,
    required: joins.flatMap(({ requires }) =>
      typeof requires === 'string' ? ownersOfRequired(parent, requires) : [],
    ),
    ...(isCompositeType(inner) && { type: inner }),
  };
}

/** The owners of the fields at the top of a `@requires` field set. */
function ownersOfRequired(parent: GraphQLNamedType, fieldSet: string): readonly string[] {
  const [definition] = parse(`{ ${fieldSet} }`).definitions;
  if (definition?.kind !== Kind.OPERATION_DEFINITION) return [];
  return definition.selectionSet.selections.flatMap((selection) =>
    selection.kind === Kind.FIELD ? fieldOf(parent, selection.name.value).owners : [],
  );
}

type Arguments = Readonly<Record<string, unknown>>;

function applied(directives: readonly ConstDirectiveNode[] = [], name: string) {
  return directives
    .filter((directive) => directive.name.value === name)
    .map((directive): Arguments =>
      Object.fromEntries(
        (directive.arguments ?? []).map((one) => [one.name.value, valueFromASTUntyped(one.value)]),
      ),
    );
}

const graphOf = ({ graph }: Arguments): string => String(graph).toLowerCase();
