/**
 * The servers of the demo's main process: the control server and the issuer of tokens. They are not in a
 * process of partner systems, so that their addresses and the faults that were set outlive those processes.
 */
import { startControlServer } from '../control.ts';
import type { MisbehaviourRequest } from '../control.ts';
import { startIssuer } from '../issuer-server/start-issuer.ts';
import type { ArgumentPair } from './process-plans.ts';

export interface DemoControl {
  readonly url: string;
  readonly issuerUrl: string;
  /** Sets the control server of a process with partner systems; undefined while that process is down. */
  setPeer(name: string, url: string | undefined): void;
  /** Sets the address of the exchange; undefined while it is down. */
  setExchange(url: string | undefined): void;
  /** The faults and delays that were set, as arguments for the process that runs the partners. */
  misbehaviours(): readonly ArgumentPair[];
  stop(): Promise<void>;
}

/**
 * Starts both servers; after signing in, a browser is redirected to the gateway at `gatewayPort()`. `onMisbehaviour` is
 * called when a partner begins or stops to fail or to be slow.
 */
export async function startDemoControl(
  gatewayPort: () => number,
  onMisbehaviour: () => void,
): Promise<DemoControl> {
  const peerByName = new Map<string, string>();
  const peers: string[] = [];
  const kept = new Map<string, ArgumentPair>();
  let exchange: string | undefined;
  const onWish = (wish: MisbehaviourRequest) => {
    const isFault = 'fault' in wish;
    const key = `${isFault} ${wish.partner}`;
    // Deleted first, so that the last one comes last: a fault of a subgraph overrides that of a partner.
    kept.delete(key);
    kept.set(
      key,
      isFault
        ? ['--fault', `${wish.partner}=${wish.fault ?? 'none'}`]
        : ['--delay', `${wish.partner}=${wish.delayMs}`],
    );
    onMisbehaviour();
  };
  const [control, issuer] = await Promise.all([
    startControlServer({
      port: 0,
      systems: [],
      peers,
      onMisbehaviour: onWish,
      exchangeUrl: () => exchange,
    }),
    startIssuer({
      port: 0,
      redirectUris: () =>
        ['127.0.0.1', 'localhost'].map((host) => `http://${host}:${gatewayPort()}/signed-in`),
    }),
  ]);
  return {
    url: control.url,
    issuerUrl: issuer.url,
    setPeer: (name, url) => {
      if (url === undefined) peerByName.delete(name);
      else peerByName.set(name, url);
      peers.splice(0, peers.length, ...peerByName.values());
    },
    setExchange: (url) => {
      exchange = url;
    },
    misbehaviours: () => [...kept.values()],
    stop: async () => void (await Promise.all([control.stop(), issuer.stop()])),
  };
}
