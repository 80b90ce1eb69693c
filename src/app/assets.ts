import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { may } from '#platform/permission';
import { projectRoot } from '#platform/root';
import { type Route, raw } from '#platform/web';
import { buildStyles } from '#ui/styles';
import { type Encoding, encodingFor, pack } from './packing.ts';

interface Asset {
  readonly type: string;
  readonly etag: string;
  readonly plain: Uint8Array<ArrayBuffer>;
  readonly packed: Readonly<Record<Encoding, Uint8Array<ArrayBuffer>>>;
}

function asset(type: string, bytes: Uint8Array): Asset {
  return {
    type,
    etag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`,
    plain: new Uint8Array(bytes),
    packed: { br: pack(bytes, 'br', 'small'), gzip: pack(bytes, 'gzip', 'small') },
  };
}

let styles: Asset | undefined;
let scripts: Promise<ReadonlyMap<string, Asset>> | undefined;

/** The one style sheet, transpiled for old phones when first asked for. */
function styleSheet(): Asset {
  styles ??= asset('text/css; charset=utf-8', Buffer.from(buildStyles(projectRoot).css));
  return styles;
}

/** Every script in `browser/`, bundled on its own for old browsers when first asked for. */
function bundledScripts(): Promise<ReadonlyMap<string, Asset>> {
  scripts ??= bundle();
  return scripts;
}

async function bundle(): Promise<ReadonlyMap<string, Asset>> {
  const folder = join(projectRoot, 'browser');
  const entries = readdirSync(folder).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'));
  const isWorker = (name: string): boolean => name.endsWith('-worker.ts');
  const common = {
    bundle: true,
    minify: true,
    write: false,
    outdir: 'out',
    format: 'iife',
    logLevel: 'silent',
  } as const;
  const pages = await build({
    ...common,
    entryPoints: entries.filter((name) => !isWorker(name)).map((name) => join(folder, name)),
    target: ['chrome80', 'safari13'],
    // Safari 13 reads these; only a corner of theirs is why they count as missing, and none of ours lies in it.
    supported: { destructuring: true },
  });
  // Threads of the browser are islands: they count in numbers of any size, which old phones don't have.
  const workers = await build({
    ...common,
    entryPoints: entries.filter(isWorker).map((name) => join(folder, name)),
    target: ['chrome95', 'safari15.4'],
    alias: { 'csv-parse/sync': 'csv-parse/browser/esm/sync', 'csv-parse': 'csv-parse/browser/esm/sync' },
  });
  return new Map(
    [...pages.outputFiles, ...workers.outputFiles].map((file) => [
      file.path.split('/').at(-1) ?? '',
      asset('text/javascript; charset=utf-8', file.contents),
    ]),
  );
}

/** A service worker stands between its pages and the network: it may do so beyond its own folder, and is never stale. */
const workerHeaders = { 'service-worker-allowed': '/desk/', 'cache-control': 'no-cache' };

function send(found: Asset | undefined, request: Request, more: Readonly<Record<string, string>> = {}): Response {
  if (found === undefined) return new Response('not found', { status: 404, headers: { 'content-type': 'text/plain' } });
  const headers = {
    'content-type': found.type,
    etag: found.etag,
    'cache-control': 'public, max-age=600',
    vary: 'accept-encoding',
    ...more,
  };
  if (request.headers.get('if-none-match') === found.etag) return new Response(null, { status: 304, headers });
  const encoding = encodingFor(request.headers.get('accept-encoding') ?? '');
  if (encoding === null) return new Response(found.plain, { headers });
  return new Response(found.packed[encoding], { headers: { ...headers, 'content-encoding': encoding } });
}

/** Style sheet and scripts under `/assets/`. */
export function assetRoutes(): readonly Route[] {
  const permission = may('shell.assets', 'anyone');
  return [
    raw('GET', '/assets/linli.css', { permission, respond: async (_context, request) => send(styleSheet(), request) }),
    raw('GET', '/assets/:script', {
      permission,
      respond: async ({ params }, request) => {
        const { script = '' } = params;
        return send((await bundledScripts()).get(script), request, script.endsWith('-sw.js') ? workerHeaders : {});
      },
    }),
  ];
}
