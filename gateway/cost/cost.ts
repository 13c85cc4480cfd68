/**
 * The cost of an operation before it is executed, by the rules of IBM's GraphQL Cost Directives. Its two sums
 * are one here: a field adds its own weight and that of its arguments for each call, and every object that it
 * returns adds the weight of its type. An upper bound: a field that is selected twice counts twice.
 */
import {
  getOperationAST,
  getNamedType,
  getNullableType,
  isCompositeType,
  isInputObjectType,
  isListType,
  Kind,
  valueFromASTUntyped,
  type DirectiveNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { fragmentsOf } from '../../core/access/access-requirements.ts';
import { COST_BUDGETS, INTROSPECTION_SHARE } from './budget.ts';
import type { NormalizedOperation } from '../planning/planner.ts';
import { createIntrospectionCount, type CountIntrospection } from './introspection-cost.ts';
import { add, multiply, saturate, SATURATED } from './saturate.ts';
import {
  possibleTypes,
  readWeights,
  type InputDefinition,
  type ListSize,
  type Weights,
} from './weights.ts';

/** What an operation costs with the variables of one request. */
export interface Cost {
  readonly total: number;
  /** The most expensive path, in names of the schema: no alias and no value of a client. */
  readonly path: readonly string[];
  /** Each field at the root, in the order of the document. */
  readonly roots: readonly RootCost[];
}

export interface RootCost {
  readonly field: string;
  readonly cost: number;
}

/** Of one operation, with the coerced variables of a request. */
export type CostOf = (variables: Values) => Cost;

type Values = Readonly<Record<string, unknown>>;

/** A part of a cost; a function where it depends on the variables. */
type Amount = number | ((variables: Values) => number);

/** Whether a selection takes part: always, or as the variables say. */
type Condition = true | ((variables: Values) => boolean);

interface FieldCost {
  readonly name: string;
  readonly isSelected: Condition;
  /** One call of the field, without what it returns. */
  readonly call: Amount;
  /** How many values one call returns. */
  readonly size: Amount;
  /** What one returned value costs: by possible type, of which the largest counts. */
  readonly types: readonly { readonly weight: number; readonly set: SetCost | undefined }[];
}

interface SetCost {
  readonly fields: readonly FieldCost[];
  readonly spreads: readonly {
    readonly isSelected: Condition;
    readonly set: SetCost;
  }[];
  /** Whether it costs the same with any variables; then its cost is kept. */
  readonly isFixed: boolean;
  fixedCost?: number;
}

/** The size of the lists one level below a field. */
interface Sized {
  readonly fields: readonly string[];
  readonly size: Amount;
}

/** As in other implementations, since IBM's rules say nothing of writing. */
const MUTATION_WEIGHT = 10;

export interface CostOptions {
  /** With its directives, as `buildASTSchema` makes it of a supergraph. */
  readonly supergraph: GraphQLSchema;
  /** What introspection returns. */
  readonly apiSchema: GraphQLSchema;
  /** The smallest budget, of which introspection costs a share; that of the public without it. */
  readonly budget?: number | undefined;
  /** Elements of a list whose size the supergraph does not tell. */
  readonly defaultListSize?: number | undefined;
}

/** Compiles the cost of an operation the first time it is asked for. */
export function createCostOf(options: CostOptions): (operation: NormalizedOperation) => CostOf {
  const { supergraph, apiSchema, budget = COST_BUDGETS.public, defaultListSize } = options;
  const weights = readWeights(supergraph, defaultListSize);
  const countIntrospection = createIntrospectionCount(apiSchema, INTROSPECTION_SHARE * budget);
  const compiled = new WeakMap<NormalizedOperation, CostOf>();
  return function costOf(operation) {
    const known = compiled.get(operation);
    if (known) return known;
    const cost = compileCost(operation, weights, countIntrospection);
    compiled.set(operation, cost);
    return cost;
  };
}

function compileCost(
  { document, operationName }: NormalizedOperation,
  weights: Weights,
  countIntrospection: CountIntrospection,
): CostOf {
  const operation = getOperationAST(document, operationName);
  const root = operation && weights.schema.getRootType(operation.operation);
  if (!operation || !root) throw new Error('Cannot find the operation to cost');
  const compiler = new CostCompiler(weights, countIntrospection, fragmentsOf(document));
  const set = compiler.compileSet(operation.selectionSet, root, undefined);
  return (variables) => new CostEvaluation(variables).costOf(set);
}

/** Makes the part of each selection set once, wherever its fragment is spread. */
class CostCompiler {
  private readonly sets = new Map<SelectionSetNode, Map<Sized | undefined, Map<string, SetCost>>>();
  private readonly weights: Weights;
  private readonly countIntrospection: CountIntrospection;
  private readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;

  constructor(
    weights: Weights,
    countIntrospection: CountIntrospection,
    fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  ) {
    this.weights = weights;
    this.countIntrospection = countIntrospection;
    this.fragments = fragments;
  }

  compileSet(set: SelectionSetNode, type: GraphQLObjectType, sized: Sized | undefined): SetCost {
    const bySize = entryOf(this.sets, set, () => new Map());
    const byType = entryOf(bySize, sized, () => new Map<string, SetCost>());
    return entryOf(byType, type.name, () => {
      const fields = set.selections.flatMap((one) => this.compileField(one, type, sized));
      const spreads = set.selections.flatMap((one) => this.compileSpread(one, type, sized));
      return { fields, spreads, isFixed: fields.every(isFixed) && spreads.every(isFixedSpread) };
    });
  }

  private compileSpread(
    selection: SelectionNode,
    type: GraphQLObjectType,
    sized: Sized | undefined,
  ): SetCost['spreads'] {
    if (selection.kind === Kind.FIELD) return [];
    const spread =
      selection.kind === Kind.INLINE_FRAGMENT
        ? selection
        : this.fragments.get(selection.name.value);
    if (!spread || !this.applies(spread.typeCondition?.name.value, type)) return [];
    const set = this.compileSet(spread.selectionSet, type, sized);
    return [{ isSelected: selectedBy(selection.directives), set }];
  }

  private applies(condition: string | undefined, type: GraphQLObjectType): boolean {
    const named = condition === undefined ? type : this.weights.schema.getType(condition);
    return named !== undefined && possibleTypes(named, this.weights.schema).includes(type);
  }

  private compileField(
    node: SelectionNode,
    parent: GraphQLObjectType,
    sized: Sized | undefined,
  ): readonly FieldCost[] {
    if (node.kind !== Kind.FIELD) return [];
    const name = node.name.value;
    const isSelected = selectedBy(node.directives);
    const counted = this.countIntrospection(node, this.fragments);
    if (counted !== undefined) {
      return [{ name, isSelected, call: counted, size: 1, types: [] }];
    }
    const definitions = definitionsOf(name, parent);
    const [definition] = definitions;
    if (!definition) return [];
    const [listSize] = definitions.flatMap((one) => this.weights.listSizeOf(one) ?? []);
    const listed = listSize && this.sizeOf(listSize, node, definition);
    const isForList = listSize !== undefined && listSize.sizedFields.length === 0;
    const below =
      listed === undefined || isForList
        ? undefined
        : { fields: listSize?.sizedFields ?? [], size: listed };
    const inherited = sized?.fields.includes(name) === true ? sized.size : undefined;
    const size = this.instances(definition.type, inherited ?? (isForList ? listed : undefined));
    return [
      {
        name,
        isSelected,
        call: this.callOf(node, definitions, parent),
        size,
        types: this.typesOf(node, definition.type, below),
      },
    ];
  }

  private typesOf(node: FieldNode, type: GraphQLOutputType, below: Sized | undefined) {
    const named = getNamedType(type);
    const { selectionSet } = node;
    if (!isCompositeType(named) || !selectionSet) {
      return [{ weight: this.weights.ofType(named), set: undefined }];
    }
    return possibleTypes(named, this.weights.schema).map((possible) => ({
      weight: this.weights.ofType(possible),
      set: this.compileSet(selectionSet, possible, below),
    }));
  }

  private callOf(
    node: FieldNode,
    definitions: readonly GraphQLField<unknown, unknown>[],
    parent: GraphQLObjectType,
  ): Amount {
    const given = definitions.flatMap((definition) => this.weights.ofField(definition) ?? []);
    const isMutation = parent === this.weights.schema.getMutationType();
    const weight = given.length > 0 ? Math.max(...given) : isMutation ? MUTATION_WEIGHT : 0;
    const inputs = (node.arguments ?? []).flatMap(({ name, value }) => {
      const argument = definitions[0]?.args.find((one) => one.name === name.value);
      return argument && !this.isFree(argument) ? [{ argument, value }] : [];
    });
    if (inputs.length === 0) return Math.max(weight, 0);
    return (variables) => {
      const costs = inputs.map(({ argument, value }) =>
        this.inputCost(argument, valueFromASTUntyped(value, variables)),
      );
      // A negative weight makes its field cheaper, and never less than free.
      return saturate(costs.reduce((sum, cost) => sum + cost, weight));
    };
  }

  private isFree(input: InputDefinition): boolean {
    return this.weights.ofInput(input) === 0 && !isInputObjectType(getNamedType(input.type));
  }

  private inputCost(input: InputDefinition, value: unknown): number {
    if (value === null || value === undefined) return 0;
    if (Array.isArray(value)) {
      return value.reduce<number>((sum, item) => sum + this.inputCost(input, item), 0);
    }
    const type = getNamedType(input.type);
    const own = this.weights.ofInput(input);
    if (!isInputObjectType(type) || typeof value !== 'object') return own;
    const fields = type.getFields();
    return Object.entries(value).reduce((sum, [name, inner]) => {
      const field = fields[name];
      return field ? sum + this.inputCost(field, inner) : sum;
    }, own);
  }

  /**
   * The largest slicing argument; without one what is assumed. A list without a bound, where the schema requires
   * one slicing argument and the operation gives none or several.
   */
  private sizeOf(
    { slicingArguments, requiresOneSlicingArgument, assumedSize }: ListSize,
    node: FieldNode,
    { args }: GraphQLField<unknown, unknown>,
  ): Amount {
    const unknown = assumedSize ?? this.weights.defaultListSize;
    const slicing = args.filter(({ name }) => slicingArguments.includes(name));
    const requiresOne = requiresOneSlicingArgument && slicing.length > 0;
    const sizeWith = (variables: Values) => {
      const sizes = slicing.flatMap((argument) => sizeIn(argument, node, variables));
      const given = slicing.filter(({ name }) => isValueGiven(node, name, variables));
      if (requiresOne && (sizes.length === 0 || given.length > 1)) return SATURATED;
      return sizes.length > 0 ? Math.max(...sizes) : unknown;
    };
    const isGiven = slicing.some(({ name }) => valueGiven(node, name) !== undefined);
    return isGiven ? sizeWith : sizeWith({});
  }

  /** The number of values in a list; lists within it have the size that is assumed of any list. */
  private instances(type: GraphQLOutputType, size: Amount | undefined): Amount {
    const nullable = getNullableType(type);
    if (!isListType(nullable)) return 1;
    const { defaultListSize } = this.weights;
    let perElement = 1;
    let inner = getNullableType(nullable.ofType);
    while (isListType(inner)) {
      perElement = multiply(perElement, defaultListSize);
      inner = getNullableType(inner.ofType);
    }
    if (typeof size !== 'function') return multiply(perElement, size ?? defaultListSize);
    return (variables) => multiply(perElement, size(variables));
  }
}

/** Evaluates each selection set once. */
class CostEvaluation {
  private readonly sums = new Map<SetCost, number>();
  private readonly heaviest = new Map<SetCost, FieldCost | undefined>();
  private readonly variables: Values;

  constructor(variables: Values) {
    this.variables = variables;
  }

  costOf(set: SetCost): Cost {
    const total = this.ofSet(set);
    const pathOf = () => this.pathIn(set);
    const rootsOf = () => this.rootsIn(set);
    return {
      // Weights are whole numbers, but those in IBM's notation need not be.
      total: Math.ceil(total),
      get path() {
        return pathOf();
      },
      get roots() {
        return rootsOf();
      },
    };
  }

  private ofSet(set: SetCost): number {
    const known = set.fixedCost ?? this.sums.get(set);
    if (known !== undefined) return known;
    let sum = 0;
    for (const field of set.fields) sum = add(sum, this.ofField(field));
    for (const one of this.spreadIn(set)) sum = add(sum, this.ofSet(one));
    if (set.isFixed) set.fixedCost = sum;
    else this.sums.set(set, sum);
    return sum;
  }

  private ofField(field: FieldCost): number {
    if (!this.isSelected(field)) return 0;
    const value = this.heaviestType(field)?.cost ?? 0;
    return add(this.amount(field.call), multiply(this.amount(field.size), value));
  }

  private isSelected({ isSelected }: { readonly isSelected: Condition }): boolean {
    return isSelected === true || isSelected(this.variables);
  }

  private amount(amount: Amount): number {
    return typeof amount === 'number' ? amount : amount(this.variables);
  }

  private spreadIn(set: SetCost): readonly SetCost[] {
    return set.spreads.filter((one) => this.isSelected(one)).map((one) => one.set);
  }

  private heaviestType({ types }: FieldCost) {
    const costs = types.map(({ weight, set }) => ({
      set,
      cost: saturate(weight + (set ? this.ofSet(set) : 0)),
    }));
    return largest(costs, ({ cost }) => cost);
  }

  private pathIn(set: SetCost | undefined): readonly string[] {
    const field = set && this.heaviestField(set);
    if (!field || this.ofField(field) === 0) return [];
    return [field.name, ...this.pathIn(this.heaviestType(field)?.set)];
  }

  private heaviestField(set: SetCost): FieldCost | undefined {
    if (this.heaviest.has(set)) return this.heaviest.get(set);
    const spread = this.spreadIn(set).flatMap((one) => this.heaviestField(one) ?? []);
    const fields = [...set.fields, ...spread];
    const found = largest(fields, (field) => this.ofField(field));
    this.heaviest.set(set, found);
    return found;
  }

  private rootsIn(set: SetCost): readonly RootCost[] {
    const own = set.fields.map((field) => ({ field: field.name, cost: this.ofField(field) }));
    return [...own, ...this.spreadIn(set).flatMap((one) => this.rootsIn(one))];
  }
}

function largest<Item>(items: readonly Item[], sizeOf: (item: Item) => number): Item | undefined {
  let found: Item | undefined;
  let size = -1;
  for (const item of items) {
    const own = sizeOf(item);
    if (own > size) [found, size] = [item, own];
  }
  return found;
}

/** The field of an object type, then those of its interfaces, whose directives count as well. */
function definitionsOf(name: string, type: GraphQLObjectType) {
  return [type, ...type.getInterfaces()].flatMap((one) => one.getFields()[name] ?? []);
}

/** What `@skip` and `@include` say. */
function selectedBy(directives: readonly DirectiveNode[] = []): Condition {
  const conditions = directives.flatMap((directive) => {
    const name = directive.name.value;
    const value = directive.arguments?.find((argument) => argument.name.value === 'if')?.value;
    return value && (name === 'skip' || name === 'include')
      ? [{ value, wanted: name === 'include' }]
      : [];
  });
  if (conditions.length === 0) return true;
  return (variables) =>
    conditions.every(({ value, wanted }) => valueFromASTUntyped(value, variables) === wanted);
}

const valueGiven = ({ arguments: given }: FieldNode, wanted: string) =>
  given?.find(({ name }) => name.value === wanted)?.value;

function isFixed({ isSelected, call, size, types }: FieldCost): boolean {
  const amounts = [call, size];
  return (
    isSelected === true &&
    amounts.every((amount) => typeof amount === 'number') &&
    types.every(({ set }) => set === undefined || set.isFixed)
  );
}

const isFixedSpread = ({ isSelected, set }: SetCost['spreads'][number]): boolean =>
  isSelected === true && set.isFixed;

function isValueGiven(node: FieldNode, name: string, variables: Values): boolean {
  const given = valueGiven(node, name);
  const value = given && valueFromASTUntyped(given, variables);
  return value !== undefined && value !== null;
}

function sizeIn(
  { name, defaultValue }: GraphQLArgument,
  node: FieldNode,
  variables: Values,
): readonly number[] {
  const given = valueGiven(node, name);
  const value = given && valueFromASTUntyped(given, variables);
  const size = value === undefined ? defaultValue : value;
  return typeof size === 'number' && size >= 0 ? [saturate(size)] : [];
}

function entryOf<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
