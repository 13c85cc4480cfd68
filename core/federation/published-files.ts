/**
 * How the gateway gets a published file from the subgraph that owns it: a POST beside the address of the graph, whose body
 * names the file, so that a signed context is for that file alone.
 */
import { z } from 'zod';

export const FILES_PATH = '/files';

export const fileRequest = z.strictObject({ file: z.string().max(300) });

export type FileRequest = z.output<typeof fileRequest>;
