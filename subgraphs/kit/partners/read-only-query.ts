import type { Connection, Submittable } from 'pg';
import { PartnerFault } from './partner-fault.ts';

/** A column of a result, as its description gives it. */
export interface ResultField {
  readonly name: string;
  readonly dataTypeID: number;
}

/** Rows as the server wrote them: every value is text, or null for NULL. */
export interface RawResult {
  readonly fields: readonly ResultField[];
  readonly rows: readonly (readonly (string | null)[])[];
}

/** A value of a statement. A list is sent as an array of texts. */
export type Parameter = string | number | readonly string[];

export interface Statement {
  readonly sql: string;
  readonly values: readonly Parameter[];
}

/** Session settings by name. */
export type SessionSettings = Readonly<Record<string, string>>;

/**
 * One statement with settings that hold for it alone, sent at once. Up to the Sync message PostgreSQL runs both
 * as one implicit transaction (protocol 3.0, "Pipelining"), so a connection pooler in any pool mode gives both to
 * the same server connection, and no setting outlives them. Statements have no names, because another connection
 * does not know a prepared statement.
 */
export class ReadOnlyQuery implements Submittable {
  readonly result: Promise<RawResult>;
  readonly #statement: Statement;
  readonly #settings: SessionSettings;
  readonly #onAlive: (() => void) | null;
  readonly #rows: (readonly (string | null)[])[] = [];
  #fields: readonly ResultField[] | null = null;
  #completed: readonly string[] = [];
  #resolve: (result: RawResult) => void = () => undefined;
  #reject: (error: unknown) => void = () => undefined;

  /**
   * With `onAlive` the server is asked to respond to the settings before the statement runs; it is called at that
   * response, which a dead connection never gives.
   */
  constructor(statement: Statement, settings: SessionSettings, onAlive: (() => void) | null) {
    this.#statement = statement;
    this.#settings = settings;
    this.#onAlive = onAlive;
    this.result = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    // Whoever waits for the result may have left.
    this.result.catch(() => undefined);
  }

  submit(connection: Connection): void {
    const settings = Object.entries(this.#settings).flat();
    const calls = Object.keys(this.#settings).map(
      (_, at) => `pg_catalog.set_config($${2 * at + 1}, $${2 * at + 2}, true)`,
    );
    connection.stream.cork();
    send(connection, { sql: `select ${calls.join(', ')}`, values: settings });
    connection.execute({ portal: '' }, true);
    if (this.#onAlive !== null) connection.flush();
    send(connection, this.#statement);
    connection.describe({ type: 'P', name: '' }, true);
    connection.execute({ portal: '' }, true);
    connection.sync();
    connection.stream.uncork();
  }

  handleRowDescription({ fields }: { readonly fields: readonly ResultField[] }): void {
    if (this.#fields !== null) throw wrongResult();
    this.#fields = fields;
  }

  handleDataRow({ fields: row }: { readonly fields: readonly (string | null)[] }): void {
    // The row of the settings has no description.
    if (this.#completed.length === 0 && this.#fields === null) return;
    if (row.length !== this.#fields?.length) throw wrongResult();
    this.#rows.push(row);
  }

  handleCommandComplete({ text }: { readonly text: string }): void {
    this.#completed = [...this.#completed, text];
    this.#onAlive?.();
  }

  handleEmptyQuery(): void {
    throw wrongResult();
  }

  handlePortalSuspended(): void {
    throw wrongResult();
  }

  handleCopyInResponse(): void {
    throw wrongResult();
  }

  handleCopyData(): void {
    throw wrongResult();
  }

  handleError(error: unknown): void {
    this.#onAlive?.();
    this.#reject(error);
  }

  /** A result without a description of its rows or with another count of them is no empty list. */
  handleReadyForQuery(): void {
    const [, command, ...others] = this.#completed;
    const isWhole = command === `SELECT ${this.#rows.length}` && others.length === 0;
    if (isWhole && this.#fields !== null && this.#fields.length > 0) {
      this.#resolve({ fields: this.#fields, rows: this.#rows });
    } else this.#reject(wrongResult());
  }
}

function send(connection: Connection, { sql, values }: Statement): void {
  connection.parse({ name: '', text: sql, types: [] }, true);
  const texts = values.map((value) => (typeof value === 'object' ? arrayOf(value) : String(value)));
  connection.bind({ portal: '', statement: '', values: texts }, true);
}

/** An array in PostgreSQL's notation. */
function arrayOf(items: readonly string[]): string {
  return `{${items.map((item) => `"${item.replaceAll(/["\\]/g, String.raw`\$&`)}"`).join(',')}}`;
}

function wrongResult(): PartnerFault {
  return new PartnerFault('garbled', { reason: 'result' });
}
