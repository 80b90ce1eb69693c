import { en as kernelEn } from '#kernel/en';
import { zh as kernelZh } from '#kernel/zh';
import { en as platformEn } from '#platform/en';
import { may } from '#platform/permission';
import { type Room, raw } from '#platform/web';
import { zh as platformZh } from '#platform/zh';
import { assetRoutes } from './assets.ts';
import { designRoute } from './design.tsx';
import { headerSafe } from './dispatch.ts';
import { en } from './en.ts';
import { preferenceHeader, preferences } from './session.ts';
import { zh } from './zh.ts';

const anyone = may('shell.look', 'anyone');

/**
 * A path on this server and nothing else: a link may not send a reader elsewhere. Blanks are refused too, since
 * browsers drop tabs and line ends from addresses: `/<tab>/elsewhere.example` would lead there.
 */
function safeBack(back: string | null): string {
  return back !== null && /^\/(?![/\\])[^\s\\]*$/.test(back) ? back : '/';
}

const prefs = raw('GET', '/prefs', {
  permission: anyone,
  respond: async ({ url, scope }, request) => {
    const known = preferences(request.headers.get('cookie') ?? '', request.headers.get('accept-language') ?? '');
    const lang = url.searchParams.get('lang');
    const elder = url.searchParams.get('elder');
    const chosen = {
      lang: lang === 'en' || lang === 'zh' ? lang : known.lang,
      elder: elder === null ? known.elder : elder === '1',
    };
    return new Response(null, {
      status: 303,
      headers: {
        location: headerSafe(safeBack(url.searchParams.get('back'))),
        'set-cookie': preferenceHeader(chosen, scope.platform.baseUrl),
        'cache-control': 'no-store',
      },
    });
  },
});

const health = raw('GET', '/healthz', {
  permission: anyone,
  respond: async ({ scope }) => {
    await scope.platform.database.pool.query('select 1');
    return new Response('ok', { headers: { 'content-type': 'text/plain', 'cache-control': 'no-store' } });
  },
});

/** Numbers, dates and files that could not be read as typed: the form comes back with its sentence. */
function refusedAsTyped(faults: Readonly<Record<string, unknown>>): Record<string, number> {
  return Object.fromEntries(Object.keys(faults).map((code) => [code, 422]));
}

/** What belongs to no room: assets, reading preferences, health, the style page, and the errors all rooms share. */
export const shell: Room = {
  name: 'shell',
  routes: [prefs, health, designRoute, ...assetRoutes()],
  errors: {
    'page.not_found': 404,
    'page.database_away': 503,
    'page.failed': 500,
    'page.too_often': 429,
    'page.foreign': 403,
    'access.sign_in': 401,
    'access.not_allowed': 403,
    'access.second_factor': 403,
    'access.other_space': 403,
    'input.required': 422,
    'input.choose': 422,
    'input.invalid': 422,
    'input.not_an_id': 422,
    'input.not_a_date': 422,
    'input.not_a_file': 422,
    'input.too_long': 422,
    'input.one_line': 422,
    'input.markup': 422,
    'input.too_large': 413,
    'input.unreadable': 400,
    'input.key_reused': 409,
    'input.no_such': 422,
    ...refusedAsTyped(kernelZh.faults),
    ...refusedAsTyped(platformZh.faults),
    'files.too_large': 413,
  },
  sentences: {
    zh: { ...kernelZh.faults, ...platformZh.faults, ...zh.errors },
    en: { ...kernelEn.faults, ...platformEn.faults, ...en.errors },
  },
  notices: { zh: zh.notices, en: en.notices },
};
