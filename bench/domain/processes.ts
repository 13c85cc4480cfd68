/** Starts processes of the demo for a measurement, as `npm start` does: compiled, without a loader. */
import { fork, type ChildProcess } from 'node:child_process';
import type { ProcessPlan } from '../../mocks/start/demo-process.ts';
import { usageFlags, usageOf, type ReadUsage } from '../usage.ts';

export interface Running {
  readonly name: string;
  readonly usage: ReadUsage;
  /** Its URL, and the URLs of the partner systems that it runs. */
  readonly url: string;
  readonly partners: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

interface Ready {
  readonly ready: string;
  readonly partners?: Readonly<Record<string, string>>;
}

/** Resolves when the process reports that it is ready; rejects with its last output when it ends before. */
export function startPlanned(plan: ProcessPlan, readyMs = plan.readyMs): Promise<Running> {
  const child = fork(plan.module, [...plan.args], {
    execArgv: [...usageFlags(), ...(plan.nodeFlags ?? [])],
    env: { ...process.env, ...plan.variables, NODE_ENV: 'production', NODE_NO_WARNINGS: '1' },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const last: string[] = [];
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    last.push(chunk);
    if (last.length > 20) last.shift();
  });
  return new Promise((resolve, reject) => {
    const fail = (reason: string) => {
      clearTimeout(timer);
      child.kill('SIGKILL');
      reject(new Error(`Cannot start ${plan.name}: ${reason}\n${last.join('')}`));
    };
    const timer = setTimeout(() => fail('it was not ready in time'), readyMs);
    const onExit = () => fail('it ended');
    child.once('exit', onExit);
    child.once('message', (message: Ready) => {
      clearTimeout(timer);
      child.off('exit', onExit);
      const { ready: url, partners = {} } = message;
      // Otherwise the gateway prepares what it plans while it is measured.
      if (plan.name === 'gateway') child.send({ isStarted: true });
      const usage = usageOf(child);
      resolve({ name: plan.name, usage, url, partners, stop: () => stop(child) });
    });
  });
}

/** Ends only the given process. */
function stop(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    child.once('exit', () => resolve());
    child.kill('SIGKILL');
    return undefined;
  });
}
