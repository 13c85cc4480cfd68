/**
 * Generates the writer of an operation's response, from merged data to JSON bytes.
 *
 * The function of each shape either writes a value and returns true, or writes nothing and returns false, which
 * means null. A non-null position that gets null returns false for its parent ("Handling Execution Errors" of the
 * GraphQL specification).
 */
import { isEnumType, isObjectType, isSpecifiedScalarType, type GraphQLLeafType } from 'graphql';
import { ExactNumber } from '../../../../core/structures/exact-numbers.ts';
import { valueOf, type SymbolKeys } from '../reading/raw-leaves.ts';
import { compileCode, literal, PROPERTY_SCOPE, read } from '../shape/generate-code.ts';
import {
  isLeafShape,
  type FieldShape,
  type ObjectShape,
  type Position,
  type Shape,
} from '../shape/shape.ts';
import type { JsonWriter } from './json-writer.ts';
import { jsonInSteps } from './write-json.ts';
import { copyInteger, copyNumber, copyOneOf, copyString } from './write-raw-leaf.ts';

/** Writes `data`; false when the data is null. `introspection` has the values of `__schema` and `__type`. */
export type WriteData = (
  data: unknown,
  writer: JsonWriter,
  introspection: Readonly<Record<string, unknown>>,
) => boolean;

/** The same in steps: it pauses in lists and custom scalars when the writer has reached its `pauseAt`. */
export type WriteInSteps = (...args: Parameters<WriteData>) => Iterator<undefined, boolean>;

export function compileWriter(root: ObjectShape, symbolKeys: SymbolKeys): WriteData {
  const generator = new WriterGenerator(root, symbolKeys, false);
  return compileCode<WriteData>(generator.scope, generator.generate());
}

/** Slower, so only for large responses: the functions of shapes that have lists or custom scalars are generators. */
export function compileWriterInSteps(root: ObjectShape, symbolKeys: SymbolKeys): WriteInSteps {
  const generator = new WriterGenerator(root, symbolKeys, true);
  return compileCode<WriteInSteps>(generator.scope, generator.generate());
}

/**
 * Writes the source of a writer. In the source, `v` is a value, `u` a raw leaf, `w` the `JsonWriter`, `x` the
 * introspection and `m` the offset in the output at which the current value starts.
 */
class WriterGenerator {
  /** Values that the source refers to by name. */
  readonly scope: Record<string, unknown> = { ...PROPERTY_SCOPE, ...RAW_LEAF_SCOPE };
  private readonly root: ObjectShape;
  private readonly symbolKeys: SymbolKeys;
  private readonly isInSteps: boolean;
  private readonly functions: string[] = [];
  private readonly names = new Map<Shape, string>();
  private readonly rawNames = new Set<string>();
  private readonly constants = new Map<string, string>();
  private readonly longShapes = new Map<Shape, boolean>();

  constructor(root: ObjectShape, symbolKeys: SymbolKeys, isInSteps: boolean) {
    this.root = root;
    this.symbolKeys = symbolKeys;
    this.isInSteps = isInSteps;
  }

  generate(): string {
    const name = this.nameOf(this.root);
    return `${this.functions.join('\n')}\nreturn ${name};`;
  }

  /** The function that writes a shape. */
  private nameOf(shape: Shape): string {
    const existing = this.names.get(shape);
    if (existing) return existing;
    const name = `s${this.names.size}`;
    this.names.set(shape, name);
    const star = this.hasSteps(shape) ? '*' : '';
    this.functions.push(`function${star} ${name}(v,w,x){${this.body(shape)}}`);
    return name;
  }

  private call(shape: Shape, value: string): string {
    return this.callOf(shape, this.nameOf(shape), value);
  }

  private callOf(shape: Shape, name: string, value: string): string {
    const written = `${name}(${value},w,x)`;
    return this.hasSteps(shape) ? `(yield*${written})` : written;
  }

  private hasSteps(shape: Shape): boolean {
    return this.isInSteps && (shape === this.root || this.mayBeLong(shape));
  }

  /** Whether there is no limit on the size of a value, other than of a string. */
  private mayBeLong(shape: Shape): boolean {
    if (shape.kind === 'list') return true;
    if (shape.kind === 'leaf') return isCustomScalar(shape.type);
    const existing = this.longShapes.get(shape);
    if (existing !== undefined) return existing;
    const isLong = [...shape.fieldsByType.values()]
      .flat()
      .some((field) => field.kind === 'field' && this.mayBeLong(field.position.shape));
    this.longShapes.set(shape, isLong);
    return isLong;
  }

  private body(shape: Shape): string {
    if (shape.kind === 'leaf') return this.leafBody(shape.type);
    return shape.kind === 'list' ? this.listBody(shape.element) : this.objectBody(shape);
  }

  private leafBody(type: GraphQLLeafType): string {
    if (!isEnumType(type)) {
      if (this.isInSteps && isCustomScalar(type)) return `${JSON_IN_STEPS}${ELSE_NULL}`;
      return `${LEAF_BODIES.get(isSpecifiedScalarType(type) ? type.name : '') ?? ANY_JSON}${ELSE_NULL}`;
    }
    const name = `e_${type.name}`;
    this.scope[name] = new Set(type.getValues().map((value) => value.name));
    return `if(typeof v==="string"&&${name}.has(v)){w.string(v);return true}${ELSE_NULL}`;
  }

  private listBody(element: Position): string {
    const pause = this.isInSteps ? 'if(w.at>=w.pauseAt)yield;' : '';
    const write = orNull(element, this.call(element.shape, 'v[i]'));
    return (
      `if(!Array.isArray(v)){${ELSE_NULL}}const m=w.at;w.byte(91);for(let i=0;i<v.length;i++){` +
      `if(i!==0)w.byte(44);${pause}${write}}w.byte(93);return true`
    );
  }

  private objectBody(shape: ObjectShape): string {
    const guard = `if(typeof v!=="object"||v===null||Array.isArray(v)||v instanceof ExactNumber){${ELSE_NULL}}const m=w.at;`;
    const cases = [...shape.fieldsByType].map(
      ([typename, fields]) => [typename, this.fields(fields)] as const,
    );
    if (isObjectType(shape.type)) return guard + (cases[0]?.[1] ?? 'return w.broken()');
    const typename = ['__typename', ...shape.typenameKeys].map((key) => read('v', key)).join('??');
    const known = cases.map(([name, code]) => `case ${literal(name)}:{${code}}`).join('');
    return `${guard}const t=${typename};switch(t){${known}}${this.abstractBody(shape)}`;
  }

  private abstractBody({ type, fieldsOfAbstract }: ObjectShape): string {
    if (!fieldsOfAbstract) return 'return w.broken()';
    const code = this.fields(fieldsOfAbstract);
    return `if(t===undefined||t===${literal(type.name)}){${code}}return w.broken()`;
  }

  private fields(fields: readonly FieldShape[]): string {
    let pending = '{';
    const parts = fields.map((field, index) => {
      pending += `${index === 0 ? '' : ','}${JSON.stringify(field.key)}:`;
      if (field.kind === 'typename') {
        pending += JSON.stringify(field.typename ?? null);
        return '';
      }
      const before = this.constant(pending);
      pending = '';
      return before + this.field(field);
    });
    return `${parts.join('')}${this.constant(`${pending}}`)}return true`;
  }

  private field(field: Exclude<FieldShape, { kind: 'typename' }>): string {
    if (field.kind === 'introspection') {
      return `if(!w.json(x[${literal(field.key)}]))w.null();`;
    }
    const { position, source } = field;
    const write = this.call(position.shape, read('v', source));
    const symbolKey = isLeafShape(position.shape) ? this.symbolKeys.symbolKeyOf(source) : undefined;
    if (!symbolKey) return orNull(position, write);
    const name = `p_${source}`;
    this.scope[name] = symbolKey;
    const copy = this.callOf(position.shape, this.rawNameOf(position.shape), 'u');
    return `{const u=v[${name}];${orNull(position, `(u===undefined?${write}:${copy})`)}}`;
  }

  private constant(text: string): string {
    let name = this.constants.get(text);
    if (!name) {
      name = `k${this.constants.size}`;
      this.constants.set(text, name);
      this.scope[name] = Uint8Array.from(Buffer.from(text));
    }
    return `w.put(${name});`;
  }

  /** The function that copies a raw leaf, or parses and writes it where its text may not be copied. */
  private rawNameOf(shape: Shape): string {
    const name = `${this.nameOf(shape)}s`;
    if (this.rawNames.has(name)) return name;
    this.rawNames.add(name);
    const body =
      shape.kind === 'list'
        ? this.rawListBody(shape.element)
        : `if(${this.rawCopy(shape)})return true;`;
    const star = this.hasSteps(shape) ? '*' : '';
    const write = this.call(shape, 'valueOf(w.bodies,u)');
    this.functions.push(`function${star} ${name}(u,w,x){${body}return ${write}}`);
    return name;
  }

  private rawListBody(element: Position): string {
    const pause = this.isInSteps ? 'if(w.at>=w.pauseAt)yield;' : '';
    const copy = orNull(element, this.callOf(element.shape, this.rawNameOf(element.shape), 'u[i]'));
    return (
      'if(Array.isArray(u)){const m=w.at;w.byte(91);for(let i=0;i<u.length;i++){if(i!==0)w.byte(44);' +
      `${pause}${copy}}w.byte(93);return true}`
    );
  }

  private rawCopy(shape: Shape): string {
    if (shape.kind !== 'leaf') return 'false';
    const { type } = shape;
    if (!isEnumType(type)) {
      return RAW_COPIES.get(isSpecifiedScalarType(type) ? type.name : '') ?? 'false';
    }
    const name = `t_${type.name}`;
    this.scope[name] = type.getValues().map((value) => Buffer.from(JSON.stringify(value.name)));
    return `copyOneOf(w,u,${name})`;
  }
}

function isCustomScalar(type: GraphQLLeafType): boolean {
  return !isEnumType(type) && !isSpecifiedScalarType(type);
}

/** Writes a value; without a value it writes null, or undoes the parent of a non-null position. */
function orNull({ isNonNull }: Position, write: string): string {
  return isNonNull ? `if(!${write})return w.brokenSince(m);` : `if(!${write})w.null();`;
}

const BOOLEANS = [Buffer.from('true'), Buffer.from('false')];
const RAW_LEAF_SCOPE = {
  copyInteger,
  copyNumber,
  copyOneOf,
  copyString,
  jsonInSteps,
  valueOf,
  BOOLEANS,
  ExactNumber,
};

const RAW_COPIES: ReadonlyMap<string, string> = new Map([
  ['String', 'copyString(w,u)'],
  ['ID', 'copyString(w,u)'],
  ['Int', 'copyInteger(w,u)'],
  ['Float', 'copyNumber(w,u)'],
  ['Boolean', 'copyOneOf(w,u,BOOLEANS)'],
  // A custom scalar may be any JSON value.
  ['', 'copyString(w,u)||copyNumber(w,u)'],
]);

/** Undefined and null are null; any other value does not fit the type, which is an error. */
const ELSE_NULL = 'return v===undefined||v===null?false:w.broken()';

/** The nesting may exceed the stack; then nothing of the value is kept. */
const JSON_IN_STEPS =
  'if(v!==undefined&&v!==null){if(typeof v!=="object")return w.json(v);const m=w.at;' +
  'try{yield*jsonInSteps(w,v);return true}catch(error){if(!(error instanceof RangeError))throw error;' +
  'return w.brokenSince(m)}}';

const ANY_JSON = 'if(v!==undefined&&v!==null)return w.json(v);';

const LEAF_BODIES: ReadonlyMap<string, string> = new Map([
  ['String', 'if(typeof v==="string"){w.string(v);return true}'],
  [
    'ID',
    'if(typeof v==="string"){w.string(v);return true}' +
      'if(Number.isInteger(v)){w.string(String(v));return true}' +
      'if(v instanceof ExactNumber&&v.isInteger()){w.string(v.$text);return true}',
  ],
  [
    'Int',
    'if((v|0)===v){w.number(v);return true}' +
      'if(v instanceof ExactNumber){const n=v.toNumber();if((n|0)===n){w.number(n);return true}}',
  ],
  [
    'Float',
    'if(Number.isFinite(v)){w.number(v);return true}' +
      'if(v instanceof ExactNumber&&Number.isFinite(v.toNumber())){w.text(v.$text);return true}',
  ],
  ['Boolean', 'if(typeof v==="boolean"){w.boolean(v);return true}'],
]);
