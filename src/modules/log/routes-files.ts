import { gzipSync } from 'node:zlib';
import { emptyRoot } from '#algorithms/merkle';
import { formatCheckpoint, formatNote, makeSigner, signatureType, signNote } from '#algorithms/merkle-notes';
import { bundleEntries, parseTilePath, tileWidth } from '#algorithms/merkle-tiles';
import { isId } from '#kernel/ids';
import { fail, ok, type Result } from '#kernel/result';
import type { Scope } from '#platform/scope';
import { type Context, type Route, raw } from '#platform/web';
import { permissions } from './permissions.ts';
import { ledgerLines } from './queries-ledger.ts';
import { isLeafKind, prove, withCosignatures } from './queries-proof.ts';
import { hashTile, isServed, latestHead, leafBodies, originOf } from './queries-tree.ts';
import { logKeys, witnesses } from './queries-witness.ts';

/** Anybody's program may read the log, also one on another site's page. */
const open = { 'access-control-allow-origin': '*', 'cross-origin-resource-policy': 'cross-origin' };
const forEver = 'public, max-age=31536000, immutable';
const plainText = 'text/plain; charset=utf-8';

function answer(body: string | Uint8Array, type: string, cache: string, more: Readonly<Record<string, string>> = {}) {
  const bytes = new Uint8Array(Buffer.from(body));
  const headers = { ...open, 'content-type': type, 'cache-control': cache, 'content-length': String(bytes.length) };
  return ok(new Response(bytes, { headers: { ...headers, ...more } }));
}

/** The newest checkpoint with its cosignatures; before the first leaf, that of the empty tree. */
export async function checkpointText(scope: Scope): Promise<string | null> {
  const head = await latestHead(scope.db, scope.spaceId);
  if (head !== null) return withCosignatures(scope, head.size, head.note);
  const origin = await originOf(scope.db, scope.spaceId);
  const seed = scope.platform.keys.log.at(-1);
  if (origin === null || seed === undefined) return null;
  const body = formatCheckpoint({ origin, size: 0, root: emptyRoot });
  return formatNote(body, [signNote(body, makeSigner(origin, signatureType.ed25519, seed))]);
}

async function checkpoint({ scope }: Context): Promise<Result<Response>> {
  const text = await checkpointText(scope);
  return text === null ? fail('log.no_such_tile') : answer(text, plainText, 'no-cache');
}

/** A tile or bundle, named exactly as C2SP tlog-tiles writes it. */
async function tile({ scope, url }: Context, request: Request): Promise<Result<Response>> {
  const path = url.pathname.slice(url.pathname.indexOf('/log/') + '/log/'.length);
  const wanted = parseTilePath(path);
  const head = wanted === null ? null : await latestHead(scope.db, scope.spaceId);
  if (wanted === null || head === null || !isServed(head.size, wanted)) return fail('log.no_such_tile');
  const type = 'application/octet-stream';
  if (wanted.level !== 'entries')
    return answer(await hashTile(scope.db, scope.spaceId, wanted.level, wanted.index, wanted.width), type, forEver);
  const first = wanted.index * tileWidth;
  const bytes = bundleEntries(await leafBodies(scope.db, scope.spaceId, first, wanted.width));
  if (!/\bgzip\b/.test(request.headers.get('accept-encoding') ?? ''))
    return answer(bytes, type, forEver, { vary: 'accept-encoding' });
  return answer(gzipSync(bytes), type, forEver, { 'content-encoding': 'gzip', vary: 'accept-encoding' });
}

async function ledger({ scope, url }: Context): Promise<Result<Response>> {
  const from = url.searchParams.get('from') ?? '0';
  const lines = await ledgerLines(scope, /^\d{1,15}$/.test(from) ? Number(from) : 0);
  return answer(lines.map((line) => `${line}\n`).join(''), 'application/jsonl; charset=utf-8', 'no-cache');
}

/** The log's keys, oldest first, one a line. */
async function keys({ scope }: Context): Promise<Result<Response>> {
  const lines = (await logKeys(scope)).map(({ vkey, at }) => `${vkey} ${at.toISOString()}\n`);
  return answer(lines.join(''), plainText, 'no-cache');
}

/** Who is asked to witness: key and address, one a line. */
async function witnessList({ scope }: Context): Promise<Result<Response>> {
  const lines = (await witnesses(scope)).map(({ vkey, url }) => `${vkey} ${url}\n`);
  return answer(lines.join(''), plainText, 'no-cache');
}

async function proofFile({ scope, params }: Context): Promise<Result<Response>> {
  const [kind, of] = [params['kind'] ?? '', params['of'] ?? ''];
  const proven = isLeafKind(kind) && isId(of) ? await prove(scope, kind, of) : null;
  if (proven === null) return fail('log.not_proven');
  return answer(proven.file, plainText, 'no-cache', {
    'content-disposition': `attachment; filename="${kind}-${of}.tlog-proof"`,
  });
}

const permission = permissions.look;

/** The log as stock clients and witnesses read it. A place in a large level is written in up to three parts. */
export const fileRoutes: Route[] = [
  raw('GET', '/s/:space/log/checkpoint', { permission, respond: checkpoint }),
  raw('GET', '/s/:space/log/tile/:level/:a', { permission, respond: tile }),
  raw('GET', '/s/:space/log/tile/:level/:a/:b', { permission, respond: tile }),
  raw('GET', '/s/:space/log/tile/:level/:a/:b/:c', { permission, respond: tile }),
  raw('GET', '/s/:space/log/tile/:level/:a/:b/:c/:d', { permission, respond: tile }),
  raw('GET', '/s/:space/log/ledger.jsonl', { permission, respond: ledger }),
  raw('GET', '/s/:space/log/keys', { permission, respond: keys }),
  raw('GET', '/s/:space/log/witnesses', { permission, respond: witnessList }),
  raw('GET', '/s/:space/proof/:kind/:of/file', { permission, respond: proofFile }),
];
