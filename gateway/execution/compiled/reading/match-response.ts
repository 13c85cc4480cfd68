/**
 * Generates the response matcher of a fetch. A GraphQL server returns the selected fields in the order of the
 * selection ("Serialized Map Ordering" of the specification), so the matcher knows every name in advance: it
 * compares bytes instead of parsing them, and leaves the values that no code reads as raw leaves
 * (`raw-leaves.ts`).
 *
 * At the first unexpected byte the matcher returns undefined, and the caller uses `JSON.parse`.
 */
import { isObjectType } from 'graphql';
import { checkedName, compileCode, isInherited, literal } from '../shape/generate-code.ts';
import { isLeafShape, type FieldShape, type ObjectShape, type Shape } from '../shape/shape.ts';
import type { SymbolKeys } from './raw-leaves.ts';
import { endOfLeaf, parseLeaf } from './scan-json.ts';

/**
 * Returns the `data` of a response, or undefined when the bytes do not match. The caller ensures that the bytes
 * are UTF-8 and `isCopyable`. Raw leaves are numbers from `base` upwards. `isAscii` selects a faster decoder.
 */
export type MatchResponse = (
  bytes: Buffer,
  base: number,
  isAscii: boolean,
) => Record<string, unknown> | undefined;

/** Code for more fields than this uses more memory than it is worth. */
const FIELDS_MAX = 120;
const TYPES_MAX = 8;

/** Undefined for a shape that depends on the data (a type without `__typename`) or has an unusual name. */
export function compileResponseMatcher(
  shape: ObjectShape,
  symbolKeys: SymbolKeys,
): MatchResponse | undefined {
  const generator = new MatcherGenerator(symbolKeys);
  try {
    const code = generator.generate(shape);
    return compileCode<MatchResponse>({ ...generator.scope, endOfLeaf, valueAt }, code);
  } catch (error) {
    if (error instanceof NotMatchable) return undefined;
    throw error;
  }
}

/** A slice of decoded text costs less than a new string from bytes; `text` is empty unless it is ASCII. */
function valueAt(text: string, bytes: Buffer, start: number, end: number): unknown {
  if (bytes[start] !== QUOTE) return parseLeaf(bytes.toString('latin1', start, end));
  if (text === '') return bytes.toString('utf8', start + 1, end - 1);
  return text.slice(start + 1, end - 1);
}

const QUOTE = 0x22;

class NotMatchable extends Error {}

/**
 * Writes the source of a matcher. In the source, `b` is the bytes, `i` the current offset, `e` the end of a leaf,
 * `t` the decoded text and `r` the result.
 */
class MatcherGenerator {
  /** Values that the source refers to by name. */
  readonly scope: Record<string, unknown> = {};
  /** One constructor for each object, so that objects of one shape share a hidden class of the engine. */
  private readonly constructors: string[] = [];
  private readonly symbolKeys: SymbolKeys;
  private namesCount = 0;
  private fieldsCount = 0;
  private hasDecodedLeaf = false;

  constructor(symbolKeys: SymbolKeys) {
    this.symbolKeys = symbolKeys;
  }

  /** Throws `NotMatchable`. */
  generate(shape: ObjectShape): string {
    const data = this.object(shape, 'r');
    const text = this.hasDecodedLeaf ? 'isAscii?b.toString("latin1"):""' : '""';
    return (
      `${this.constructors.join('\n')}\nreturn function(b,base,isAscii){let i=0,e=0,r;const t=${text};` +
      `${expect('{"data":')}${data}${expect('}')}if(i!==b.length)return;return r}`
    );
  }

  private value(shape: Shape, out: string, isRawLeaf: boolean): string {
    if (shape.kind === 'leaf') return this.leaf(out, isRawLeaf);
    const code =
      shape.kind === 'list'
        ? this.list(shape.element.shape, out, isRawLeaf)
        : this.object(shape, out);
    // 110 is the "n" of null.
    return `if(b[i]===110){${expect('null')}${out}=null}else{${code}}`;
  }

  private leaf(out: string, isRawLeaf: boolean): string {
    if (!isRawLeaf) this.hasDecodedLeaf = true;
    const kept = isRawLeaf ? 'base+i' : 'valueAt(t,b,i,e)';
    return `e=endOfLeaf(b,i);if(e<0)return;${out}=${kept};i=e;`;
  }

  private list(element: Shape, out: string, isRawLeaf: boolean): string {
    const [all, one] = [this.newName('a'), this.newName('v')];
    // 93 is "]" and 44 is ",".
    return (
      `${expect('[')}const ${all}=[];${out}=${all};if(b[i]===93)i++;else for(;;){let ${one};` +
      `${this.value(element, one, isRawLeaf)}${all}.push(${one});` +
      'if(b[i]===44){i++;continue}if(b[i]===93){i++;break}return}'
    );
  }

  private object(shape: ObjectShape, out: string): string {
    const cases = [...shape.fieldsByType];
    const [only] = cases;
    if (isObjectType(shape.type) && only) return this.fields(only[0], only[1], out);
    if (cases.length === 0 || cases.length > TYPES_MAX) throw new NotMatchable();
    // The fields depend on the type, so the type name has to come before them.
    if (cases.some(([, [first]]) => first?.kind !== 'typename')) throw new NotMatchable();
    const key = cases[0]?.[1][0]?.key ?? '';
    const start = `{${JSON.stringify(key)}:`;
    const branches = cases.map(([typename, all]) => {
      const name = Buffer.from(JSON.stringify(typename));
      const tests = [...name].map((byte, index) => `b[i+${start.length + index}]===${byte}`);
      return `if(${tests.join('&&')}){${this.fields(typename, all, out)}}`;
    });
    return `${branches.join('else ')}else return;`;
  }

  private fields(typename: string, all: readonly FieldShape[], out: string): string {
    this.fieldsCount += all.length;
    if (this.fieldsCount > FIELDS_MAX) throw new NotMatchable();
    let pending = '{';
    let code = '';
    const values: string[] = [];
    const assignments: string[] = [];
    for (const [index, field] of all.entries()) {
      if (isInherited(field.key) || field.kind === 'introspection') throw new NotMatchable();
      pending += `${index === 0 ? '' : ','}${JSON.stringify(field.key)}:`;
      if (field.kind === 'typename') {
        pending += JSON.stringify(typename);
        assignments.push(`this.${checkedName(field.key)}=${literal(typename)};`);
        continue;
      }
      const { shape } = field.position;
      const symbolKey = isLeafShape(shape) ? this.symbolKeys.symbolKeyOf(field.key) : undefined;
      const variable = this.newName('v');
      code += `${expect(pending)}let ${variable};${this.value(shape, variable, symbolKey !== undefined)}`;
      pending = '';
      assignments.push(`this${this.property(field.key, symbolKey)}=${variable};`);
      values.push(variable);
    }
    const name = this.newName('C');
    this.constructors.push(`function ${name}(${values.join()}){${assignments.join('')}}`);
    return `${code}${expect(`${pending}}`)}${out}=new ${name}(${values.join()});`;
  }

  private property(key: string, symbolKey: symbol | undefined): string {
    if (symbolKey === undefined) return `.${checkedName(key)}`;
    const name = this.newName('k');
    this.scope[name] = symbolKey;
    return `[${name}]`;
  }

  private newName(prefix: string): string {
    this.namesCount += 1;
    return `${prefix}${this.namesCount}`;
  }
}

/** Code that passes over a text that every matching response has here. */
function expect(text: string): string {
  const tests = [...Buffer.from(text)].map((byte, index) => `b[i+${index}]!==${byte}`);
  return tests.length === 0 ? '' : `if(${tests.join('||')})return;i+=${tests.length};`;
}
