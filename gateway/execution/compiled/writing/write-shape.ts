/**
 * Generates the writer of one operation's answer: from merged data straight to JSON bytes.
 *
 * Every writer of a shape either writes a value and returns true, or writes nothing and returns false,
 * which stands for null. A required place that gets null passes it up (null propagation).
 */
import { isEnumType, isObjectType, isSpecifiedScalarType, type GraphQLLeafType } from 'graphql';
import { compileCode, literal, PROPERTY_SCOPE, read } from '../shape/generate-code.ts';
import type { JsonWriter } from './json-writer.ts';
import type { FieldShape, ObjectShape, Place, Shape } from '../shape/shape.ts';
import { valueOf, type SymbolKeys } from '../reading/raw-leaves.ts';
import { copyInteger, copyNumber, copyOneOf, copyString } from './write-raw-leaf.ts';

/** Writes `data`; false when null reached the root. `introspection` holds values found elsewhere. */
export type WriteData = (
  data: unknown,
  writer: JsonWriter,
  introspection: Readonly<Record<string, unknown>>,
) => boolean;

/** The same in steps: it pauses at elements of lists where the writer has reached its `pauseAt`. */
export type WriteInSteps = (...args: Parameters<WriteData>) => Iterator<undefined, boolean>;

export function compileWriter(root: ObjectShape, symbolKeys: SymbolKeys): WriteData {
  return compileCode<WriteData>(...writerCode(root, symbolKeys, false));
}

/** Slower, and for large responses alone: what has lists of objects in it is a generator. */
export function compileWriterInSteps(root: ObjectShape, symbolKeys: SymbolKeys): WriteInSteps {
  return compileCode<WriteInSteps>(...writerCode(root, symbolKeys, true));
}

function writerCode(
  root: ObjectShape,
  symbolKeys: SymbolKeys,
  isInSteps: boolean,
): [scope: Readonly<Record<string, unknown>>, source: string] {
  const names = new Map<Shape, string>();
  const functions: string[] = [];
  const spanNames = new Set<string>();
  const constants = new Map<string, string>();
  const scope: Record<string, unknown> = { ...PROPERTY_SCOPE, ...SPAN_SCOPE };

  const constant = (text: string): string => {
    let name = constants.get(text);
    if (!name) {
      name = `k${constants.size}`;
      constants.set(text, name);
      scope[name] = Uint8Array.from(Buffer.from(text));
    }
    return `w.put(${name});`;
  };

  const nameOf = (shape: Shape): string => {
    const known = names.get(shape);
    if (known) return known;
    const name = `s${names.size}`;
    names.set(shape, name);
    functions.push(`function${hasSteps(shape) ? '*' : ''} ${name}(v,w,x){${bodyOf(shape)}}`);
    return name;
  };

  const lengthy = new Map<Shape, boolean>();
  const isLengthy = (shape: Shape): boolean => {
    const found = lengthy.get(shape) ?? hasObjectList(shape, isLengthy);
    lengthy.set(shape, found);
    return found;
  };
  const hasSteps = (shape: Shape) => isInSteps && (shape === root || isLengthy(shape));

  const call = (shape: Shape, value: string): string => {
    const written = `${nameOf(shape)}(${value},w,x)`;
    return hasSteps(shape) ? `(yield*${written})` : written;
  };

  const bodyOf = (shape: Shape): string => {
    if (shape.kind === 'leaf') return leafBody(shape.type);
    return shape.kind === 'list' ? listBody(shape.element) : objectBody(shape);
  };

  const leafBody = (type: GraphQLLeafType): string => {
    if (isEnumType(type)) {
      scope[`e_${type.name}`] = new Set(type.getValues().map(({ name }) => name));
      return `if(typeof v==="string"&&e_${type.name}.has(v)){w.string(v);return true}${ELSE_NULL}`;
    }
    return `${LEAF_BODIES.get(isSpecifiedScalarType(type) ? type.name : '') ?? ANY_JSON}${ELSE_NULL}`;
  };

  const listBody = (element: Place): string =>
    `if(!Array.isArray(v)){${ELSE_NULL}}const m=w.at;w.byte(91);for(let i=0;i<v.length;i++){` +
    `if(i!==0)w.byte(44);${pauseCode(element)}${valueCode(element, 'v[i]')}}w.byte(93);return true`;

  const pauseCode = ({ shape }: Place) =>
    isInSteps && !isLeaves(shape) ? 'if(w.at>=w.pauseAt)yield;' : '';

  const objectBody = (shape: ObjectShape): string => {
    const guard = `if(typeof v!=="object"||v===null||Array.isArray(v)){${ELSE_NULL}}const m=w.at;`;
    const cases = [...shape.fieldsByType].map(
      ([typename, fields]) => [typename, fieldsCode(fields)] as const,
    );
    if (isObjectType(shape.type)) {
      return guard + (cases[0]?.[1] ?? 'return w.broken()');
    }
    const typename = ['__typename', ...shape.typenameKeys].map((key) => read('v', key)).join('??');
    const known = cases.map(([name, code]) => `case ${literal(name)}:{${code}}`).join('');
    return `${guard}const t=${typename};switch(t){${known}}${abstractCode(shape)}`;
  };

  const abstractCode = ({ type, fieldsOfAbstract }: ObjectShape): string => {
    if (!fieldsOfAbstract) return 'return w.broken()';
    const code = fieldsCode(fieldsOfAbstract);
    return `if(t===undefined||t===${literal(type.name)}){${code}}return w.broken()`;
  };

  const fieldsCode = (fields: readonly FieldShape[]): string => {
    let pending = '{';
    const parts = fields.map((field, index) => {
      pending += `${index === 0 ? '' : ','}${JSON.stringify(field.key)}:`;
      if (field.kind === 'typename') {
        pending += JSON.stringify(field.typename ?? null);
        return '';
      }
      const before = constant(pending);
      pending = '';
      return before + fieldCode(field);
    });
    return `${parts.join('')}${constant(`${pending}}`)}return true`;
  };

  const fieldCode = (field: Exclude<FieldShape, { kind: 'typename' }>): string => {
    if (field.kind === 'introspection') {
      return `if(!w.json(x[${literal(field.key)}]))w.null();`;
    }
    const { place, source } = field;
    const write = call(place.shape, read('v', source));
    const symbolKey = isLeaves(place.shape) ? symbolKeys.symbolKeyOf(source) : undefined;
    if (!symbolKey) return orNull(place, write);
    const name = `p_${source}`;
    scope[name] = symbolKey;
    const copy = `${spanNameOf(place.shape)}(u,w,x)`;
    return `{const u=v[${name}];${orNull(place, `(u===undefined?${write}:${copy})`)}}`;
  };

  const valueCode = (place: Place, value: string): string =>
    orNull(place, call(place.shape, value));

  /** The writer of leaves that are still bytes: copied, or else read and written as any value. */
  const spanNameOf = (shape: Shape): string => {
    const write = nameOf(shape);
    const name = `${write}s`;
    if (spanNames.has(name)) return name;
    spanNames.add(name);
    const body =
      shape.kind === 'list' ? spanListBody(shape.element) : `if(${copyCode(shape)})return true;`;
    functions.push(`function ${name}(u,w,x){${body}return ${write}(valueOf(w.bodies,u),w,x)}`);
    return name;
  };

  const spanListBody = (element: Place): string =>
    'if(Array.isArray(u)){const m=w.at;w.byte(91);for(let i=0;i<u.length;i++){if(i!==0)w.byte(44);' +
    `${orNull(element, `${spanNameOf(element.shape)}(u[i],w,x)`)}}w.byte(93);return true}`;

  const copyCode = (shape: Shape): string => {
    if (shape.kind !== 'leaf') return 'false';
    const { type } = shape;
    if (!isEnumType(type)) {
      return COPY_CODES.get(isSpecifiedScalarType(type) ? type.name : '') ?? 'false';
    }
    const texts = type.getValues().map((value) => Buffer.from(JSON.stringify(value.name)));
    scope[`t_${type.name}`] = texts;
    return `copyOneOf(w,u,t_${type.name})`;
  };

  const rootName = nameOf(root);
  return [scope, `${functions.join('\n')}\nreturn ${rootName};`];
}

/** Whether there is a list in it whose elements are no leaves. */
function hasObjectList(shape: Shape, isLengthy: (shape: Shape) => boolean): boolean {
  if (shape.kind === 'leaf') return false;
  if (shape.kind === 'list') return !isLeaves(shape);
  return [...shape.fieldsByType.values()]
    .flat()
    .some((field) => field.kind === 'field' && isLengthy(field.place.shape));
}

function isLeaves(shape: Shape): boolean {
  return shape.kind === 'list' ? isLeaves(shape.element.shape) : shape.kind === 'leaf';
}

/** What is written, or null where that may stand. */
function orNull({ isNonNull }: Place, write: string): string {
  return isNonNull ? `if(!${write})return w.brokenSince(m);` : `if(!${write})w.null();`;
}

const BOOLEANS = [Buffer.from('true'), Buffer.from('false')];
const SPAN_SCOPE = { copyInteger, copyNumber, copyOneOf, copyString, valueOf, BOOLEANS };

const COPY_CODES: ReadonlyMap<string, string> = new Map([
  ['String', 'copyString(w,u)'],
  ['ID', 'copyString(w,u)'],
  ['Int', 'copyInteger(w,u)'],
  ['Float', 'copyNumber(w,u)'],
  ['Boolean', 'copyOneOf(w,u,BOOLEANS)'],
  // Scalars of a graph's own may be anything that JSON can say.
  ['', 'copyString(w,u)||copyNumber(w,u)'],
]);

/** Absent or null is simply null; anything else does not fit the type and is reported. */
const ELSE_NULL = 'return v===undefined||v===null?false:w.broken()';

const ANY_JSON = 'if(v!==undefined&&v!==null)return w.json(v);';

const LEAF_BODIES: ReadonlyMap<string, string> = new Map([
  ['String', 'if(typeof v==="string"){w.string(v);return true}'],
  [
    'ID',
    'if(typeof v==="string"){w.string(v);return true}' +
      'if(Number.isInteger(v)){w.string(String(v));return true}',
  ],
  ['Int', 'if((v|0)===v){w.number(v);return true}'],
  ['Float', 'if(Number.isFinite(v)){w.number(v);return true}'],
  ['Boolean', 'if(typeof v==="boolean"){w.boolean(v);return true}'],
]);
