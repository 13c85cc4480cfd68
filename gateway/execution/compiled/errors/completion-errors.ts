/**
 * Why a value became null although every subgraph said that all was well: found by a second walk, with
 * paths, so that the writer need not keep track of where it is.
 */
import {
  isEnumType,
  isObjectType,
  isSpecifiedScalarType,
  type GraphQLFormattedError,
  type GraphQLLeafType,
} from 'graphql';
import { own } from '../shape/generate-code.ts';
import { valueOf, type SymbolKeys } from '../reading/raw-leaves.ts';
import type { FieldShape, ObjectShape, Place } from '../shape/shape.ts';

const ERRORS_MAX = 100;
/** One object may stand in so many places that they cannot all be looked at. */
const VALUES_MAX = 200_000;

type Path = readonly (string | number)[];

/** What is found before so many values were looked at; that it went wrong is told in any case. */
export function completionErrors(
  { shape: root, symbolKeys }: { readonly shape: ObjectShape; readonly symbolKeys: SymbolKeys },
  data: unknown,
  bodies: readonly Buffer[],
): readonly GraphQLFormattedError[] {
  const errors: GraphQLFormattedError[] = [];
  let valuesCount = 0;
  const report = (message: string, path: Path) => {
    if (errors.length < ERRORS_MAX) {
      errors.push({ message, path, extensions: { code: 'INTERNAL' } });
    }
    return false;
  };

  /** True when the value stands; false when it is null. */
  const check = (place: Place, value: unknown, path: Path, where: string): boolean => {
    valuesCount += 1;
    if (valuesCount > VALUES_MAX || errors.length >= ERRORS_MAX) throw new Enough();
    const errorsBefore = errors.length;
    const isValue = value !== undefined && value !== null && checkShape(place, value, path, where);
    if (!isValue && place.isNonNull && errors.length === errorsBefore) {
      report(`Cannot return null for non-nullable field ${where}.`, path);
    }
    return isValue;
  };

  const checkShape = (place: Place, value: unknown, path: Path, where: string): boolean => {
    const { shape } = place;
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

  const checkObject = (shape: ObjectShape, value: unknown, path: Path, where: string): boolean => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      return report(`Cannot use the value of ${where}: no object`, path);
    }
    const fields = fieldsOf(shape, value);
    if (!fields) return report(`Cannot use the value of ${where}: unknown type`, path);
    return fields
      .map((field) => checkField(field, value, path, shape.type.name))
      .every((isStanding) => isStanding);
  };

  const checkField = (field: FieldShape, object: object, path: Path, parent: string): boolean => {
    if (field.kind !== 'field') return true;
    const isValue = check(
      field.place,
      valueIn(object, field.source),
      [...path, field.key],
      `${parent}.${field.name}`,
    );
    return isValue || !field.place.isNonNull;
  };

  const valueIn = (object: object, name: string): unknown => {
    const symbolKey = symbolKeys.symbolKeyOf(name);
    const rawLeaf = symbolKey && own(object, symbolKey);
    return rawLeaf === undefined ? own(object, name) : valueOf(bodies, rawLeaf);
  };

  try {
    checkObject(root, data, [], root.type.name);
  } catch (error) {
    if (!(error instanceof Enough)) throw error;
    if (errors.length === 0) report('Cannot use a value', []);
  }
  return errors;
}

class Enough extends Error {}

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
