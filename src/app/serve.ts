import { once } from 'node:events';
import { createServer as createHttpServer, type Server as HttpServer } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { getRequestListener } from '@hono/node-server';
import { type Config, withPort } from '#platform/config';
import { freePort } from '#platform/postgres-cluster';
import { StartError } from '#platform/start-error';
import { type Ground, openGround, type Server } from './ground.ts';
import { both } from './say.ts';

/** How long requests may take to end when the server is asked to stop. */
const requestPatience = 5_000;

/**
 * Database, schema, then pages; runs until it is asked to stop and ends with everything written. Throws `StartError`
 * when something keeps it from starting or the database is lost for good.
 */
export async function serve(config: Config, createServer: (ground: Ground) => Promise<Server>): Promise<number> {
  // What a person asked for while starting (Ctrl-C) is heeded as soon as there is something to stop.
  const asked = askedToStop();
  const http = createHttpServer();
  // The port is taken first: a second start on it should say so before it touches any data.
  const settled = await listen(http, config);
  const ground = await openGround(settled, { share: false });
  let server: Server | undefined;
  try {
    server = await createServer(ground);
    answer(http, server);
    announce(settled, ground, server);
    const ended = await Promise.race([asked, ground.database.lost]);
    if (ended instanceof StartError) throw ended;
    both('stopping');
  } finally {
    await stopAnswering(http);
    await server?.close();
    await ground.close();
  }
  both('stopped', { folder: settled.data });
  return 0;
}

/** Takes the port; requests that come before the pages are ready wait for them. */
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

function answer(http: HttpServer, server: Server): void {
  const listener = getRequestListener((request, env) => server.fetch(request, env));
  http.on('request', (request, response) => {
    if (server.early?.(request, response)) return;
    void listener(request, response);
  });
}

function announce(config: Config, ground: Ground, server: Server): void {
  if (config.hostRefused) both('demoHost');
  both('address', { url: config.baseUrl });
  both('data', { folder: config.data });
  if (!config.data.startsWith(config.wantedData)) both('dataMoved', { wanted: config.wantedData });
  both('database', { where: ground.database.where });
  if (config.demo) both('demo');
  for (const line of server.announce ?? []) console.log(line);
  both('ready', { seconds: (performance.now() / 1_000).toFixed(1) });
}

/** Resolves when a person, the system or the process that started this one asks for the end. */
function askedToStop(): Promise<void> {
  return new Promise((resolve) => {
    let asked = false;
    const ask = () => {
      // Asked twice, a person does not want to wait any longer.
      if (asked) process.exit(130);
      asked = true;
      resolve();
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, ask);
    process.once('disconnect', resolve);
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
