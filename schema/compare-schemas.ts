/** What changes between two versions of a schema, for the clients that use it and for those who guard its data. */
import {
  buildASTSchema,
  findBreakingChanges,
  findDangerousChanges,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  Kind,
  parse,
  print,
  type ConstDirectiveNode,
  type DefinitionNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  type GraphQLType,
} from 'graphql';
import { createAccessRules, type AccessRules } from '../core/access/access-rules.ts';
import type { Demand } from '../core/access/demands.ts';
import { deprecationProblem } from './deprecation.ts';
import { linkedDirectiveNames, stringArgument } from '../core/federation/linked-directives.ts';

/**
 * `breaking`, `dangerous` and `safe` are as the library graphql has them, and removing what composition needs is
 * breaking as well. Access that `opens` lets somebody read what they could not read before.
 */
export type ChangeKind =
  'opens' | 'breaking' | 'restricts' | 'dangerous' | 'cost' | 'safe' | 'description';

export interface SchemaChange {
  readonly kind: ChangeKind;
  /** The element of the schema, such as `Voucher.issuedOn`. */
  readonly coordinate: string;
  readonly text: string;
}

/** One version: the schema as clients see it, and the same with the directives of Federation. */
export interface SchemaVersion {
  readonly api: GraphQLSchema;
  readonly full: GraphQLSchema;
}

/** What a subgraph adds for Federation itself, and what composition adds to a supergraph. */
const MACHINERY = /^(\w+\.)?(_|join__|link__|core__|federation__)/;

/** The version that the SDL of a subgraph is. Throws a syntax error. */
export function versionOfSdl(sdl: string): SchemaVersion {
  const { definitions } = parse(sdl, { noLocation: true });
  const defined = new Set<string>();
  for (const one of definitions) {
    if (one.kind === Kind.OBJECT_TYPE_DEFINITION) defined.add(one.name.value);
  }
  // `extend type Query` without a definition is usual in a subgraph, and graphql-js ignores it.
  const whole = definitions.map((one): DefinitionNode => {
    if (one.kind !== Kind.OBJECT_TYPE_EXTENSION || defined.has(one.name.value)) return one;
    defined.add(one.name.value);
    return { ...one, kind: Kind.OBJECT_TYPE_DEFINITION };
  });
  const full = buildASTSchema(
    { kind: Kind.DOCUMENT, definitions: whole },
    { assumeValidSDL: true, assumeValid: true },
  );
  return { api: full, full };
}

/** All changes, by kind and coordinate. */
export function changesBetween(
  before: SchemaVersion,
  after: SchemaVersion,
): readonly SchemaChange[] {
  const old = elementsOf(before);
  const current = elementsOf(after);
  const changes: SchemaChange[] = [
    ...found('breaking', findBreakingChanges(before.api, after.api)),
    ...found('dangerous', findDangerousChanges(before.api, after.api)),
  ].map((one) => (current.has(one.coordinate) ? one : withDeprecation(one, old)));
  const named = new Set(changes.map(({ coordinate }) => coordinate));
  for (const [coordinate, element] of current) {
    const former = old.get(coordinate);
    if (former !== undefined) {
      changes.push(...changesOf(coordinate, former, element, (one) => current.has(one)));
      if (former.type !== element.type && !named.has(coordinate)) {
        const text = `changed type from ${former.type} to ${element.type}`;
        changes.push({ kind: 'safe', coordinate, text });
      }
    } else if (isIn(before.full, coordinate)) {
      changes.push({ kind: 'opens', coordinate, text: 'is no longer hidden by @inaccessible' });
    } else if (!named.has(coordinate)) changes.push({ kind: 'safe', coordinate, text: 'is new' });
  }
  for (const coordinate of old.keys()) {
    if (current.has(coordinate) || !isIn(after.full, coordinate) || named.has(coordinate)) continue;
    changes.push({ kind: 'breaking', coordinate, text: 'is hidden by @inaccessible' });
  }
  return changes.toSorted((a, b) => rank(a) - rank(b) || compare(a.coordinate, b.coordinate));
}

/** What is removed says whether clients were told before. */
function withDeprecation(change: SchemaChange, old: ReadonlyMap<string, Element>): SchemaChange {
  const element = old.get(change.coordinate);
  if (element === undefined) return change;
  const told =
    element.deprecated === null ? 'not deprecated before' : `deprecated: ${element.deprecated}`;
  return { ...change, text: `${change.text} (${told})` };
}

const ORDER: readonly ChangeKind[] = [
  'opens',
  'breaking',
  'restricts',
  'dangerous',
  'cost',
  'safe',
  'description',
];
const rank = ({ kind }: SchemaChange): number => ORDER.indexOf(kind);
const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

/** The library describes a change in a sentence, which begins with the element or names it before its end. */
function found(
  kind: ChangeKind,
  changes: readonly { readonly type: string; readonly description: string }[],
): readonly SchemaChange[] {
  return changes.flatMap(({ type, description }) => {
    const coordinate = coordinateIn(description);
    return MACHINERY.test(coordinate) || IGNORED.test(type) || description.startsWith('Standard')
      ? []
      : [{ kind, coordinate, text: description.replace(/\.$/, '') }];
  });
}

/** Directives are compared where they are applied. */
const IGNORED = /DIRECTIVE/;

const SENTENCES: readonly (readonly [RegExp, string])[] = [
  [/^(\w+\.\w+) arg (\w+) /, '$1($2:)'],
  [/^An? \w+ arg (\w+) on (\w+\.\w+) /, '$2($1:)'],
  [/^An? \w+ field (\w+) on input type (\w+) /, '$2.$1'],
  [/^(\w+) was (?:added to|removed from) (?:enum|union) type (\w+)/, '$2.$1'],
  [/^\w+ added to interfaces implemented by (\w+)/, '$1'],
  [/^(\w+(?:\.\w+)?)/, '$1'],
];

function coordinateIn(description: string): string {
  for (const [pattern, coordinate] of SENTENCES) {
    const [sentence] = pattern.exec(description) ?? [];
    if (sentence !== undefined) return sentence.replace(pattern, coordinate);
  }
  return description;
}

/** What is compared of one element of a schema besides its type. */
interface Element {
  /** With the default value of an argument; empty for a type. */
  readonly type: string;
  readonly description: string;
  readonly deprecated: string | null;
  readonly demands: readonly Demand[];
  readonly layer: string;
  readonly cost: string;
  /** Directives that composition reads, as text; only of a subgraph, because they become others in a supergraph. */
  readonly federation: string;
}

interface Described {
  readonly type?: GraphQLType | null | undefined;
  readonly defaultValue?: unknown;
  readonly description?: string | null | undefined;
  readonly deprecationReason?: string | null | undefined;
}
type Annotated = { readonly directives?: readonly ConstDirectiveNode[] | undefined };
type Node = Annotated | null | undefined;

const COMPOSED = [
  'key',
  'external',
  'requires',
  'provides',
  'override',
  'interfaceObject',
] as const;
const READ = [...COMPOSED, 'shareable', 'inaccessible', 'tag', 'cost', 'listSize'] as const;

function elementsOf({ api, full }: SchemaVersion): ReadonlyMap<string, Element> {
  const rules = createAccessRules(full);
  const names = linkedDirectiveNames(full, READ, (directive) => directive);
  const isSupergraph = full.getDirective('join__type') !== undefined;
  const elements = new Map<string, Element>();

  const add = (
    coordinate: string,
    own: Described,
    nodes: readonly Node[],
    demands: readonly Demand[],
  ) => {
    const directives = nodes.flatMap((node) => node?.directives ?? []);
    const named = (wanted: readonly string[]) =>
      directives.filter(({ name }) => wanted.includes(names.get(name.value) ?? ''));
    if (named(['inaccessible']).length > 0) return;
    const defaultValue =
      own.defaultValue === undefined ? '' : ` = ${JSON.stringify(own.defaultValue)}`;
    elements.set(coordinate, {
      type: own.type ? `${String(own.type)}${defaultValue}` : '',
      description: (own.description ?? '').replaceAll(/\s+/g, ' ').trim(),
      deprecated: own.deprecationReason ?? null,
      demands,
      layer: named(['tag'])
        .map((tag) => stringArgument(tag, 'name') ?? '')
        .toSorted()
        .join(' '),
      cost: textOf(named(['cost', 'listSize']), names),
      federation: isSupergraph ? '' : textOf(named(COMPOSED), names),
    });
  };

  for (const type of Object.values(api.getTypeMap())) {
    if (MACHINERY.test(type.name)) continue;
    const whole = full.getType(type.name) ?? type;
    add(type.name, type, [whole.astNode, ...whole.extensionASTNodes], rules.demandsOfType(whole));
    for (const [coordinate, member, node, demands] of membersOf(type, whole, rules)) {
      add(coordinate, member, [node], demands);
    }
  }
  return elements;
}

type Member = readonly [string, Described, Node, readonly Demand[]];

function* membersOf(
  type: GraphQLNamedType,
  whole: GraphQLNamedType,
  rules: AccessRules,
): Generator<Member> {
  if (isEnumType(type) && isEnumType(whole)) {
    for (const value of type.getValues()) {
      yield [`${type.name}.${value.name}`, value, whole.getValue(value.name)?.astNode, []];
    }
  } else if (isInputObjectType(type) && isInputObjectType(whole)) {
    const fields = whole.getFields();
    for (const field of Object.values(type.getFields())) {
      yield [`${type.name}.${field.name}`, field, fields[field.name]?.astNode, []];
    }
  } else if (
    (isObjectType(type) || isInterfaceType(type)) &&
    (isObjectType(whole) || isInterfaceType(whole))
  ) {
    for (const field of Object.values(type.getFields())) {
      if (field.name.startsWith('_')) continue;
      const wholeField = whole.getFields()[field.name] ?? field;
      const coordinate = `${type.name}.${field.name}`;
      yield [coordinate, field, wholeField.astNode, rules.demandsOf(whole, wholeField)];
      for (const argument of field.args) {
        const node = wholeField.args.find(({ name }) => name === argument.name)?.astNode;
        yield [`${coordinate}(${argument.name}:)`, argument, node, []];
      }
    }
  }
}

/** Directives under their plain names, in one order and without the spacing of their field sets. */
function textOf(
  directives: readonly ConstDirectiveNode[],
  names: ReadonlyMap<string, string>,
): string {
  return directives
    .map(({ name, arguments: given = [] }) => {
      const texts = given
        // What a directive says without the argument as well.
        .filter(
          ({ name: argument, value }) =>
            !(argument.value === 'resolvable' && print(value) === 'true'),
        )
        .map((one) => print(one).replaceAll(/\s+/g, ' '));
      return `@${names.get(name.value) ?? name.value}(${texts.toSorted().join(', ')})`;
    })
    .toSorted()
    .join(' ');
}

/** Whether a schema defines an element, for clients or hidden from them. */
function isIn(schema: GraphQLSchema, coordinate: string): boolean {
  const [type = '', member] = coordinate.replace(/\(.*$/, '').split('.');
  const one = schema.getType(type);
  if (member === undefined || one === undefined) return one !== undefined;
  const argument = /\((\w+):\)$/.exec(coordinate)?.[1];
  if (isEnumType(one)) return one.getValue(member) !== undefined;
  const field = 'getFields' in one ? one.getFields()[member] : undefined;
  if (field === undefined || argument === undefined) return field !== undefined;
  return 'args' in field && field.args.some(({ name }) => name === argument);
}

function changesOf(
  coordinate: string,
  before: Element,
  after: Element,
  exists: (coordinate: string) => boolean,
): readonly SchemaChange[] {
  const changes: SchemaChange[] = [];
  const add = (kind: ChangeKind, text: string) => changes.push({ kind, coordinate, text });
  const rules = `${rulesText(before.demands)} before, ${rulesText(after.demands)} now`;
  if (opensBetween(before.demands, after.demands))
    add('opens', `can be read by more clients: ${rules}`);
  if (opensBetween(after.demands, before.demands))
    add('restricts', `can be read by fewer clients: ${rules}`);
  if (before.layer !== after.layer) {
    const isLower = layerOf(after.layer) < layerOf(before.layer);
    const layers = `its tags were "${before.layer}" and are "${after.layer}"`;
    add(isLower ? 'opens' : 'restricts', layers);
  }
  if (before.federation !== after.federation) {
    add(
      'breaking',
      `its directives of Federation were "${before.federation}" and are "${after.federation}"`,
    );
  }
  if (before.cost !== after.cost)
    add('cost', `its cost was "${before.cost}" and is "${after.cost}"`);
  if (before.deprecated !== after.deprecated) {
    const { deprecated } = after;
    const problem = deprecated === null ? null : deprecationProblem(deprecated, exists);
    add(
      problem === null ? 'safe' : 'dangerous',
      deprecated === null ? 'is no longer deprecated' : `is deprecated: ${problem ?? deprecated}`,
    );
  }
  if (before.description !== after.description) add('description', 'has another description');
  return changes;
}

const LAYERS = ['public', 'aggregate', 'case'];
/** How close to a person; a tag that is no layer does not count. */
const layerOf = (tags: string): number =>
  Math.max(-1, ...tags.split(' ').map((tag) => LAYERS.indexOf(tag)));

function rulesText(demands: readonly Demand[]): string {
  if (demands.length === 0) return 'everyone';
  const texts = demands.map((one) =>
    one.kind === 'authenticated'
      ? '@authenticated'
      : `@${one.kind}(${one.anyOf.map((all) => all.join(' + ')).join(' | ')})`,
  );
  return texts.toSorted().join(' ');
}

/** More ways than this are not compared: then the change counts as both opening and restricting. */
const WAYS_MAX = 4_096;

/** Whether some client satisfies the demands of `after` without those of `before`. */
export function opensBetween(before: readonly Demand[], after: readonly Demand[]): boolean {
  if (JSON.stringify(before) === JSON.stringify(after)) return false;
  const ways = waysToMeet(after);
  return ways === null || ways.some((held) => !before.every((one) => isMetBy(one, held)));
}

/** The smallest sets of rights that satisfy all demands; null when there are too many to list. */
function waysToMeet(demands: readonly Demand[]): readonly ReadonlySet<string>[] | null {
  let ways: readonly ReadonlySet<string>[] = [new Set()];
  for (const demand of demands) {
    ways = ways.flatMap((held) =>
      alternativesOf(demand).map((more) => new Set([...held, ...more])),
    );
    if (ways.length > WAYS_MAX) return null;
  }
  return ways;
}

const isMetBy = (demand: Demand, held: ReadonlySet<string>): boolean =>
  alternativesOf(demand).some((all) => all.every((one) => held.has(one)));

/** Every right includes a token, as a policy and a scope do. */
function alternativesOf(demand: Demand): readonly (readonly string[])[] {
  if (demand.kind === 'authenticated') return [['token']];
  return demand.anyOf
    .filter((all) => all.length > 0)
    .map((all) => ['token', ...all.map((one) => `${demand.kind} ${one}`)]);
}
