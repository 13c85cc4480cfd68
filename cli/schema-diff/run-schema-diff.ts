/** `vakgraaf schema diff`: what a new version of the schema changes for clients, and which operations it breaks. */
import { basename, join } from 'node:path';
import { GraphQLError, Kind, parse } from 'graphql';
import { projectRoot } from '../../core/config/project-root.ts';
import { ConfigError } from '../../core/config/read-config.ts';
import { readText } from '../../core/config/read-file.ts';
import type { SubgraphName } from '../../core/federation/subgraph-names.ts';
import { EXIT } from '../../core/process/exit.ts';
import { parseManifest } from '../../gateway/persisted-operations/manifest.ts';
import { parseSupergraph } from '../../gateway/planning/supergraph.ts';
import {
  changesBetween,
  versionOfSdl,
  type SchemaChange,
  type SchemaVersion,
} from '../../schema/compare-schemas.ts';
import { composeSupergraph, type Composition } from '../../schema/compose.ts';
import { subgraphSdl } from '../../schema/subgraph-sdl.ts';
import {
  brokenOperations,
  type BrokenOperation,
  type RecordedOperation,
} from './recorded-operations.ts';

export interface SchemaDiffOptions {
  /** The older version. */
  readonly against: string;
  /** The newer version; by default what the SDL in `schema/` composes. */
  readonly supergraph?: string;
  /** Both versions are the SDL of this subgraph. */
  readonly subgraph?: SubgraphName;
  /** The newer version of the subgraph; by default its SDL in `schema/`. */
  readonly sdl?: string;
  readonly manifest?: string;
  readonly json: boolean;
}

interface SchemaDiff {
  readonly composition: readonly string[];
  readonly changes: readonly SchemaChange[];
  readonly broken: readonly BrokenOperation[];
}

/** Prints the changes. The exit code is 1 when the schema does not compose, an operation breaks or access opens. */
export function runSchemaDiff(options: SchemaDiffOptions): number {
  const diff = compare(options);
  console.log(options.json ? JSON.stringify(diff, null, 2) : textOf(diff));
  const opens = diff.changes.some(({ kind }) => kind === 'opens');
  return diff.composition.length + diff.broken.length > 0 || opens ? EXIT.failure : EXIT.ok;
}

function compare(options: SchemaDiffOptions): SchemaDiff {
  const { against, supergraph, subgraph, sdl } = options;
  if (
    (sdl !== undefined && subgraph === undefined) ||
    (supergraph !== undefined && subgraph !== undefined)
  ) {
    throw new ConfigError(
      'Cannot compare these: --sdl needs --subgraph, and --supergraph goes without it',
    );
  }
  const operations = recordedOperations(options.manifest);
  if (subgraph !== undefined) {
    const [before, after] = [
      readText(against),
      sdl === undefined ? subgraphSdl(subgraph) : readText(sdl),
    ];
    const changes = changesBetween(
      parsed(versionOfSdl, before, against),
      parsed(versionOfSdl, after, sdl ?? subgraph),
    );
    const [old, current] = [before, after].map((text) =>
      composeSupergraph(undefined, (name) => (name === subgraph ? text : subgraphSdl(name))),
    );
    return { ...brokenBetween(operations, old, current), changes };
  }
  const current: Composition =
    supergraph === undefined
      ? composeSupergraph()
      : { ok: true, supergraphSdl: readText(supergraph), hints: [] };
  if (!current.ok) return { composition: current.errors, changes: [], broken: [] };
  const before = parsed(versionOfSupergraph, readText(against), against);
  const after = parsed(
    versionOfSupergraph,
    current.supergraphSdl,
    supergraph ?? 'the SDL in schema/',
  );
  const changes = changesBetween(before, after);
  return { composition: [], changes, broken: brokenOperations(operations, changes, before, after) };
}

/** Operations are those of clients, so they are judged by the supergraphs that both versions compose. */
function brokenBetween(
  operations: readonly RecordedOperation[],
  old: Composition | undefined,
  current: Composition | undefined,
): Omit<SchemaDiff, 'changes'> {
  if (!current?.ok) return { composition: current?.errors ?? [], broken: [] };
  // What did not compose before served nobody.
  if (!old?.ok) return { composition: [], broken: [] };
  const [before, after] = [
    versionOfSupergraph(old.supergraphSdl),
    versionOfSupergraph(current.supergraphSdl),
  ];
  const broken = brokenOperations(operations, changesBetween(before, after), before, after);
  return { composition: [], broken };
}

function versionOfSupergraph(sdl: string): SchemaVersion {
  const { apiSchema, fullSchema } = parseSupergraph(sdl);
  return { api: apiSchema, full: fullSchema };
}

function parsed(
  parseVersion: (sdl: string) => SchemaVersion,
  sdl: string,
  file: string,
): SchemaVersion {
  try {
    return parseVersion(sdl);
  } catch (error) {
    const why = error instanceof GraphQLError ? error.toString() : String(error);
    throw new ConfigError(`Cannot read the schema in "${basename(file)}": ${why}`, {
      cause: error,
    });
  }
}

const MANIFEST = join(projectRoot(), 'gateway', 'persisted-operations', 'manifest.json');

function recordedOperations(file = MANIFEST): readonly RecordedOperation[] {
  return parseManifest(readText(file), basename(file)).documents.flatMap(({ query }) =>
    parse(query).definitions.flatMap((one) =>
      one.kind === Kind.OPERATION_DEFINITION ? [{ name: one.name?.value, text: query }] : [],
    ),
  );
}

function textOf({ composition, changes, broken }: SchemaDiff): string {
  const counts = new Map<string, number>();
  for (const { kind } of changes) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [
    ...composition.map((text) => `COMPOSITION  ${text}`),
    ...changes.map(({ kind, coordinate, text }) => {
      const mark = kind === 'opens' || kind === 'breaking' ? kind.toUpperCase() : kind;
      return `${mark.padEnd(11)}  ${text.startsWith(coordinate) ? text : `${coordinate}: ${text}`}`;
    }),
    ...broken.map(
      ({ operation, because }) => `BROKEN       operation ${operation}: ${because.join('; ')}`,
    ),
    [
      `composition errors: ${composition.length}`,
      `changes: ${[...counts].map(([kind, count]) => `${count} ${kind}`).join(', ') || 'none'}`,
      `broken operations: ${broken.length}`,
    ].join('; '),
  ].join('\n');
}
