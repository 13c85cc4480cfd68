/** Whether the server says the SDL of its kind, and whether that composes with the other kinds. */
import { Kind, parse, print } from 'graphql';
import type { SubgraphName } from '../../core/federation/subgraph-names.ts';
import { isObject } from '../../core/structures/is-object.ts';
import { changesBetween, versionOfSdl, type SchemaVersion } from '../../schema/compare-schemas.ts';
import { composeSupergraph } from '../../schema/compose.ts';
import { subgraphSdl } from '../../schema/subgraph-sdl.ts';
import type { SubgraphCheck } from './check-subgraph.ts';

const SHOWN = 5;
const TOKENS_MAX = 50_000;

export async function checkSdl({ settings: { kind }, ask, expect }: SubgraphCheck): Promise<void> {
  const reply = await ask('{ _service { sdl } }', null);
  const service = isObject(reply.data) ? reply.data['_service'] : undefined;
  const sdl = isObject(service) && typeof service['sdl'] === 'string' ? service['sdl'] : undefined;
  const version = sdl === undefined ? undefined : readVersion(sdl);
  if (sdl === undefined || version === undefined) {
    const came = sdl === undefined ? reply : 'SDL that cannot be parsed';
    return expect('sdl', false, {
      expected: 'the SDL of this kind in _service { sdl }',
      came,
      mend: MEND,
    });
  }
  const changes = changesBetween(versionOfSdl(subgraphSdl(kind)), version);
  const differing = [
    ...new Set(changes.filter((one) => one.kind !== 'description').map((one) => one.coordinate)),
  ];
  const rest = differing.length - SHOWN;
  expect('sdl', differing.length === 0, {
    expected: 'the SDL of this kind: types, fields, keys, access and cost',
    came: `other SDL for ${differing.slice(0, SHOWN).map(shortened).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`,
    mend: MEND,
  });
  expect('composition', differing.length + changedLinks(sdl, kind) === 0 || composes(sdl, kind), {
    expected: 'SDL that composes with that of the other kinds',
    came: 'errors of composition',
    mend: 'vakgraaf schema diff --subgraph KIND --against schema/KIND.graphql --sdl FILE prints them',
  });
}

/** What is imported of the specification, which changes the meaning of the same directives. */
function changedLinks(sdl: string, kind: SubgraphName): number {
  const [theirs, ours] = [sdl, subgraphSdl(kind)].map((text) =>
    parse(text)
      .definitions.flatMap((one) =>
        one.kind === Kind.SCHEMA_DEFINITION || one.kind === Kind.SCHEMA_EXTENSION
          ? (one.directives ?? [])
          : [],
      )
      .map(print)
      .filter((one) => one.includes('specs.apollo.dev/federation'))
      .toSorted()
      .join(' '),
  );
  return Number(theirs !== ours);
}

/** The SDL is a stranger's, so composition may throw as well. */
function composes(sdl: string, kind: SubgraphName): boolean {
  try {
    return composeSupergraph(undefined, (name) => (name === kind ? sdl : subgraphSdl(name))).ok;
  } catch {
    return false;
  }
}

const MEND = 'serve schema/shared.graphql followed by schema/KIND.graphql as they are';

/** Undefined for a text that is no SDL, or too much of it. */
function readVersion(sdl: string): SchemaVersion | undefined {
  try {
    parse(sdl, { maxTokens: TOKENS_MAX, noLocation: true });
    return versionOfSdl(sdl);
  } catch {
    return undefined;
  }
}

const shortened = (coordinate: string): string => coordinate.slice(0, 80);
