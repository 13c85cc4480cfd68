/** Does what the README says under "Your own CSV in the graph in five minutes". */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { vi } from 'vitest';
import { projectRoot } from '../../core/config/project-root.ts';
import { runCommand, type RunningCommand } from './run-command.ts';

const READY_MS = 120_000;

interface Block {
  /** The name of the file that the block holds, on the line before it. */
  readonly file: string | undefined;
  readonly language: string;
  readonly text: string;
}

export interface OwnCsvResult {
  /** What `vakgraaf partner add` prints, with its times as "N ms". */
  readonly added: string;
  readonly answer: unknown;
}

function readBlocks(): readonly Block[] {
  const readme = readFileSync(join(projectRoot(), 'README.md'), 'utf8');
  const [, section = ''] =
    /<!-- own csv: begin [^]*?-->([^]*)<!-- own csv: end -->/.exec(readme) ?? [];
  return [...section.matchAll(/(?:^`([\w.]+)`\n\n)?^```(\w*)\n([^]*?)^```$/gm)].map(
    ([, file, language = '', text = '']) => ({ file, language, text }),
  );
}

const blocks = readBlocks();
const textOf = (language: string) =>
  blocks.filter((one) => one.language === language).map(({ text }) => text);

/** What the README says comes out. */
export function expectedOfOwnCsv(): OwnCsvResult {
  const [added = ''] = textOf('');
  const [answer = ''] = textOf('json');
  return { added: withoutTimes(added), answer: JSON.parse(answer) };
}

/**
 * `folder` has the command in its `node_modules`. Only ports differ from those of the README, and the deadline of the
 * partner, because a test machine may stall for longer than a partner may.
 */
export async function runOwnCsv(folder: string): Promise<OwnCsvResult> {
  const port = await freePort();
  const write = (change: (text: string) => string) => {
    for (const { file, text } of blocks)
      if (file !== undefined) writeFileSync(join(folder, file), change(text));
  };
  const atFreePort = (text: string) => text.replaceAll('8080', String(port));
  write((text) =>
    atFreePort(text)
      .replace('kind: provinces', '$&\n    deadlineMs: 30000')
      .replace('gateway: {}', 'gateway: { listen: { port: 0 } }')
      .replace('provinces: {}', 'provinces: { listen: { port: 0 } }'),
  );
  const running: RunningCommand[] = [];
  const start = (command: string) => {
    const started = runCommand(['sh', '-c', command], {}, folder);
    running.push(started);
    return started;
  };
  const [serve = '', add = '', subgraph = '', gateway = '', ask = ''] = textOf('sh');
  try {
    const server = start(atFreePort(serve));
    const url = `http://127.0.0.1:${port}/pilots.csv`;
    const isServed = async () => (await fetch(url).catch(() => null))?.ok === true;
    await Promise.race([vi.waitUntil(isServed, READY_MS), server.ended]);

    const adding = start(add);
    await adding.ended;
    const subgraphUrl = await readyUrl(start(subgraph));
    const config = join(folder, 'vakgraaf.yaml');
    writeFileSync(
      config,
      readFileSync(config, 'utf8').replace('provinces: {', `provinces: { url: ${subgraphUrl},`),
    );
    const gatewayUrl = await readyUrl(start(gateway));
    const added = withoutTimes(adding.printed());
    if (!hasCurl) return { added, answer: await askWithoutCurl(ask, gatewayUrl) };
    const asking = start(ask.replace('http://127.0.0.1:4000', gatewayUrl));
    await asking.ended;
    return { added, answer: JSON.parse(asking.printed()) };
  } finally {
    for (const one of running) if (one.isAnyLeft()) one.signal('SIGTERM', 'group');
    await Promise.all(running.map(({ ended }) => ended));
  }
}

const hasCurl = spawnSync('curl', ['--version']).status === 0;

/** Sends what the command would, on a machine that has Node and npm and nothing else. */
async function askWithoutCurl(command: string, gatewayUrl: string): Promise<unknown> {
  const [, path = '', type = '', body = ''] =
    /^curl -s http:\/\/[^/]+(\S+) -H 'content-type: (.*)' \\\n *-d '(.*)'\n$/.exec(command) ?? [];
  const headers = { 'content-type': type };
  return (await fetch(gatewayUrl + path, { method: 'POST', headers, body })).json();
}

async function readyUrl(command: RunningCommand): Promise<string> {
  await command.untilPrinted(/^ready \S+$/m, READY_MS);
  return /^ready (\S+)$/m.exec(command.printed())?.[1] ?? '';
}

const withoutTimes = (text: string) => text.replaceAll(/\b\d+ ms\b/g, 'N ms').trim();

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('Cannot find a free port');
  return address.port;
}
