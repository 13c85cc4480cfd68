/**
 * What whoever started this process may tell it while it runs, over the channel between the two: where
 * partners are now, since one that was started again may listen at another port.
 */
import { z } from 'zod';

const message = z.object({ partners: z.record(z.string(), z.url()) });

/** Calls with the addresses of each such message; what is wrong with one is told, and changes nothing. */
export function receiveFromStarter(move: (moved: ReadonlyMap<string, string>) => void): void {
  process.on('message', (sent) => {
    const told = message.safeParse(sent);
    try {
      if (told.success) return move(new Map(Object.entries(told.data.partners)));
      console.error('Cannot use what the starter told: expected addresses of partners');
    } catch (error) {
      console.error(error instanceof Error ? error.message : String(error));
    }
  });
}
