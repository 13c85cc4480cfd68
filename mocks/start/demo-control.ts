/**
 * What the demo's own process serves: the control server and the issuer of tokens. They are here, and
 * not beside the partner systems, so that their addresses and the wishes stay when a part dies.
 */
import { startControlServer } from '../control.ts';
import type { MisbehaviourRequest } from '../control.ts';
import { startIssuer } from '../issuer-server/start-issuer.ts';
import type { ArgumentPair } from './process-plans.ts';

export interface DemoControl {
  readonly url: string;
  readonly issuerUrl: string;
  /** The control server of a process with partner systems; a process that takes its place has another. */
  setPeer(name: string, url: string | undefined): void;
  /** How partners were told to misbehave, as arguments for the process that has them. */
  wishes(): readonly ArgumentPair[];
  stop(): Promise<void>;
}

/** Starts both; a browser that signs in is sent back to the address that `gatewayPort` gives then. */
export async function startDemoControl(gatewayPort: () => number): Promise<DemoControl> {
  const peerByName = new Map<string, string>();
  const peers: string[] = [];
  const kept = new Map<string, ArgumentPair>();
  const onWish = (wish: MisbehaviourRequest) => {
    const isFault = 'fault' in wish;
    const key = `${isFault} ${wish.partner}`;
    // Deleted first, so that the last wish comes last: a kind's fault covers an earlier one of a partner.
    kept.delete(key);
    kept.set(
      key,
      isFault
        ? ['--fault', `${wish.partner}=${wish.fault ?? 'none'}`]
        : ['--delay', `${wish.partner}=${wish.delayMs}`],
    );
  };
  const [control, issuer] = await Promise.all([
    startControlServer({ port: 0, systems: [], peers, onMisbehaviour: onWish }),
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
    wishes: () => [...kept.values()],
    stop: async () => void (await Promise.all([control.stop(), issuer.stop()])),
  };
}
