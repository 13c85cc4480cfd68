import { ExactNumber } from '../../../../core/structures/exact-numbers.ts';
import { JsonWriter } from './json-writer.ts';
import { writeInTurns, type ResponseLimit } from './response-limit.ts';

/** `stringifyExact` of plain JSON as bytes, in steps and within a limit. Throws `OutputTooLarge`. */
export async function writeJson(
  value: unknown,
  { bytesMax, signal }: ResponseLimit,
): Promise<Buffer> {
  const writer = new JsonWriter();
  writer.start(false, [], bytesMax);
  await writeInTurns(writer, jsonInSteps(writer, value), signal);
  return writer.finishLast();
}

const COMMA = 0x2c;
const COLON = 0x3a;

/** Writes plain JSON with pauses between elements and fields. */
export function* jsonInSteps(writer: JsonWriter, value: unknown): Generator<undefined, void> {
  if (typeof value === 'string') return writer.string(value);
  if (typeof value !== 'object' || value === null || value instanceof ExactNumber) {
    if (!writer.json(value)) writer.null();
    return;
  }
  let isFirst = true;
  if (Array.isArray(value)) {
    writer.text('[');
    for (const element of value) {
      if (writer.at >= writer.pauseAt) yield;
      if (!isFirst) writer.byte(COMMA);
      isFirst = false;
      yield* jsonInSteps(writer, element);
    }
    writer.text(']');
    return;
  }
  writer.text('{');
  for (const [name, inner] of Object.entries(value)) {
    if (inner === undefined) continue;
    if (writer.at >= writer.pauseAt) yield;
    if (!isFirst) writer.byte(COMMA);
    isFirst = false;
    writer.string(name);
    writer.byte(COLON);
    yield* jsonInSteps(writer, inner);
  }
  writer.text('}');
}
