/** What no response may hold: looked for in everything that came. */
import { createKnownNumbers } from '../../subgraphs/kit/citizen-numbers/known-numbers.ts';
import {
  createNumberSearch,
  findNumbers,
} from '../../subgraphs/kit/citizen-numbers/find-numbers.ts';
import { textsIn } from '../../subgraphs/kit/citizen-numbers/texts-in.ts';
import { NONE } from './test-ids.ts';
import type { SubgraphCheck } from './check-subgraph.ts';
import type { Reply } from './subgraph-client.ts';
import { codeOf, codesOf } from './read-reply.ts';

const KEYS = ['code', 'partner', 'kind', 'fault', 'reference'];
const INSIDE = [
  /\n\s+at |\bat [\w.$<>]+ ?\([^)]*:\d+|node_modules|Traceback/,
  /\.(m?[jt]s|cjs|py|java|go|rb|php|cs|kt):\d+|\/(home|usr|var|app|srv|opt)\/\w|[A-Z]:\\\w/,
  /\bE(CONN[A-Z]+|TIMEDOUT|NOTFOUND|AI_AGAIN|PIPE|HOSTUNREACH)\b|\b\d+\.\d+\.\d+\.\d+\b|https?:\/\//,
  /\b(SELECT|INSERT|UPDATE|DELETE)\b[^]*\b(FROM|INTO|SET|WHERE)\b/,
];
const MESSAGE_LENGTH_MAX = 1000;

/** Shorter texts inside ids occur by chance. */
const TEXT_LENGTH_MIN = 8;

export function checkErrors({ client, ids, expect }: SubgraphCheck): void {
  const isRepeated = (text: string) => [NONE, ...ids.made].some((one) => text.includes(one));
  const errors = client.replies.flatMap((reply) => reply.errors);
  const coded = new Set(client.replies.flatMap(codesOf).filter((code) => code.startsWith('with')));
  expect('error codes', coded.size === 0, {
    expected: 'every error to have a code of the closed list in extensions.code',
    came: `an error ${[...coded].join(' and ')}`,
    mend: 'give INTERNAL to an error of your own; a null where the SDL has none is such an error too',
  });
  const badMessages = errors.filter(
    ({ message }) =>
      typeof message !== 'string' || message === '' || message.length > MESSAGE_LENGTH_MAX,
  );
  expect('error messages', badMessages.length === 0, {
    expected: `every error to have a message of at most ${MESSAGE_LENGTH_MAX} characters`,
    came: `${badMessages.length} of ${errors.length} without one`,
    mend: 'say what the client can do',
  });
  const keys = errors.some(({ extensions }) =>
    Object.keys(extensions).some((key) => !KEYS.includes(key)),
  );
  const stacks = client.replies.some(({ text, errors: own, fault }) =>
    INSIDE.some((one) => one.test(fault === null ? textOf(own) : text)),
  );
  expect('no stack in an error', !keys && !stacks, {
    expected: `no stack, file, address or statement in an error, and in extensions nothing but ${KEYS.join(', ')}`,
    came: stacks ? 'one of them' : 'another key in extensions',
    mend: 'mask what your server throws: INTERNAL with a reference, and the cause in your own log',
  });
  const shown = errors
    .filter((error) => isRepeated(textOf([error])) || numbersIn(error) > 0)
    .map(codeOf);
  expect('no value in an error', shown.length === 0, {
    expected: 'no value of the request and no citizen number in an error',
    came: `one in an error ${[...new Set(shown)].join(', ')}`,
    mend: 'say what is wrong without repeating what came',
  });
  const texts = [...ids.texts]
    .flatMap((text) => [text, text.slice(text.indexOf(':') + 1)])
    .filter((text) => text.length >= TEXT_LENGTH_MIN);
  const leaked = client.replies.some((reply) => holds(reply, texts));
  expect('no number of a record', !leaked, {
    expected:
      'no citizen number and no number of a voucher or a file in any response: they are in ids alone',
    came: 'the text inside an id',
    mend: 'give the encrypted id, and nothing beside it',
  });
}

const textOf = (value: unknown): string => [...textsIn(value)].join('\n');

function numbersIn(error: unknown): number {
  const search = createNumberSearch(createKnownNumbers());
  return [...textsIn(error)].flatMap((text) => findNumbers(text, 'text', search)).length;
}

/** Parsed values, because JSON can write a digit in other ways. */
function holds({ text, headers, data, errors }: Reply, wanted: readonly string[]): boolean {
  const all = `${text}\n${textOf(headers)}\n${textOf(data)}\n${textOf(errors)}`;
  return wanted.some((one) => all.includes(one));
}
