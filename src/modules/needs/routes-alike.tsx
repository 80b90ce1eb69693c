import { renderToString } from 'preact-render-to-string';
import { alike } from '#modules/search';
import type { Scope } from '#platform/scope';
import { type Route, raw } from '#platform/web';
import { AlikeChoice, AlikeNeeds } from './pages-alike.tsx';
import { permissions } from './permissions.ts';
import { type Need, voiceCounts } from './queries.ts';
import { similarAmong } from './queries-more.ts';

/** How many that share a piece are looked at more closely. */
const looked = 24;

/** Open needs that may be the same matter as these words, the likest first, with how many stand behind each. */
export async function needsLike(
  scope: Scope,
  text: string,
  most: number,
  least?: number,
): Promise<(Need & { readonly voices: number })[]> {
  const near = await alike(scope, 'need', text, looked);
  const found = await similarAmong(
    scope,
    text,
    near.map((one) => one.id),
    most,
    least,
  );
  const voices = await voiceCounts(
    scope,
    found.map((one) => one.id),
  );
  return found.map((one) => ({ ...one, voices: voices.get(one.id) ?? 0 }));
}

/** The most that is read of what is being written. */
const mostLetters = 400;
const mostShown = 3;

/** What a page asks while somebody writes: the needs that say the same, as a piece of a page; with `mine` one may say so at once. */
export const alikeRoutes: readonly Route[] = [
  raw('GET', '/s/:space/needs/alike', {
    permission: permissions.look,
    respond: async ({ scope, view, url }) => {
      const words = (url.searchParams.get('words') ?? '').slice(0, mostLetters);
      const found = words === '' ? [] : await needsLike(scope, words, mostShown);
      const Shown = url.searchParams.has('mine') ? AlikeChoice : AlikeNeeds;
      return new Response(renderToString(<Shown view={view} found={found} />), {
        headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
      });
    },
  }),
];
