import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { describe, expect, test } from 'vitest';
import { tileCache } from './tile-cache.ts';

const path = '/s/liuxiang/log/tile/0/000';

/** A cache under a clock of its own, and a reader who asks it before anything else. */
function kept() {
  let moment = new Date('2026-03-02T09:00:00Z');
  const cache = tileCache({ now: () => moment });
  const early = (url: string, encoding = '', method = 'GET') => {
    const request = new IncomingMessage(new Socket());
    Object.assign(request, { url, method });
    request.headers['accept-encoding'] = encoding;
    const response = new ServerResponse(request);
    return {
      answered: cache.early(request, response),
      status: response.statusCode,
      type: response.getHeader('x-tile'),
    };
  };
  const keep = (url: string, bytes: Uint8Array<ArrayBuffer>, status = 200, encoding = '') =>
    cache.keep(
      new Request(`http://linli.test${url}`, { headers: { 'accept-encoding': encoding } }),
      new Response(bytes, { status, headers: { 'x-tile': encoding || 'plain' } }),
    );
  return {
    early,
    keep,
    pass: (seconds: number) => {
      moment = new Date(moment.getTime() + seconds * 1000);
    },
  };
}

describe('tiles in memory', () => {
  test('a tile is answered from memory after its first request, byte by byte the same, and for a minute', async () => {
    const { early, keep, pass } = kept();
    expect(early(path).answered).toBe(false);
    const first = await keep(path, Uint8Array.of(1, 2, 3));
    expect(new Uint8Array(await first.arrayBuffer())).toEqual(Uint8Array.of(1, 2, 3));
    expect(first.headers.get('content-length')).toBe('3');
    expect(early(path).answered).toBe(true);
    pass(59);
    expect(early(path).answered).toBe(true);
    pass(2);
    expect(early(path).answered).toBe(false);
  });

  test('packed and plain are two answers', async () => {
    const { early, keep } = kept();
    await keep(path, Uint8Array.of(9), 200, 'gzip');
    expect(early(path).answered).toBe(false);
    expect(early(path, 'gzip, br').answered).toBe(true);
  });

  test('a checkpoint, a refusal, a question mark and a change are never kept or answered', async () => {
    const { early, keep } = kept();
    await keep('/s/liuxiang/log/checkpoint', Uint8Array.of(1));
    await keep(path, Uint8Array.of(1), 404);
    await keep(`${path}?a=1`, Uint8Array.of(1));
    for (const url of ['/s/liuxiang/log/checkpoint', path, `${path}?a=1`]) expect(early(url).answered).toBe(false);
    await keep(path, Uint8Array.of(1));
    expect(early(path, '', 'POST').answered).toBe(false);
  });

  test('what was kept longest goes when there is no more room', async () => {
    const { early, keep } = kept();
    const large = new Uint8Array(30 * 1024 * 1024);
    for (const at of ['000', '001', '002']) await keep(`/s/liuxiang/log/tile/0/${at}`, large);
    expect(['000', '001', '002'].map((at) => early(`/s/liuxiang/log/tile/0/${at}`).answered)).toEqual([
      false,
      true,
      true,
    ]);
  });
});
