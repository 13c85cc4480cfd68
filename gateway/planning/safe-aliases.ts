/**
 * Replaces aliases that equal a field name. A plan fetches keys and required fields under their own names
 * beside the fields of the operation, so a client's alias `upc: id` would overwrite a key `upc`. Such an alias
 * is planned and fetched under another name; the response has the client's alias.
 */
import {
  isInterfaceType,
  isObjectType,
  Kind,
  visit,
  type DocumentNode,
  type FieldNode,
  type GraphQLSchema,
} from 'graphql';

/** From the client's alias to the name that is fetched instead. Empty for nearly every document. */
export type SafeAliases = ReadonlyMap<string, string>;

/** Every field name of a schema. */
export function fieldNames(schema: GraphQLSchema): ReadonlySet<string> {
  const names = new Set<string>();
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) && !isInterfaceType(type)) continue;
    for (const name of Object.keys(type.getFields())) names.add(name);
  }
  return names;
}

export function safeAliases(document: DocumentNode, fields: ReadonlySet<string>): SafeAliases {
  const used = new Set<string>();
  const risky = new Set<string>();
  visit(document, {
    Field({ alias, name }) {
      used.add(alias?.value ?? name.value);
      if (alias && alias.value !== name.value && isRisky(alias.value, fields)) {
        risky.add(alias.value);
      }
    },
  });
  const safe = new Map<string, string>();
  for (const alias of risky) {
    let name = `alias_${alias}`;
    while (used.has(name) || fields.has(name)) name = `_${name}`;
    used.add(name);
    safe.set(alias, name);
  }
  return safe;
}

/** The response name of a field in the data of subgraphs. */
export function fetchedName({ alias, name }: FieldNode, aliases: SafeAliases): string {
  if (!alias || alias.value === name.value) return name.value;
  return aliases.get(alias.value) ?? alias.value;
}

/** Entity fetches have a variable named `client`; a client's variable of that name is planned as `planned`. */
export const RESERVED_VARIABLE = {
  client: 'representations',
  planned: 'representations_of_client',
};

export function withSafeAliases(document: DocumentNode, aliases: SafeAliases): DocumentNode {
  return visit(document, {
    Variable(node) {
      if (node.name.value !== RESERVED_VARIABLE.client) return undefined;
      return { ...node, name: { kind: Kind.NAME, value: RESERVED_VARIABLE.planned } };
    },
    Field(node) {
      const value = fetchedName(node, aliases);
      if (!node.alias || node.alias.value === value) return undefined;
      return { ...node, alias: { kind: Kind.NAME, value } };
    },
  });
}

/** Names with two underscores are reserved by GraphQL (`__typename`) or JavaScript (`__proto__`). */
function isRisky(alias: string, fields: ReadonlySet<string>): boolean {
  return fields.has(alias) || alias.startsWith('__');
}
