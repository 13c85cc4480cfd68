/**
 * What whoever started this process may tell it while it runs, over the channel between the two: where
 * subgraphs are now, since one that was started again may listen at another port, and what is down.
 */
import { z } from 'zod';

export interface StarterMessage {
  readonly subgraphs?: Readonly<Record<string, string>> | undefined;
  readonly down?: readonly string[] | undefined;
}

const message = z.object({
  subgraphs: z.record(z.string(), z.url({ protocol: /^https?$/ })).optional(),
  down: z.array(z.string()).optional(),
});

/** Calls with each message that is one of these; of another it says that it was not understood. */
export function receiveFromStarter(hear: (told: StarterMessage) => void): void {
  process.on('message', (sent) => {
    const told = message.safeParse(sent);
    if (told.success) hear(told.data);
    else console.error('Cannot use what the starter told: expected addresses of subgraphs');
  });
}
