/**
 * The TypeScript types of every subgraph, from its SDL: `schema/generated/NAME.ts` holds the
 * types of the SDL, `subgraphs/NAME/resolver-types.ts` the types of its resolvers. The value that a
 * resolver of type `T` receives is `TModel` of `subgraphs/NAME/models.ts` where that is exported; a
 * type with a key and without a model is its key fields.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { codegen } from '@graphql-codegen/core';
import * as typescript from '@graphql-codegen/typescript';
import * as typescriptResolvers from '@graphql-codegen/typescript-resolvers';
import { makeExecutableSchema } from '@graphql-tools/schema';
import { pruneSchema } from '@graphql-tools/utils';
import {
  isObjectType,
  Kind,
  parse,
  printSchema,
  type ConstDirectiveNode,
  type GraphQLNamedType,
  type GraphQLSchema,
} from 'graphql';
import { format } from 'prettier';
import { projectRoot } from '../../core/config/project-root.ts';
import { SUBGRAPH_NAMES, type SubgraphName } from '../../core/federation/subgraph-names.ts';
import { sharedSdl, subgraphSdl } from '../../schema/subgraph-sdl.ts';
import type { GeneratedFiles } from './generate-command.ts';

const HEADER = '// Written by `npm run types` from the SDL; not to be edited by hand.\n';

const CONFIG = {
  scalars: { ID: 'string', Date: 'string', DateTime: 'string', Decimal: 'number', URL: 'string' },
  strictScalars: true,
  enumsAsConst: true,
  namingConvention: 'keep',
  maybeValue: 'T | null | undefined',
  inputMaybeValue: 'T | null',
  immutableTypes: true,
  skipTypename: true,
  disableDescriptions: true,
  useTypeImports: true,
};

/** The files of types as the SDL describes them now. */
export async function currentResolverTypes(): Promise<GeneratedFiles> {
  const shared = makeExecutableSchema({ typeDefs: sharedSdl(), assumeValidSDL: true });
  const files = [await schemaTypes('shared', shared)];
  for (const name of SUBGRAPH_NAMES) {
    const schema = readSchema(name);
    files.push(await schemaTypes(name, schema), await resolverTypes(name, schema));
  }
  return new Map(files);
}

async function schemaTypes(name: string, schema: GraphQLSchema): Promise<[string, string]> {
  const file = `schema/generated/${name}.ts`;
  const text = await generate(file, schema, { typescript }, CONFIG);
  return [file, await formatted(HEADER + text)];
}

async function resolverTypes(name: SubgraphName, schema: GraphQLSchema): Promise<[string, string]> {
  const file = `subgraphs/${name}/resolver-types.ts`;
  const text = await generate(
    file,
    schema,
    { typescriptResolvers },
    {
      ...CONFIG,
      namespacedImportName: 'Types',
      contextType: './loaders.ts#Context',
      mappers: mappersOf(name, schema),
      avoidOptionals: { resolvers: true, query: true },
      makeResolverTypeCallable: true,
    },
  );
  const schemaImport = `import type * as Types from "../../schema/generated/${name}.ts";\n`;
  return [file, await formatted(HEADER + schemaImport + withoutUnused(text))];
}

/** Without the types of `shared.graphql` that this subgraph has no use for. */
function readSchema(name: SubgraphName): GraphQLSchema {
  const whole = makeExecutableSchema({ typeDefs: subgraphSdl(name), assumeValidSDL: true });
  return pruneSchema(whole, { skipPruning: (type) => keyFieldsOf(type) !== null });
}

function generate(
  filename: string,
  schema: GraphQLSchema,
  pluginMap: Parameters<typeof codegen>[0]['pluginMap'],
  config: Parameters<typeof codegen>[0]['config'],
): Promise<string> {
  const plugins = Object.keys(pluginMap).map((plugin) => ({ [plugin]: {} }));
  const document = parse(printSchema(schema));
  return codegen({ filename, schema: document, documents: [], plugins, pluginMap, config });
}

function mappersOf(name: SubgraphName, schema: GraphQLSchema): Readonly<Record<string, string>> {
  const models = readFileSync(join(projectRoot(), 'subgraphs', name, 'models.ts'), 'utf8');
  const named = [...models.matchAll(/^export (?:interface|type|class)[ {]+(\w+)Model\b/gm)];
  const keyed = Object.values(schema.getTypeMap()).flatMap((type) => {
    const fields = keyFieldsOf(type);
    return fields === null ? [] : [[type.name, `Pick<Types.${type.name}, ${fields}>`] as const];
  });
  return Object.fromEntries([
    ...keyed,
    ...named.flatMap(([, type = '']) => [[type, `./models.ts#${type}Model`] as const]),
  ]);
}

/** As a union of TypeScript, such as `'kind' | 'code'`; null for a type that is no entity. */
function keyFieldsOf(type: GraphQLNamedType): string | null {
  if (!isObjectType(type)) return null;
  const nodes = [type.astNode, ...type.extensionASTNodes];
  const fields = nodes.flatMap((node) => node?.directives ?? []).flatMap(keyFieldsIn);
  return fields.length === 0 ? null : fields.map((field) => `'${field}'`).join(' | ');
}

function keyFieldsIn({ name, arguments: given = [] }: ConstDirectiveNode): readonly string[] {
  if (name.value !== 'key') return [];
  const fields = given.find((one) => one.name.value === 'fields')?.value;
  return fields?.kind === Kind.STRING ? fields.value.split(/\s+/) : [];
}

/** The plugin declares types for subscriptions and directive resolvers whether they occur or not. */
function withoutUnused(text: string): string {
  const used = text.split(/\n+(?=export |\/\*\*)/).filter((declaration) => {
    const [, name = ''] = /export (?:type|interface) (\w+)/.exec(declaration) ?? [];
    return name.endsWith('Resolvers') || text.split(new RegExp(`\\b${name}\\b`)).length > 2;
  });
  const shorter = used.join('\n').replace(', GraphQLScalarTypeConfig }', ' }');
  return shorter.length === text.length ? text : withoutUnused(shorter);
}

function formatted(text: string): Promise<string> {
  return format(text, { parser: 'typescript', singleQuote: true, printWidth: 100 });
}
