/** The message with which a process tells its parent that its event loop turns. */
const HEARTBEAT = { isAlive: true };

/** Between two heartbeats. */
export const HEARTBEAT_MS = 1_000;

/** Sends heartbeats to the parent process, if there is one that receives messages. */
export function sendHeartbeats(): void {
  if (!process.send) return;
  setInterval(() => {
    if (process.connected) process.send?.(HEARTBEAT, () => undefined);
  }, HEARTBEAT_MS).unref();
}
