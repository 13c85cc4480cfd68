/**
 * Errors for values that became null although no subgraph reported an error. They are found by a second walk over
 * the data, so that the writer need not track its path.
 */
import {
  isEnumType,
  isObjectType,
  isSpecifiedScalarType,
  type GraphQLFormattedError,
  type GraphQLLeafType,
} from 'graphql';
import { ExactNumber } from '../../../../core/structures/exact-numbers.ts';
import { own } from '../shape/generate-code.ts';
import { isObject } from '../../../../core/structures/is-object.ts';
import type { ResponsePath } from '../../unavailable-subgraph.ts';
import { valueOf, type SymbolKeys } from '../reading/raw-leaves.ts';
import type { FieldShape, ObjectShape, Position, Shape } from '../shape/shape.ts';

const ERRORS_MAX = 100;
/** One object may occur at so many positions that they cannot all be checked. */
const VALUES_MAX = 50_000;

/** The errors among the first `VALUES_MAX` values; always at least one. */
export function completionErrors(
  { shape, symbolKeys }: { readonly shape: ObjectShape; readonly symbolKeys: SymbolKeys },
  data: unknown,
  bodies: readonly Buffer[],
): readonly GraphQLFormattedError[] {
  const checker = new CompletionChecker(symbolKeys, bodies);
  try {
    checker.object(shape, data, { path: [], name: shape.type.name });
  } catch (error) {
    if (!(error instanceof LimitReached)) throw error;
  }
  if (checker.errors.length === 0) checker.report('Cannot use a value', []);
  return checker.errors;
}

class LimitReached extends Error {}

/** Where a value is in the response, and its field as `Type.field`. */
interface Location {
  readonly path: ResponsePath;
  readonly name: string;
}

/** Each check is false when the value is null in the response. */
class CompletionChecker {
  readonly errors: GraphQLFormattedError[] = [];
  private readonly symbolKeys: SymbolKeys;
  private readonly bodies: readonly Buffer[];
  private valuesCount = 0;

  constructor(symbolKeys: SymbolKeys, bodies: readonly Buffer[]) {
    this.symbolKeys = symbolKeys;
    this.bodies = bodies;
  }

  report(message: string, path: ResponsePath): false {
    if (this.errors.length < ERRORS_MAX) {
      this.errors.push({ message, path, extensions: { code: 'INTERNAL' } });
    }
    return false;
  }

  object(shape: ObjectShape, value: unknown, { path, name }: Location): boolean {
    if (!isObject(value)) return this.report(`Cannot use the value of ${name}: no object`, path);
    const fields = fieldsOf(shape, value);
    if (!fields) return this.report(`Cannot use the value of ${name}: unknown type`, path);
    return fields
      .map((field) => this.field(field, value, path, shape.type.name))
      .every((isValid) => isValid);
  }

  private field(field: FieldShape, object: object, path: ResponsePath, parent: string): boolean {
    if (field.kind !== 'field') return true;
    const location = { path: [...path, field.key], name: `${parent}.${field.name}` };
    const isValue = this.value(field.position, this.valueIn(object, field.source), location);
    return isValue || !field.position.isNonNull;
  }

  private value(position: Position, value: unknown, location: Location): boolean {
    this.valuesCount += 1;
    if (this.valuesCount > VALUES_MAX || this.errors.length >= ERRORS_MAX) throw new LimitReached();
    const errorsBefore = this.errors.length;
    const isValue =
      value !== undefined && value !== null && this.shape(position.shape, value, location);
    if (!isValue && position.isNonNull && this.errors.length === errorsBefore) {
      const message = `Cannot return null for non-nullable field ${location.name}.`;
      this.report(message, location.path);
    }
    return isValue;
  }

  private shape(shape: Shape, value: unknown, location: Location): boolean {
    const { path, name } = location;
    if (shape.kind === 'object') return this.object(shape, value, location);
    if (shape.kind === 'leaf') {
      return fits(shape.type, value) || this.report(`Cannot use the value of ${name}`, path);
    }
    if (!Array.isArray(value)) {
      return this.report(`Cannot use the value of ${name}: no list`, path);
    }
    return value
      .map((element, index) => this.value(shape.element, element, { path: [...path, index], name }))
      .every((isValue) => isValue || !shape.element.isNonNull);
  }

  private valueIn(object: object, name: string): unknown {
    const symbolKey = this.symbolKeys.symbolKeyOf(name);
    const rawLeaf = symbolKey && own(object, symbolKey);
    return rawLeaf === undefined ? own(object, name) : valueOf(this.bodies, rawLeaf);
  }
}

function fieldsOf(shape: ObjectShape, value: object): readonly FieldShape[] | undefined {
  if (isObjectType(shape.type)) return [...shape.fieldsByType.values()][0];
  const typename = ['__typename', ...shape.typenameKeys]
    .map((key) => own(value, key))
    .find((name) => typeof name === 'string');
  const known = shape.fieldsByType.get(String(typename));
  if (known) return known;
  const isInterface = typename === undefined || typename === shape.type.name;
  return isInterface ? shape.fieldsOfAbstract : undefined;
}

function fits(type: GraphQLLeafType, sent: unknown): boolean {
  const isLong = sent instanceof ExactNumber;
  // An ID is whole; of other types only the nearest number matters here.
  const value = isLong && !(type.name === 'ID' && sent.isInteger()) ? sent.toNumber() : sent;
  if (isEnumType(type)) return typeof value === 'string' && type.getValue(value) !== undefined;
  if (!isSpecifiedScalarType(type)) return true;
  switch (type.name) {
    case 'Int':
      return typeof value === 'number' && (value | 0) === value;
    case 'Float':
      return Number.isFinite(value);
    case 'Boolean':
      return typeof value === 'boolean';
    case 'ID':
      return typeof value === 'string' || Number.isInteger(value) || isLong;
    default:
      return typeof value === 'string';
  }
}
