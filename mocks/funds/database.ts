import { PGlite } from '@electric-sql/pglite';
import { createTurns, type Turns } from './turns.ts';

/** The part of the database that holds the tables of one fund. */
export interface FundSchema {
  /** A turn begins with the tables of this fund; see `createTurns`. */
  readonly turns: Turns;
  /** Messages of the wire protocol, and the response to them. Within a turn, like the others. */
  run(messages: Uint8Array): Promise<Buffer>;
  execute(sql: string): Promise<void>;
  /** Closes the database when it was the last. */
  close(): Promise<void>;
}

// The default reserves memory for a hundred connections; this server has one session.
const START_PARAMS = [...PGlite.defaultStartParams, '-c', 'shared_buffers=2MB'];

/**
 * One database for the funds of a process, with a schema for each: an own one for each would take some 50 MB. `names`
 * are those of the schemas.
 */
export async function openDatabase<Name extends string>(
  template: Blob,
  names: readonly Name[],
): Promise<ReadonlyMap<Name, FundSchema>> {
  const database = await PGlite.create({ startParams: START_PARAMS, loadDataDir: template });
  const turns = createTurns();
  let current: string | undefined;
  let open = names.length;
  const execute = async (sql: string) => void (await database.exec(sql));
  const schemaOf = (name: Name): FundSchema => ({
    turns: {
      take: async () => {
        const end = await turns.take();
        try {
          if (current !== name) await execute(`set search_path to "${name}"`);
          current = name;
        } catch (error) {
          end();
          throw error;
        }
        return end;
      },
    },
    run: async (messages) => Buffer.from(await database.execProtocolRaw(messages)),
    execute,
    close: async () => {
      open -= 1;
      if (open === 0) await database.close();
    },
  });
  for (const name of names) await execute(`create schema "${name}"`);
  return new Map(names.map((name) => [name, schemaOf(name)]));
}
