/**
 * Generates the reader of one fetch's answers. A GraphQL server answers with just the fields asked for, in
 * the order they were asked, so the reader knows every name beforehand: it compares instead of parsing,
 * and leaves what nobody looks at where it is (`spans.ts`).
 *
 * It is a guess, and never more: at the first byte that is not as expected the reader gives up, and the
 * answer is parsed as any JSON.
 */
import { isObjectType } from 'graphql';
import { checkedName, compileCode, isInherited, literal } from '../shape/generate-code.ts';
import { endOfLeaf } from './scan-json.ts';
import type { FieldShape, ObjectShape, Shape } from '../shape/shape.ts';
import type { SymbolKeys } from './raw-leaves.ts';

/**
 * The `data` of an answer; undefined when it is not as expected. Whoever calls has made sure that the bytes
 * are UTF-8 and `isCopyable`. `base` begins the spans; ASCII is told, for it is read faster.
 */
export type MatchResponse = (
  bytes: Buffer,
  base: number,
  isAscii: boolean,
) => Record<string, unknown> | undefined;

/** Code for more than this is not worth its memory. */
const FIELDS_MAX = 120;
const TYPES_MAX = 8;

/** Undefined for what cannot be guessed: a type that is only known from the data, an unusual name. */
export function compileReader(
  shape: ObjectShape,
  symbolKeys: SymbolKeys,
): MatchResponse | undefined {
  const generator = createGenerator(symbolKeys);
  const body = generator.whole(shape);
  if (body === undefined) return undefined;
  const { classes, scope } = generator;
  return compileCode<MatchResponse>(
    { ...scope, endOfLeaf, valueAt },
    `${classes.join('\n')}\nreturn function(b,base,isAscii){let i=0,e=0,r;` +
      `const t=${generator.isReading() ? 'isAscii?b.toString("latin1"):""' : '""'};${body}return r}`,
  );
}

/** A part of a text costs less than a new string from bytes; there is no text when it is not ASCII. */
function valueAt(text: string, bytes: Buffer, start: number, end: number): unknown {
  if (bytes[start] !== QUOTE) return JSON.parse(bytes.toString('latin1', start, end));
  if (text === '') return bytes.toString('utf8', start + 1, end - 1);
  return text.slice(start + 1, end - 1);
}

const QUOTE = 0x22;

/** Thrown inside the generator: this shape has no reader. */
class NoReader extends Error {}

function createGenerator(symbolKeys: SymbolKeys) {
  const classes: string[] = [];
  const scope: Record<string, unknown> = {};
  let count = 0;
  let fieldsCount = 0;
  let isReading = false;
  const fresh = (prefix: string) => `${prefix}${(count += 1)}`;

  /** Text that every such answer has at this place. */
  const expect = (text: string): string => {
    const tests = [...Buffer.from(text)].map((byte, index) => `b[i+${index}]!==${byte}`);
    return tests.length === 0 ? '' : `if(${tests.join('||')})return;i+=${tests.length};`;
  };

  const value = (shape: Shape, out: string, isRawLeaf: boolean): string => {
    if (shape.kind === 'leaf') return leaf(out, isRawLeaf);
    const code =
      shape.kind === 'list' ? list(shape.element.shape, out, isRawLeaf) : object(shape, out);
    return `if(b[i]===110){${expect('null')}${out}=null}else{${code}}`;
  };

  const leaf = (out: string, isRawLeaf: boolean): string => {
    if (!isRawLeaf) isReading = true;
    const kept = isRawLeaf ? 'base+i' : 'valueAt(t,b,i,e)';
    return `e=endOfLeaf(b,i);if(e<0)return;${out}=${kept};i=e;`;
  };

  const list = (element: Shape, out: string, isRawLeaf: boolean): string => {
    const [all, one] = [fresh('a'), fresh('v')];
    return (
      `${expect('[')}const ${all}=[];${out}=${all};if(b[i]===93)i++;else for(;;){let ${one};` +
      `${value(element, one, isRawLeaf)}${all}.push(${one});` +
      'if(b[i]===44){i++;continue}if(b[i]===93){i++;break}return}'
    );
  };

  const object = (shape: ObjectShape, out: string): string => {
    const cases = [...shape.fieldsByType];
    const [only] = cases;
    if (isObjectType(shape.type) && only) return fields(only[0], only[1], out);
    if (cases.length === 0 || cases.length > TYPES_MAX) throw new NoReader();
    // Which type it is must be known before the fields that depend on it.
    if (cases.some(([, [first]]) => first?.kind !== 'typename')) throw new NoReader();
    const key = cases[0]?.[1][0]?.key ?? '';
    const start = `{${JSON.stringify(key)}:`;
    const branches = cases.map(([typename, all]) => {
      const name = Buffer.from(JSON.stringify(typename));
      const tests = [...name].map((byte, index) => `b[i+${start.length + index}]===${byte}`);
      return `if(${tests.join('&&')}){${fields(typename, all, out)}}`;
    });
    return `${branches.join('else ')}else return;`;
  };

  const fields = (typename: string, all: readonly FieldShape[], out: string): string => {
    fieldsCount += all.length;
    if (fieldsCount > FIELDS_MAX) throw new NoReader();
    let pending = '{';
    let code = '';
    const values: string[] = [];
    const assigned: string[] = [];
    for (const [index, field] of all.entries()) {
      if (isInherited(field.key) || field.kind === 'introspection') throw new NoReader();
      pending += `${index === 0 ? '' : ','}${JSON.stringify(field.key)}:`;
      if (field.kind === 'typename') {
        pending += JSON.stringify(typename);
        assigned.push(`this.${checkedName(field.key)}=${literal(typename)};`);
        continue;
      }
      const symbolKey = isLeaf(field.place.shape) ? symbolKeys.symbolKeyOf(field.key) : undefined;
      const variable = fresh('v');
      code += `${expect(pending)}let ${variable};${value(field.place.shape, variable, symbolKey !== undefined)}`;
      pending = '';
      assigned.push(`this${property(field.key, symbolKey)}=${variable};`);
      values.push(variable);
    }
    const name = fresh('C');
    classes.push(`function ${name}(${values.join()}){${assigned.join('')}}`);
    return `${code}${expect(`${pending}}`)}${out}=new ${name}(${values.join()});`;
  };

  const property = (key: string, symbolKey: symbol | undefined): string => {
    if (symbolKey === undefined) return `.${checkedName(key)}`;
    const name = fresh('k');
    scope[name] = symbolKey;
    return `[${name}]`;
  };

  const whole = (shape: ObjectShape): string | undefined => {
    try {
      return `${expect('{"data":')}${object(shape, 'r')}${expect('}')}if(i!==b.length)return;`;
    } catch (error) {
      if (error instanceof NoReader) return undefined;
      throw error;
    }
  };

  return { classes, scope, whole, isReading: () => isReading };
}

function isLeaf(shape: Shape): boolean {
  return shape.kind === 'list' ? isLeaf(shape.element.shape) : shape.kind === 'leaf';
}
