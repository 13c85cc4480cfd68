/** The SDL of a subgraph in the public profile: without case types, and without what leads to them alone. */
import {
  Kind,
  parse,
  print,
  visit,
  type DirectiveNode,
  type DocumentNode,
  type TypeNode,
} from 'graphql';
import type { Profile } from '../core/config-file/configuration.ts';
import { SUBGRAPH_NAMES, type SubgraphName } from '../core/federation/subgraph-names.ts';
import { subgraphSdl } from './subgraph-sdl.ts';

/** Partners of these kinds hold records of people alone. */
const KINDS_OF_PEOPLE: readonly SubgraphName[] = ['uwv', 'guidance'];

/** The subgraphs of the public profile. */
export const PUBLIC_SUBGRAPHS = SUBGRAPH_NAMES.filter((name) => !KINDS_OF_PEOPLE.includes(name));

/**
 * The SDL of one subgraph of the public profile. A type is left out when any subgraph has it as a case type, when it
 * has no field left, or when nothing refers to it any more.
 */
export function publicSdl(name: SubgraphName): string {
  const caseTypes = SUBGRAPH_NAMES.flatMap((one) =>
    typesIn(documentOf(one)).filter(isCase).map(nameOfType),
  );
  let document = withoutTypes(documentOf(name), new Set(caseTypes));
  for (let useless = uselessTypes(document); useless.size > 0;) {
    document = withoutTypes(document, useless);
    useless = uselessTypes(document);
  }
  return print(document);
}

/** The SDL of every subgraph of a profile. */
export function sdlOfProfile(profile: Profile): readonly string[] {
  return profile === 'public' ? PUBLIC_SUBGRAPHS.map(publicSdl) : SUBGRAPH_NAMES.map(subgraphSdl);
}

const documentOf = (name: SubgraphName) => parse(subgraphSdl(name), { noLocation: true });

/** The definitions of types that fields have; scalars are shared by all subgraphs and stay. */
function typesIn({ definitions }: DocumentNode) {
  return definitions.filter(
    (one) =>
      one.kind === Kind.OBJECT_TYPE_DEFINITION ||
      one.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION ||
      one.kind === Kind.UNION_TYPE_DEFINITION ||
      one.kind === Kind.ENUM_TYPE_DEFINITION,
  );
}

type TypeDefinition = ReturnType<typeof typesIn>[number];

const nameOfType = ({ name }: TypeDefinition) => name.value;

function withoutTypes(document: DocumentNode, removed: ReadonlySet<string>): DocumentNode {
  const drop = (node: Field) =>
    removed.has(namedType(node.type)) || isCase(node) ? null : undefined;
  const dropType = (node: TypeDefinition) => (removed.has(node.name.value) ? null : undefined);
  return visit(document, {
    FieldDefinition: drop,
    InputValueDefinition: drop,
    ObjectTypeDefinition: dropType,
    InputObjectTypeDefinition: dropType,
    EnumTypeDefinition: dropType,
    UnionTypeDefinition: dropType,
    NamedType: {
      // A member of a union; that of a field went with its field.
      enter: (node) => (removed.has(node.name.value) ? null : undefined),
    },
  });
}

interface Field extends Tagged {
  readonly type: TypeNode;
}

/** Types without a field or member, and those that no field has and that are no entity. */
function uselessTypes(document: DocumentNode): ReadonlySet<string> {
  const used = new Set<string>(['Query']);
  visit(document, { NamedType: (node) => void used.add(node.name.value) });
  const useless = typesIn(document).filter((one) => {
    const isEntity = one.directives?.some(({ name }) => name.value === 'key') ?? false;
    const isEmpty =
      ('fields' in one && one.fields?.length === 0) || ('types' in one && one.types?.length === 0);
    return isEmpty || (!used.has(one.name.value) && !isEntity);
  });
  return new Set(useless.map(nameOfType));
}

interface Tagged {
  readonly directives?: readonly DirectiveNode[] | undefined;
}

function isCase({ directives = [] }: Tagged): boolean {
  return directives.some(({ name, arguments: given = [] }) => {
    const [argument] = given;
    return (
      name.value === 'tag' &&
      argument?.value.kind === Kind.STRING &&
      argument.value.value === 'case'
    );
  });
}

function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);
}
