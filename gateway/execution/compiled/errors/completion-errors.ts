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
import { own } from '../shape/generate-code.ts';
import type { ResponsePath } from '../../unavailable-subgraph.ts';
import { valueOf, type SymbolKeys } from '../reading/raw-leaves.ts';
import type { FieldShape, ObjectShape, Position } from '../shape/shape.ts';

const ERRORS_MAX = 100;
/** One object may occur at so many positions that they cannot all be checked. */
const VALUES_MAX = 200_000;

/** The errors among the first `VALUES_MAX` values; always at least one. */
export function completionErrors(
  { shape: root, symbolKeys }: { readonly shape: ObjectShape; readonly symbolKeys: SymbolKeys },
  data: unknown,
  bodies: readonly Buffer[],
): readonly GraphQLFormattedError[] {
  const errors: GraphQLFormattedError[] = [];
  let valuesCount = 0;
  const report = (message: string, path: ResponsePath) => {
    if (errors.length < ERRORS_MAX) {
      errors.push({ message, path, extensions: { code: 'INTERNAL' } });
    }
    return false;
  };

  /** False when the value is null in the response. */
  const check = (
    position: Position,
    value: unknown,
    path: ResponsePath,
    where: string,
  ): boolean => {
    valuesCount += 1;
    if (valuesCount > VALUES_MAX || errors.length >= ERRORS_MAX) throw new LimitReached();
    const errorsBefore = errors.length;
    const isValue =
      value !== undefined && value !== null && checkShape(position, value, path, where);
    if (!isValue && position.isNonNull && errors.length === errorsBefore) {
      report(`Cannot return null for non-nullable field ${where}.`, path);
    }
    return isValue;
  };

  const checkShape = (
    position: Position,
    value: unknown,
    path: ResponsePath,
    where: string,
  ): boolean => {
    const { shape } = position;
    if (shape.kind === 'leaf') {
      return fits(shape.type, value) || report(`Cannot use the value of ${where}`, path);
    }
    if (shape.kind === 'list') {
      if (!Array.isArray(value)) return report(`Cannot use the value of ${where}: no list`, path);
      return value
        .map((element, index) => check(shape.element, element, [...path, index], where))
        .every((isValue) => isValue || !shape.element.isNonNull);
    }
    return checkObject(shape, value, path, where);
  };

  const checkObject = (
    shape: ObjectShape,
    value: unknown,
    path: ResponsePath,
    where: string,
  ): boolean => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      return report(`Cannot use the value of ${where}: no object`, path);
    }
    const fields = fieldsOf(shape, value);
    if (!fields) return report(`Cannot use the value of ${where}: unknown type`, path);
    return fields
      .map((field) => checkField(field, value, path, shape.type.name))
      .every((isValid) => isValid);
  };

  const checkField = (
    field: FieldShape,
    object: object,
    path: ResponsePath,
    parent: string,
  ): boolean => {
    if (field.kind !== 'field') return true;
    const isValue = check(
      field.position,
      valueIn(object, field.source),
      [...path, field.key],
      `${parent}.${field.name}`,
    );
    return isValue || !field.position.isNonNull;
  };

  const valueIn = (object: object, name: string): unknown => {
    const symbolKey = symbolKeys.symbolKeyOf(name);
    const rawLeaf = symbolKey && own(object, symbolKey);
    return rawLeaf === undefined ? own(object, name) : valueOf(bodies, rawLeaf);
  };

  try {
    checkObject(root, data, [], root.type.name);
  } catch (error) {
    if (!(error instanceof LimitReached)) throw error;
    if (errors.length === 0) report('Cannot use a value', []);
  }
  return errors;
}

class LimitReached extends Error {}

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

function fits(type: GraphQLLeafType, value: unknown): boolean {
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
      return typeof value === 'string' || Number.isInteger(value);
    default:
      return typeof value === 'string';
  }
}
