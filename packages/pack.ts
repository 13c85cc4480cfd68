/**
 * Packs what others install: `vakgraaf`, the command; `@vakgraaf/gateway`, the gateway of an Apollo Server; and
 * `@vakgraaf/client`, schema and types for clients. Writes a tarball of each to a folder.
 *
 * A package holds the compiled modules that its entries reach, the data files beside them, and as dependencies the
 * packages that those modules import, with the exact versions of the workspaces.
 */
import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { codegen } from '@graphql-codegen/core';
import * as typescript from '@graphql-codegen/typescript';
import { parse, printSchema } from 'graphql';
import { z } from 'zod';
import { parsedFile } from '../core/config/parsed-files.ts';
import { projectRoot } from '../core/config/project-root.ts';
import { ERROR_CODES } from '../core/errors/error-codes.ts';
import { parseSupergraph } from '../gateway/planning/supergraph.ts';

const root = projectRoot();
const DIST = join(root, 'dist');
const WORKSPACES = ['core', 'schema', 'subgraphs', 'gateway', 'cli'];

/** The demo, and commands that work in a checkout alone; `cli/main.ts` leaves these out elsewhere. */
const CHECKOUT_ONLY = /^mocks\/|^cli\/commands\/(demo|token|generate)\./;

/** The loader of TypeScript, which compiled modules do not need. */
const DEVELOPMENT_ONLY = 'tsx';

const IMPORT = /(?:\bfrom\s*|\bimport\s*\(?\s*|\.resolve\(\s*)["']([\w@.][\w@./-]*)["']/g;
/** `startThread('./table-thread', …)` */
const THREAD = /Thread\(["'](\.\/[\w./-]+)["']/g;

const manifestShape = z.object({
  version: z.string(),
  license: z.string(),
  engines: z.object({ node: z.string() }).optional(),
  dependencies: z.record(z.string(), z.string()).default({}),
  optionalDependencies: z.record(z.string(), z.string()).default({}),
});
const manifestOf = (folder: string) =>
  manifestShape.parse(JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')));

type Versions = Readonly<Record<string, string>>;

interface Package {
  readonly name: string;
  readonly description: string;
  /** Further fields of the manifest. */
  readonly manifest: object;
  /** Packages of which an application may have one copy only, shared with this package. */
  readonly peers?: readonly string[];
  /** Writes the files that are not in every package, and gives the packages that they import. */
  readonly write: (folder: string) => Versions | Promise<Versions>;
}

const PACKAGES: readonly Package[] = [
  {
    name: 'vakgraaf',
    description:
      'The vakgraaf command: GraphQL federation gateway, and subgraphs over partner systems',
    manifest: { bin: { vakgraaf: 'cli/vakgraaf.mjs' } },
    write(folder) {
      copy('cli/vakgraaf.mjs', folder);
      for (const workspace of WORKSPACES)
        for (const file of filesIn(join(root, workspace)))
          if (/\.(yaml|graphql)$|^persisted-operations\/manifest\.json$/.test(file)) {
            copy(join(workspace, file), folder);
            if (file.endsWith('.yaml'))
              copy(parsedFile(readFileSync(join(root, workspace, file), 'utf8')), folder);
          }
      return copyModules(DIST, 'cli/main.js', join(folder, 'dist'));
    },
  },
  {
    name: '@vakgraaf/gateway',
    description: 'Planner and executor of Vakgraaf, as the gateway of any Apollo Server',
    manifest: {
      exports: {
        '.': {
          types: './dist/gateway/drop-in/vakgraaf-gateway.d.ts',
          default: './dist/gateway/drop-in/vakgraaf-gateway.js',
        },
      },
    },
    // Two copies of it do not know each other's schemas.
    peers: ['graphql'],
    write(folder) {
      const entry = 'gateway/drop-in/vakgraaf-gateway';
      const types = mkdtempSync(join(tmpdir(), 'vakgraaf-types-'));
      try {
        declareTypes(`${entry}.ts`, types);
        const dist = join(folder, 'dist');
        return {
          ...copyModules(types, `${entry}.d.ts`, dist),
          ...copyModules(DIST, `${entry}.js`, dist),
        };
      } finally {
        rmSync(types, { recursive: true });
      }
    },
  },
  {
    name: '@vakgraaf/client',
    description: 'Schema of the graph of Vakgraaf, and its types for clients in TypeScript',
    manifest: {
      exports: {
        '.': { types: './types.d.ts' },
        './schema.graphql': './schema.graphql',
        './public-schema.graphql': './public-schema.graphql',
      },
    },
    async write(folder) {
      const schema = clientSchema('supergraph');
      writeFileSync(join(folder, 'schema.graphql'), schema);
      writeFileSync(join(folder, 'public-schema.graphql'), clientSchema('public-supergraph'));
      writeFileSync(join(folder, 'types.d.ts'), await clientTypes(schema));
      return {};
    },
  },
];

function copy(file: string, folder: string): void {
  mkdirSync(join(folder, dirname(file)), { recursive: true });
  copyFileSync(join(root, file), join(folder, file));
}

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)));
}

/** Copies a module and all that it imports, and gives the versions of the packages among them. */
function copyModules(from: string, entry: string, to: string): Versions {
  const reached = new Set([entry]);
  const packages = new Set<string>();
  for (const file of reached) {
    const text = readFileSync(join(from, file), 'utf8');
    mkdirSync(join(to, dirname(file)), { recursive: true });
    copyFileSync(join(from, file), join(to, file));
    for (const [, name = ''] of text.matchAll(IMPORT)) {
      if (name.startsWith('.')) {
        const imported = join(dirname(file), name);
        // A declaration imports the source that it was made of.
        const found = entry.endsWith('.d.ts') ? imported.replace(/\.ts$/, '.d.ts') : imported;
        if (!CHECKOUT_ONLY.test(found)) reached.add(found);
      } else if (!name.startsWith('node:')) {
        packages.add(/^(@[^/]+\/)?[^/]+/.exec(name)?.[0] ?? name);
      }
    }
    for (const [, name = ''] of text.matchAll(THREAD))
      reached.add(join(dirname(file), `${name}.js`));
  }
  packages.delete(DEVELOPMENT_ONLY);
  return Object.fromEntries([...packages].map((name) => [name, versionOf(name)]));
}

function versionOf(name: string): string {
  for (const workspace of WORKSPACES) {
    const { dependencies, optionalDependencies } = manifestOf(workspace);
    const version = dependencies[name] ?? optionalDependencies[name];
    if (version !== undefined) return version;
  }
  throw new Error(`Cannot pack: no workspace declares "${name}"`);
}

/** Writes the declarations of a source and of all that it imports. */
function declareTypes(source: string, to: string): void {
  const config = join(to, 'tsconfig.json');
  const compilerOptions = {
    noEmit: false,
    declaration: true,
    emitDeclarationOnly: true,
    noCheck: true,
    rootDir: root,
    outDir: to,
    typeRoots: [join(root, 'node_modules/@types')],
  };
  const content = {
    extends: join(root, 'tsconfig.json'),
    compilerOptions,
    include: [],
    files: [join(root, source)],
  };
  writeFileSync(config, JSON.stringify(content));
  execFileSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', config], {
    stdio: 'inherit',
  });
}

function clientSchema(supergraph: string): string {
  const sdl = readFileSync(join(root, 'schema', `${supergraph}.graphql`), 'utf8');
  return `${printSchema(parseSupergraph(sdl).apiSchema)}\n`;
}

async function clientTypes(schema: string): Promise<string> {
  const types = await codegen({
    filename: 'types.d.ts',
    schema: parse(schema),
    documents: [],
    config: {
      scalars: {
        ID: 'string',
        Date: 'string',
        DateTime: 'string',
        Decimal: 'number',
        URL: 'string',
      },
      strictScalars: true,
      immutableTypes: true,
      enumType: 'string-literal',
      skipTypename: true,
      namingConvention: 'keep',
    },
    plugins: [{ typescript: {} }],
    pluginMap: { typescript },
  });
  const codes = Object.keys(ERROR_CODES).map((code) => `'${code}'`);
  return `${types}
/** \`extensions.code\` of an error. */
export type ErrorCode = ${codes.join(' | ')};

/** An element of \`extensions.partial\`: a partner whose part of the data is missing. */
export interface MissingPartner {
  readonly partner: string | null;
  readonly kind: string | null;
  /** Null where the partner does not offer what was selected. */
  readonly fault: string | null;
}
`;
}

async function pack(
  { name, description, manifest, peers = [], write }: Package,
  to: string,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'vakgraaf-package-'));
  try {
    const imported = Object.entries(await write(folder)).toSorted(([a], [b]) => (a < b ? -1 : 1));
    const { version, license } = manifestOf('.');
    const optional = WORKSPACES.flatMap((workspace) =>
      Object.keys(manifestOf(workspace).optionalDependencies),
    );
    const only = (isWanted: (name: string) => boolean, range = '') =>
      Object.fromEntries(
        imported.flatMap(([one, exact]) => (isWanted(one) ? [[one, range + exact]] : [])),
      );
    const content = {
      name,
      version,
      description,
      license,
      type: 'module',
      engines: manifestOf('.').engines,
      ...manifest,
      dependencies: only((one) => !optional.includes(one) && !peers.includes(one)),
      optionalDependencies: only((one) => optional.includes(one)),
      peerDependencies: only((one) => peers.includes(one), '^'),
    };
    writeFileSync(join(folder, 'package.json'), `${JSON.stringify(content, null, 2)}\n`);
    copyFileSync(
      join(root, 'packages/readme', `${name.split('/').at(-1)}.md`),
      join(folder, 'README.md'),
    );
    for (const file of ['LICENSE', 'NOTICE']) copyFileSync(join(root, file), join(folder, file));
    execFileSync('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', to], {
      cwd: folder,
      stdio: ['ignore', 'inherit', 'inherit'],
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const target = resolve(process.argv[2] ?? join(root, '.cache/packages'));
mkdirSync(target, { recursive: true });
execFileSync(process.execPath, [join(root, 'compile.mjs')], { stdio: 'inherit' });
for (const one of PACKAGES) await pack(one, target);
