/** Sentences that say how to mend why a partner could not be read. */
import type { Fault } from '../../../core/errors/error-codes.ts';
import { PartnerFault } from '../partners/partner-fault.ts';

/** Where in the partner list a field of the entry is. */
export type EntryLine = (field: string) => string;

export interface FaultToMend {
  readonly fault: Fault;
  readonly error: unknown;
  readonly deadlineMs: number;
  readonly isDatabase: boolean;
  /** Whether the entry names credentials of OAuth. */
  readonly hasOauth: boolean;
  readonly line: EntryLine;
}

/** One sentence without a value of the partner: what is wrong, and which line of the partner list to change. */
export function mendFault(given: FaultToMend): string {
  const { fault, error, deadlineMs, line } = given;
  const detail = error instanceof PartnerFault ? error.detail : {};
  const code = codeOf(error);
  const fields = detail.fields === undefined ? '' : ` (${detail.fields.join('; ')})`;
  const tls = mendTls(given, code, messageOf(error));
  if (tls !== null) return tls;
  if (code === 'ECONNREFUSED') {
    return `nothing listens at its address: start the system, or change ${line('url')}`;
  }
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return `its host name is not known: change ${line('url')}`;
  }
  if (fault === 'late') {
    return `no answer within ${deadlineMs} ms: ask the partner for an index or a faster system, or raise deadlineMs at ${line('deadlineMs')}`;
  }
  if (fault === 'unreachable') {
    return `the connection fails${codeText(code)}: look at firewall and network, or change ${line('url')}`;
  }
  const found = given.isDatabase ? mendDatabase(given, code, fields) : mendHttp(given, fields);
  return found ?? `it cannot be read${codeText(code)}${fields}`;
}

function mendTls({ line, isDatabase }: FaultToMend, code: string, message: string): string | null {
  if (/does not support SSL/.test(message)) {
    return `the server has no TLS: let the partner switch it on, or change the mode at ${line('tls')}`;
  }
  if (/CERT|SELF_SIGNED|UNABLE_TO_/.test(code)) {
    const own = isDatabase
      ? `give the CA of the partner as tls.ca at ${line('tls')}`
      : 'give the CA of the partner to this process (NODE_EXTRA_CA_CERTS)';
    return `its certificate cannot be verified (${code}): use the name that is in the certificate at ${line('url')}, let the partner renew it, or ${own}`;
  }
  if (/^EPROTO$|^ERR_SSL/.test(code)) {
    return `it does not speak TLS in the way that was asked (${code}): change ${line('url')}`;
  }
  return null;
}

/** PostgreSQL error codes: appendix A of its manual. */
function mendDatabase(
  { error, line, isDatabase }: FaultToMend,
  code: string,
  fields: string,
): string | null {
  const { reason } = error instanceof PartnerFault ? error.detail : {};
  if (!isDatabase) return null;
  if (reason === 'credentials') {
    return `it asks for a password: name the setting that holds it, as password: { setting: … }, at ${line('url')}`;
  }
  if (code === '28P01') {
    return `it refuses the password: change the value of the setting at ${line('password')}, or the user at ${line('url')}`;
  }
  if (code.startsWith('28')) {
    return `it does not let this user in from here${codeText(code)}: let the partner add a line to pg_hba.conf, use TLS, or change ${line('url')}`;
  }
  if (code === '3D000') return `it has no database of that name: change ${line('url')}`;
  if (code === '42501') {
    return `the user may not read this${fields}: let the partner grant select on the tables of the layout`;
  }
  if (code === '42883' || code === '42804') {
    return `a column has another type than its use needs${fields}: write an expression, such as to_date(a, 'DD-MM-YYYY')`;
  }
  if (code.startsWith('22')) {
    return `an expression does not fit the values${codeText(code)}: change the format in the layout`;
  }
  if (code.startsWith('53')) {
    return `it has no connection left: lower connectionsMax at ${line('connectionsMax')}`;
  }
  if (reason === 'size') {
    return 'a result is larger than one response may be: let the partner make a view with less';
  }
  return reason === 'value'
    ? `a value cannot be read${fields}: change its column or its format`
    : null;
}

function mendHttp({ error, hasOauth, line }: FaultToMend, fields: string): string | null {
  const { reason, status = 0 } = error instanceof PartnerFault ? error.detail : {};
  switch (reason) {
    case 'credentials':
      return status === 0
        ? `its token cannot be read: look at tokenPath or tokenUrl, at ${line('oauth')}`
        : `its token server refuses us with status ${status}: change clientId, its secret or the address of tokens, at ${line('oauth')}`;
    case 'status':
      return mendStatus(status, hasOauth, line);
    case 'media type':
      return `the response has another media type than was asked: the address is that of a page or of another service, change ${line('url')}`;
    case 'json':
      return `the response is no JSON in UTF-8: the address is that of another service, change ${line('url')}`;
    case 'shape':
      return `the response is not that of the standard${fields}: change ${line('url')}, or let the partner mend it`;
    case 'size':
      return `the response is larger than answerBytesMax, or endless: raise it at ${line('answerBytesMax')}`;
    case 'result':
      return `the response cannot be used${fields}: let the partner mend it`;
    default:
      return null;
  }
}

function mendStatus(status: number, hasOauth: boolean, line: EntryLine): string {
  if (status === 401 || status === 403) {
    return hasOauth
      ? `it refuses our token with status ${status}: let the partner give our client access, or change scope at ${line('oauth')}`
      : `it asks for a token (status ${status}): add oauth to the entry at ${line('url')}`;
  }
  if (status === 404 || status === 410) {
    return `there is nothing at this path (status ${status}): change the path of ${line('url')}`;
  }
  if (status >= 300 && status < 400) {
    return `it redirects (status ${status}): give the address to which it redirects, at ${line('url')}`;
  }
  if (status === 429)
    return 'it asks for fewer requests (status 429): let the partner raise our limit';
  return `it answers with status ${status}: let the partner look at its log`;
}

const codeText = (code: string) => (code === '' ? '' : ` (${code})`);

/** An SQLSTATE, or a code of Node or undici; a partner may send any text, so other forms are dropped. */
function codeOf(error: unknown): string {
  const origin = originOf(error);
  const code = typeof origin === 'object' && origin !== null && 'code' in origin ? origin.code : '';
  return typeof code === 'string' && /^[A-Z0-9_]{2,60}$/.test(code) ? code : '';
}

function messageOf(error: unknown): string {
  const origin = originOf(error);
  return origin instanceof Error ? origin.message : '';
}

const originOf = (error: unknown) =>
  error instanceof PartnerFault ? (error.cause ?? error) : error;
