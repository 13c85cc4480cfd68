import type { z } from 'zod';

/**
 * Calls `apply` with each message that the parent process sends and that has this shape. An invalid message and
 * an error of `apply` are reported, and change nothing.
 */
export function onParentMessage<Shape extends z.ZodType>(
  shape: Shape,
  apply: (message: z.output<Shape>) => void,
): void {
  process.on('message', (sent) => {
    try {
      apply(shape.parse(sent));
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      console.error(`Cannot use a message of the parent process: ${reason}`);
    }
  });
}
