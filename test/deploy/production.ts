/**
 * A production layout as processes: the files of the image, a configuration file for each process, keys, issuer,
 * certificates and passwords of its own, PostgreSQL with TLS, and two gateways behind one port. Where the tests run as
 * root, the processes run as nobody, and read secrets as Kubernetes mounts them.
 */
import { fork, spawn, type ChildProcess } from 'node:child_process';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { connect, createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportJWK, SignJWT } from 'jose';
import { Agent, request } from 'undici';
import { stringify } from 'yaml';
import { projectRoot } from '../../core/config/project-root.ts';
import { SUBGRAPH_NAMES, type SubgraphName } from '../../core/federation/subgraph-names.ts';
import { DEMO_CONTENT } from '../../mocks/content/index.ts';
import { demoSecretOf } from '../../mocks/demo-secrets.ts';
import { DEMO_EXCHANGE } from '../../mocks/exchange/exchange-names.ts';
import { exchangeForm } from '../../mocks/exchange/portal-client.ts';
import { createDemoExchange } from '../../mocks/exchange/start-exchange.ts';
import { loadPostgres } from '../../mocks/funds/load-postgres.ts';
import { issueSubjectToken } from '../../mocks/issuer.ts';
import { DEMO_SUBGRAPHS } from '../../mocks/start/demo-parts.ts';
import { createWorld } from '../../mocks/world/create-world.ts';
import { createMembership, MEMBERSHIP_PATH } from '../../mocks/membership.ts';
import { quarterOf } from '../../subgraphs/kit/ids/encrypted-id.ts';
import { membershipKey } from '../../subgraphs/kit/citizen-numbers/membership-token.ts';
import { numbersHeld } from '../canary/secrets.ts';
import { createKeySet } from '../../subgraphs/kit/ids/key-set.ts';
import { readPartners } from '../../subgraphs/partners.ts';
import { registeredList } from '../support/registered-purposes.ts';
import { startPostgres } from '../support/start-postgres.ts';
import { TEST_DAY } from '../support/test-day.ts';
import { makeImage } from './containerfile.ts';
import { quarterKeys } from '../support/quarter-keys.ts';

const NOBODY = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
const TLS = join(projectRoot(), 'test/support/tls');
const CA = readFileSync(join(TLS, 'ca.pem'), 'utf8');
const CERTIFICATE = readFileSync(join(TLS, 'server.pem'), 'utf8');
const KEY = readFileSync(join(TLS, 'server.key'), 'utf8');
const ISSUER = 'urn:test:issuer';
const EXCHANGE_ENDPOINT = 'https://exchange.test/token';
const AUDIENCE = 'urn:llo:gateway';
const CLIENT_SECRETS = ['UWV_CLIENT_SECRET', 'LEERWERKLOKET_CLIENT_SECRET'];

/** The claims of a token, apart from those that every token has. */
export interface Claims {
  readonly consumer: string;
  readonly scopes: readonly string[];
  readonly purposes: readonly string[];
}

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

export interface RunningProcess {
  readonly name: string;
  /** The origin at which it listens. */
  readonly url: string;
  readonly child: ChildProcess;
  readonly printed: () => string;
}

export interface ProductionLayout {
  readonly folder: string;
  /** The command of the image. */
  readonly command: string;
  /** Processes by name: `gateway-1`, `gateway-2`, and one for each subgraph. */
  readonly processes: ReadonlyMap<string, RunningProcess>;
  /** Starts a process again with the same configuration file; a subgraph at the same port. */
  restart(name: string): Promise<void>;
  /** Runs a module of the image as the processes run, to its end. */
  run(
    module: string,
    args: readonly string[],
    healthUrl?: string,
  ): Promise<{ readonly code: unknown; readonly printed: string }>;
  token(claims: Claims): Promise<string>;
  /** The token of the exchange for the person with this citizen number. */
  citizenToken(number: string): Promise<string>;
  /** Sends an operation over one connection of its own to the port of both gateways. */
  ask(operation: object, token?: string): Promise<Answer>;
  get(url: string): Promise<Answer>;
  stop(): Promise<void>;
}

/** `partnerUrls` are those of the partners that are no fund, which are mock servers over loopback. */
export async function startProductionLayout(
  partnerUrls: Readonly<Record<string, string>>,
): Promise<ProductionLayout> {
  const folder = mkdtempSync(join(tmpdir(), 'vakgraaf-production-'));
  chmodSync(folder, 0o755);
  const command = makeImage(join(folder, 'image'));
  const stops: (() => Promise<void>)[] = [];
  const processes = new Map<string, RunningProcess>();

  const secretFile = (name: string, content: string | object): string => {
    const path = join(folder, name);
    writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
    // As Kubernetes mounts a secret: of root, for the group of the process.
    if (NOBODY.gid !== undefined) chownSync(path, 0, NOBODY.gid);
    chmodSync(path, NOBODY.gid === undefined ? 0o600 : 0o440);
    return name;
  };
  const auditFolder = (name: string): string => {
    const path = join(folder, `audit-${name}`);
    mkdirSync(path, { mode: 0o700 });
    if (NOBODY.uid !== undefined) chownSync(path, NOBODY.uid, NOBODY.gid);
    return `audit-${name}`;
  };
  /** Each process signs the heads of its log with a key of its own. */
  const auditKey = async (name: string): Promise<string> =>
    secretFile(`audit-key-${name}.json`, (await keyPair(`audit-${name}`)).privateJwk);
  writeFileSync(join(folder, 'ca.crt'), CA);
  const environment = { NODE_ENV: 'production', NODE_EXTRA_CA_CERTS: join(folder, 'ca.crt') };
  writeFileSync(join(folder, 'tls.crt'), CERTIFICATE);
  const tls = { certificate: 'tls.crt', key: secretFile('tls.key', KEY) };

  // Keys of this layout alone.
  const keyDomains = ['voucher', 'person', 'coach'] as const;
  const keysOf = (domain: (typeof keyDomains)[number]) => quarterKeys(`${domain} ${seed}`);
  const seed = randomBytes(8).toString('hex');
  for (const domain of keyDomains) secretFile(`${domain}.json`, { domain, keys: keysOf(domain) });
  const context = await keyPair('gateway');
  secretFile('context-key.json', context.privateJwk);
  writeFileSync(join(folder, 'gateway-keys.json'), JSON.stringify({ keys: [context.publicJwk] }));

  const issuer = await keyPair('issuer');
  const exchange = await keyPair('exchange');
  const jwks = createHttpsServer({ cert: CERTIFICATE, key: KEY }, ({ url }, response) => {
    const signer = url === '/exchange' ? exchange : issuer;
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ keys: [signer.publicJwk] }));
  });
  const jwksPort = await listen(jwks);
  stops.push(() => close(jwks, () => jwks.closeAllConnections()));

  // It signs with a key of its own; only its client and its issuer are those of the demo.
  const giveToken = await createDemoExchange({
    endpoint: EXCHANGE_ENDPOINT,
    own: {
      signingKey: exchange.privateJwk,
      personKey: createKeySet('person', keysOf('person'), false),
    },
  });

  const postgres = await startPostgres(
    ['ssl=on', 'ssl_cert_file=server.pem', 'ssl_key_file=server.key'],
    { 'server.pem': CERTIFICATE, 'server.key': KEY },
  );
  stops.push(() => postgres.stop());
  const password = randomBytes(24).toString('base64');
  const fundUrls = await loadPostgres(postgres.url, createWorld({ date: TEST_DAY }), password);

  const secrets: Record<string, { file: string }> = {
    FUND_PASSWORD: { file: secretFile('fund-password', `${password}\n`) },
  };
  // The client secrets of the demo are refused in production, so a relay puts them in place of our own.
  const ownSecrets = new Map<string, string>();
  for (const name of CLIENT_SECRETS) {
    const secret = randomBytes(24).toString('hex');
    ownSecrets.set(secret, demoSecretOf(name) ?? '');
    secrets[name] = { file: secretFile(name.toLowerCase(), secret) };
  }
  const held = numbersHeld();
  const personKey = Buffer.from(keysOf('person')[quarterOf(new Date())] ?? '', 'base64url');
  const relayed = async (url: string, id: string): Promise<string> => {
    const key = membershipKey(personKey, id);
    const membersOf = createMembership(id, held.get(id) ?? [], key);
    const relay = await startSecretRelay(url, ownSecrets, membersOf);
    stops.push(relay.stop);
    return relay.url;
  };
  writeFileSync(
    join(folder, 'partners.yaml'),
    stringify(await productionPartners(fundUrls, partnerUrls, relayed)),
  );

  writeFileSync(join(folder, 'purposes.yaml'), registeredList());

  const shared = {
    partners: 'partners.yaml',
    purposes: 'purposes.yaml',
    gatewayUrl: 'https://127.0.0.1/graphql',
    content: DEMO_CONTENT,
    secrets,
  };
  const writeConfig = (name: string, sections: object) =>
    writeFileSync(join(folder, `${name}.yaml`), stringify({ ...shared, ...sections }));
  const writeSubgraph = (kind: SubgraphName, port: number) => {
    const domains = DEMO_SUBGRAPHS.find((one) => one.kind === kind)?.keys ?? [];
    const section = {
      listen: { port, tls },
      gatewayKeys: 'gateway-keys.json',
      ...(domains.length > 0 && {
        keys: domains.map((domain) => `${domain}.json`),
        auditFolder: `audit-${kind}`,
        auditKey: `audit-key-${kind}.json`,
      }),
    };
    writeConfig(kind, { subgraphs: { [kind]: section } });
  };
  const start = async (name: string) => {
    const args = name.startsWith('gateway') ? ['gateway'] : ['subgraph', name];
    const started = await startProcess(command, [...args, '--config', `${name}.yaml`], {
      name,
      folder,
      environment,
    });
    processes.set(name, started);
  };

  const stop = async () => {
    await Promise.all([...processes.values()].map(({ child }) => end(child)));
    for (const one of stops.toReversed()) await one();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const startSubgraph = async (kind: SubgraphName) => {
      auditFolder(kind);
      await auditKey(kind);
      writeSubgraph(kind, 0);
      await start(kind);
      // A restart listens at the same port.
      writeSubgraph(kind, Number(new URL(processes.get(kind)?.url ?? '').port));
    };
    await startAll(SUBGRAPH_NAMES, startSubgraph);
    const addresses = SUBGRAPH_NAMES.map((kind) => [
      kind,
      { url: `${processes.get(kind)?.url}/graphql` },
    ]);
    const startGateway = async (name: string) => {
      const gateway = {
        listen: { port: 0, tls },
        issuers: [
          { kind: 'jwks', issuer: ISSUER, keys: `https://127.0.0.1:${jwksPort}/jwks` },
          {
            kind: 'exchange',
            issuer: DEMO_EXCHANGE,
            keys: `https://127.0.0.1:${jwksPort}/exchange`,
          },
        ],
        contextKey: 'context-key.json',
        auditFolder: auditFolder(name),
        auditKey: await auditKey(name),
        persistedOperations: {
          manifest: join(folder, 'image/gateway/persisted-operations/manifest.json'),
          others: 'safelist',
        },
        rates: { public: 0, client: 0 },
      };
      writeConfig(name, { gateway, subgraphs: Object.fromEntries(addresses) });
      await start(name);
    };
    await startAll(['gateway-1', 'gateway-2'], startGateway);
  } catch (error) {
    await stop();
    throw error;
  }

  const balancer = await startBalancer(() =>
    ['gateway-1', 'gateway-2'].map((name) => Number(new URL(processes.get(name)?.url ?? '').port)),
  );
  stops.push(balancer.stop);
  const agent = new Agent({ connect: { ca: CA }, pipelining: 0 });
  stops.push(() => agent.destroy());

  const send = async (url: string, options: object): Promise<Answer> => {
    const { statusCode: status, body } = await request(url, { dispatcher: agent, ...options });
    return { status, body: await body.json() };
  };
  return {
    folder,
    command,
    processes,
    restart: start,
    run: async (module, args, healthUrl) => {
      const child = spawn(process.execPath, [module, ...args], {
        ...NOBODY,
        cwd: folder,
        env: { ...environment, ...(healthUrl !== undefined && { HEALTH_URL: healthUrl }) },
      });
      let printed = '';
      child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()));
      const [code]: unknown[] = await once(child, 'close');
      return { code, printed };
    },
    token: (claims) =>
      new SignJWT({ ...claims })
        .setProtectedHeader({ alg: 'EdDSA', kid: 'issuer', typ: 'JWT' })
        .setIssuer(ISSUER)
        .setAudience(AUDIENCE)
        .setIssuedAt()
        .setNotBefore('0 s')
        .setExpirationTime('10 min')
        .sign(issuer.privateKey),
    citizenToken: async (number) => {
      const form = await exchangeForm(EXCHANGE_ENDPOINT, await issueSubjectToken(number));
      return String((await giveToken(form)).body['access_token']);
    },
    ask: (operation, token) =>
      send(`https://127.0.0.1:${balancer.port}/graphql`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(token !== undefined && { authorization: `Bearer ${token}` }),
        },
        body: JSON.stringify(operation),
      }),
    get: (url) => send(url, { method: 'GET' }),
    stop,
  };
}

/** Starts processes together. When it throws, none is starting any more, so that each that runs can be ended. */
async function startAll<Name>(names: readonly Name[], start: (name: Name) => Promise<void>) {
  const results = await Promise.allSettled(names.map(start));
  for (const one of results) if (one.status === 'rejected') throw one.reason;
}

async function keyPair(kid: string) {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const named = { kid, alg: 'EdDSA', use: 'sig' };
  return {
    privateKey,
    privateJwk: { ...(await exportJWK(privateKey)), ...named },
    publicJwk: { ...(await exportJWK(publicKey)), ...named },
  };
}

/** The partner list of the repository with real partners: nothing of it is synthetic. */
async function productionPartners(
  fundUrls: Readonly<Record<string, string>>,
  partnerUrls: Readonly<Record<string, string>>,
  relayed: (url: string, id: string) => Promise<string>,
) {
  const list = readPartners(join(projectRoot(), 'subgraphs/partners.yaml'));
  const partners = await Promise.all(
    list.partners.map(async (one) => {
      const common = { ...one, synthetic: false, deadlineMs: 10_000 };
      if (one.kind === 'funds') {
        const url = new URL(fundUrls[one.id] ?? '');
        url.password = '';
        const tls = { mode: 'verify-full', ca: CA };
        return { ...common, url: url.href, password: { setting: 'FUND_PASSWORD' }, tls };
      }
      const url = partnerUrls[one.id] ?? '';
      const hasSecret =
        ('oauth' in one && one.oauth !== undefined) ||
        ('membership' in one && one.membership !== undefined);
      return { ...common, url: hasSecret ? await relayed(url, one.id) : url };
    }),
  );
  return { ...list, partners };
}

interface Started {
  readonly name: string;
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
}

async function startProcess(
  command: string,
  args: readonly string[],
  { name, folder, environment }: Started,
): Promise<RunningProcess> {
  const child = fork(command, args, {
    ...NOBODY,
    cwd: folder,
    env: environment,
    execArgv: [],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (chunk: string) => (printed += chunk));
  const message = await Promise.race([once(child, 'message'), once(child, 'exit')]);
  const [{ ready } = { ready: undefined }] = message as [{ ready?: string }?];
  if (ready === undefined) throw new Error(`Cannot start ${name}: ${printed}`);
  return { name, url: new URL(ready).origin, child, printed: () => printed };
}

/** Ends a process, and resolves when it has ended. */
export async function end(child: ChildProcess, signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill(signal);
  await exit;
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it listens on a port, not a pipe
  return (server.address() as AddressInfo).port;
}

function close(server: Server, closeConnections: () => void): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    closeConnections();
  });
}

/** One port in front of several servers: each connection goes to the next that accepts it. */
async function startBalancer(ports: () => readonly number[]) {
  let turn = 0;
  const open = new Set<{ destroy(): void }>();
  const server = createServer((client) => {
    const targets = ports();
    const first = (turn += 1);
    const tryNext = (tried: number) => {
      const port = targets[(first + tried) % targets.length];
      if (port === undefined || tried === targets.length) return client.destroy();
      const target = connect(port, '127.0.0.1');
      let isConnected = false;
      target.once('connect', () => {
        isConnected = true;
        client.pipe(target).pipe(client);
      });
      target.on('error', () => (isConnected ? client.destroy() : tryNext(tried + 1)));
      target.on('close', () => isConnected && client.destroy());
      client.on('close', () => target.destroy());
      open.add(target);
      return undefined;
    };
    client.on('error', () => client.destroy());
    open.add(client);
    tryNext(0);
  });
  const port = await listen(server);
  return {
    port,
    stop: () =>
      close(server, () => {
        for (const one of open) one.destroy();
      }),
  };
}

/**
 * Passes requests to a partner, with the secret that it knows in place of the one that was sent. It answers itself about
 * members, with the key that belongs to the keys of this layout.
 */
async function startSecretRelay(
  target: string,
  secrets: ReadonlyMap<string, string>,
  membersOf: ReturnType<typeof createMembership>,
) {
  const server = createHttpServer((incoming, response) => {
    void (async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of incoming as AsyncIterable<Buffer>) chunks.push(chunk);
      if (incoming.url === MEMBERSHIP_PATH) {
        const members = membersOf(JSON.parse(Buffer.concat(chunks).toString()));
        response.writeHead(200, { 'content-type': 'application/json' });
        return void response.end(JSON.stringify(members));
      }
      const { authorization = '', 'content-type': type = '' } = incoming.headers;
      const [, basic] = /^Basic (\S+)$/.exec(authorization) ?? [];
      const [id = '', sent = ''] = Buffer.from(basic ?? '', 'base64')
        .toString()
        .split(':');
      const own = `${id}:${secrets.get(sent) ?? 'unknown'}`;
      const answer = await request(target + (incoming.url ?? ''), {
        method: incoming.method === 'POST' ? 'POST' : 'GET',
        headers: {
          authorization:
            basic === undefined ? authorization : `Basic ${Buffer.from(own).toString('base64')}`,
          'content-type': type,
        },
        ...(incoming.method === 'POST' && { body: Buffer.concat(chunks) }),
      });
      response.writeHead(answer.statusCode, {
        'content-type': String(answer.headers['content-type'] ?? ''),
      });
      response.end(Buffer.from(await answer.body.arrayBuffer()));
    })().catch(() => response.destroy());
  });
  const port = await listen(server);
  return {
    url: `http://127.0.0.1:${port}`,
    stop: () => close(server, () => server.closeAllConnections()),
  };
}
