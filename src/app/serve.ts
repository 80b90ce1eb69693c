import { once } from 'node:events';
import { createServer as createHttpServer, type Server as HttpServer } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { getRequestListener } from '@hono/node-server';
import { type Config, withPort } from '#platform/config';
import { ownerOf } from '#platform/owner-lock';
import { freePort } from '#platform/postgres-cluster';
import { StartError } from '#platform/start-error';
import { type Ground, openGround, type Server } from './ground.ts';
import { both, fact } from './say.ts';

/** How long requests may take to end when the server is asked to stop. */
const requestPatience = 5_000;
const repeatedSignal = 1_000;

/**
 * Database, schema, then pages; runs until it is asked to stop and ends with everything written. Throws `StartError`
 * when something keeps it from starting or the database is lost for good.
 */
export async function serve(config: Config, createServer: (ground: Ground) => Promise<Server>): Promise<number> {
  const asked = askedToStop();
  // Told before the port is: whoever starts twice would otherwise hear about the port only.
  const owner = ownerOf(config.data);
  if (owner) throw new StartError('data_in_use', { folder: config.data, pid: owner.pid });
  const pages = Promise.withResolvers<Server>();
  const http = answerWith(pages.promise);
  // The port is taken before any data is touched.
  const settled = await listen(http, config);
  let ground: Ground | undefined;
  let server: Server | undefined;
  try {
    ground = await openGround(settled, { share: false });
    const made = createServer(ground);
    made.then(pages.resolve, () => undefined);
    server = await Promise.race([made, asked]);
    if (server) {
      announce(settled, ground, server);
      const ended = await Promise.race([asked, ground.database.lost]);
      if (ended) throw ended;
    }
    both('stopping');
  } finally {
    await stopAnswering(http);
    await server?.close();
    await ground?.close();
  }
  both('stopped');
  return 0;
}

/** Takes the port. */
async function listen(http: HttpServer, config: Config): Promise<Config> {
  const port = config.port === 0 ? await freePort() : config.port;
  http.listen(port, config.host);
  try {
    await once(http, 'listening');
  } catch (error) {
    throw refusedPort(error, port, config.host);
  }
  return withPort(config, port);
}

function refusedPort(error: unknown, port: number, host: string): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  if (code === 'EADDRINUSE') return new StartError('port_taken', { port, other: port + 1 });
  if (code === 'EACCES') return new StartError('port_denied', { port });
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') return new StartError('host_unknown', { host });
  return error;
}

/** Requests that come before the pages are ready wait for them. */
function answerWith(pages: Promise<Server>): HttpServer {
  const listener = getRequestListener(async (request, env) => (await pages).fetch(request, env));
  let ready: Server | undefined;
  void pages.then((server) => {
    ready = server;
  });
  return createHttpServer((request, response) => {
    if (ready?.early?.(request, response)) return;
    void listener(request, response);
  });
}

function announce(config: Config, ground: Ground, server: Server): void {
  if (config.hostRefused) both('demoHost');
  fact('address', config.baseUrl);
  fact('data', config.data);
  if (!config.data.startsWith(config.wantedData)) both('dataMoved', { wanted: config.wantedData });
  fact('database', ground.database.where);
  if (config.demo) both('demo');
  for (const line of server.announce ?? []) console.log(line);
  both('ready', { seconds: (performance.now() / 1_000).toFixed(1) });
}

/** Resolves when a person, the system or the process that started this one asks for the end. */
function askedToStop(): Promise<undefined> {
  return new Promise((resolve) => {
    let asked: number | undefined;
    const ask = () => {
      // One Ctrl-C may arrive twice, from the terminal and through npm; a later one means: do not wait any longer.
      if (asked !== undefined && performance.now() - asked > repeatedSignal) process.exit(130);
      asked ??= performance.now();
      resolve(undefined);
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, ask);
    process.once('disconnect', () => resolve(undefined));
    process.channel?.unref();
  });
}

async function stopAnswering(http: HttpServer): Promise<void> {
  if (!http.listening) return;
  const closed = once(http, 'close');
  http.close();
  http.closeIdleConnections();
  await Promise.race([closed, delay(requestPatience, undefined, { ref: false })]);
  http.closeAllConnections();
}
