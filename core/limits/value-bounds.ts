/** Limits on the values of arguments, both literals in a document and variables. */
import { Kind, valueFromASTUntyped, visit, type DocumentNode } from 'graphql';
import { ExactNumber } from '../structures/exact-numbers.ts';

export interface ValueBounds {
  /** One string, or one field name. */
  readonly argumentTextBytes: number;
  /** Elements of one list. */
  readonly argumentListItems: number;
  /** Fields of one object. */
  readonly argumentObjectFields: number;
  /** Depth of nested lists and objects. */
  readonly argumentNesting: number;
  /** Largest absolute value of a number; larger ones cannot be written as JSON. */
  readonly argumentNumber: number;
  /** All values of one request, including those in lists and objects. */
  readonly argumentValues: number;
  /** All strings and field names of one request. */
  readonly argumentsBytes: number;
}

/** An exceeded bound; `found` is `more` when counting stopped at the bound. */
export interface PassedBound {
  readonly limit: keyof ValueBounds;
  readonly found: number | 'more';
}

/** The first bound that a value exceeds. Stops there, so that the work is bounded as well. */
export function passedBound(value: unknown, bounds: ValueBounds): PassedBound | null {
  return measureValue(value, 0, { bounds, values: 0, bytes: 0 });
}

/** The same for every argument and every default value in a document. */
export function passedBoundIn(document: DocumentNode, bounds: ValueBounds): PassedBound | null {
  const total: Total = { bounds, values: 0, bytes: 0 };
  let passed: PassedBound | null = null;
  const measureNode = (node: Parameters<typeof valueFromASTUntyped>[0]) => {
    // An integer may be longer than a number can be, so it is measured as a string.
    const value = node.kind === Kind.INT ? node.value : valueFromASTUntyped(node);
    passed ??= measureValue(value, 0, total);
  };
  visit(document, {
    Argument({ value }) {
      measureNode(value);
      return false;
    },
    VariableDefinition({ defaultValue }) {
      if (defaultValue) measureNode(defaultValue);
    },
  });
  return passed;
}

interface Total {
  readonly bounds: ValueBounds;
  values: number;
  bytes: number;
}

function measureValue(value: unknown, nesting: number, total: Total): PassedBound | null {
  const { bounds } = total;
  total.values += 1;
  if (total.values > bounds.argumentValues) return { limit: 'argumentValues', found: 'more' };
  if (typeof value === 'string') return measureText(value, total);
  const isFraction = value instanceof ExactNumber && !value.isInteger();
  const number = isFraction ? value.toNumber() : value;
  if (typeof number === 'number' && !(Math.abs(number) <= bounds.argumentNumber)) {
    return { limit: 'argumentNumber', found: 'more' };
  }
  if (typeof value !== 'object' || value === null) return null;
  if (value instanceof ExactNumber) return measureText(value.$text, total);
  if (nesting >= bounds.argumentNesting) return { limit: 'argumentNesting', found: 'more' };
  return Array.isArray(value)
    ? measureList(value, nesting, total)
    : measureObject(value, nesting, total);
}

function measureText(text: string, total: Total): PassedBound | null {
  const bytes = Buffer.byteLength(text);
  total.bytes += bytes;
  const { argumentTextBytes, argumentsBytes } = total.bounds;
  if (bytes > argumentTextBytes) return { limit: 'argumentTextBytes', found: bytes };
  return total.bytes > argumentsBytes ? { limit: 'argumentsBytes', found: 'more' } : null;
}

function measureList(list: readonly unknown[], nesting: number, total: Total): PassedBound | null {
  if (list.length > total.bounds.argumentListItems) {
    return { limit: 'argumentListItems', found: list.length };
  }
  for (const item of list) {
    const passed = measureValue(item, nesting + 1, total);
    if (passed) return passed;
  }
  return null;
}

function measureObject(object: object, nesting: number, total: Total): PassedBound | null {
  const fields = Object.entries(object);
  if (fields.length > total.bounds.argumentObjectFields) {
    return { limit: 'argumentObjectFields', found: fields.length };
  }
  for (const [name, value] of fields) {
    const passed = measureText(name, total) ?? measureValue(value, nesting + 1, total);
    if (passed) return passed;
  }
  return null;
}
