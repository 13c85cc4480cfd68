/**
 * Settings of a process, declared once as a zod object: each property gives the name of a flag, its type,
 * its default, its help text and the sentence that an unusable value is answered with.
 */
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { didYouMean, ConfigError, sentenceOf } from './read-config.ts';

/** How a setting is given on a command line, for help texts and parsers. */
export interface Flag {
  /** The property of the settings, such as `auditFolder`. */
  readonly name: string;
  /** As it is typed, such as `--audit-folder`. */
  readonly flag: string;
  /** What its value looks like, such as `FILE`; undefined when the flag takes no value. */
  readonly placeholder: string | undefined;
  readonly isRepeatable: boolean;
  readonly description: string;
  readonly default: unknown;
}

const described = z.looseObject({
  description: z.string().optional(),
  placeholder: z.string().optional(),
});
const propertySchema = described.extend({
  type: z.string().optional(),
  enum: z.array(z.string()).optional(),
  default: z.unknown().optional(),
  items: described.default({}),
});

/** The flags of these settings, in the order in which they are declared. */
export function flagsOf(settings: z.ZodObject): readonly Flag[] {
  const { properties = {} } = z.toJSONSchema(settings, { io: 'input' });
  return Object.entries(properties).map(([name, unread]) => {
    const property = propertySchema.parse(unread);
    const { items, enum: values } = property;
    const placeholder = property.placeholder ?? items.placeholder ?? values?.join('|') ?? 'VALUE';
    return {
      name,
      flag: `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`,
      placeholder: property.type === 'boolean' ? undefined : placeholder,
      isRepeatable: property.type === 'array',
      description: property.description ?? items.description ?? '',
      default: property.default,
    };
  });
}

/**
 * Reads settings from a command line. `positional` names the setting that stands there without a flag.
 * Throws `ConfigError` with a sentence for each mistake.
 *
 * @example parseArguments(z.object({ port: port(4000) }), ['--port', '0']) // { port: 0 }
 */
export function parseArguments<Settings extends z.ZodObject>(
  settings: Settings,
  args: readonly string[],
  positional?: string,
): z.output<Settings> {
  const flags = flagsOf(settings);
  const { tokens } = parseArgs({
    args: [...args],
    strict: false,
    tokens: true,
    options: Object.fromEntries(
      flags.map(({ flag, placeholder }) => [
        flag.slice(2),
        { type: placeholder === undefined ? 'boolean' : 'string' },
      ]),
    ),
  });
  const values: Record<string, unknown> = {};
  for (const token of tokens) {
    if (token.kind === 'option') {
      const flag = flagNamed(token.rawName, flags);
      const { name, isRepeatable } = flag;
      const value = valueOf(token, flag);
      const before = values[name];
      values[name] = isRepeatable ? [...(Array.isArray(before) ? before : []), value] : value;
    } else if (token.kind === 'positional') {
      if (positional === undefined || positional in values) {
        throw new ConfigError(`Cannot use "${token.value}": expected only options`);
      }
      values[positional] = token.value;
    }
  }
  return parseSettings(settings, values, positional);
}

function flagNamed(rawName: string, flags: readonly Flag[]): Flag {
  const flag = flags.find((one) => one.flag === rawName);
  if (flag !== undefined) return flag;
  const names = flags.map((one) => one.flag);
  throw new ConfigError(`Unknown option "${rawName}"${didYouMean(rawName, names)}`);
}

function valueOf({ value }: { readonly value: string | undefined }, { flag, placeholder }: Flag) {
  if (placeholder === undefined) {
    if (value === undefined) return true;
    throw new ConfigError(`Cannot use "${flag}=${value}": this option has no value`);
  }
  if (value !== undefined && value !== '' && !value.startsWith('--')) return value;
  throw new ConfigError(`Cannot use ${flag} without a value: expected ${flag} ${placeholder}`);
}

/** Checks values by name of the setting. Throws `ConfigError` with a sentence for each mistake. */
export function parseSettings<Settings extends z.ZodObject>(
  settings: Settings,
  values: Readonly<Record<string, unknown>>,
  positional?: string,
): z.output<Settings> {
  const parsed = settings.safeParse(values, { reportInput: true });
  if (parsed.success) return parsed.data;
  const flags = flagsOf(settings);
  const sentences = parsed.error.issues.map((issue) => {
    const [name, index] = issue.path;
    const found = flags.find((one) => one.name === name);
    if (found === undefined) return issue.message;
    const { flag, placeholder = '', description } = found;
    const value = values[found.name];
    const given = Array.isArray(value) && typeof index === 'number' ? value[index] : value;
    const isPositional = found.name === positional;
    if (given === undefined) {
      return `Cannot start without ${isPositional ? placeholder : `${flag} ${placeholder}`}: ${description}`;
    }
    return `Cannot use ${isPositional ? placeholder : flag} "${String(given)}": ${sentenceOf(issue)}`;
  });
  throw new ConfigError(sentences.join('\n'));
}

/** A file, as a setting. */
export function file(description: string) {
  return z.string().meta({ description, placeholder: 'FILE' });
}

/** A folder, as a setting. */
export function folder(description: string) {
  return z.string().meta({ description, placeholder: 'DIR' });
}

/** A whole number from `min` to `max`, as a setting. */
export function wholeNumber(description: string, min: number, max: number) {
  const error = `expected a whole number from ${min} to ${max}`;
  return z.coerce
    .number({ error })
    .int({ error })
    .min(min, { error })
    .max(max, { error })
    .meta({ description, placeholder: 'N' });
}

/** The port that a server listens at, as a setting. */
export function port() {
  return wholeNumber('Port to listen at; 0 takes any free port', 0, 65_535);
}

/** `NAME=URL`, as a setting: gives the two apart. */
export function namedUrl(description: string, protocol = /^https?:$/) {
  return z
    .string()
    .regex(/^[\w-]+=/, { error: 'expected NAME=URL', abort: true })
    .transform((text): readonly [name: string, url: string] => {
      const at = text.indexOf('=');
      return [text.slice(0, at), text.slice(at + 1)];
    })
    .refine(([, url]) => URL.canParse(url) && protocol.test(new URL(url).protocol), {
      error: 'expected NAME=URL with an http or https address',
    })
    .meta({ description, placeholder: 'NAME=URL' });
}
