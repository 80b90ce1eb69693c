import type { Lang } from '#kernel/words';
import { languages } from '#kernel/words';
import type { Platform } from '#platform/platform';
import type { Actor } from '#platform/scope';

/** Who a request comes from, as far as its cookie says. */
export interface Session {
  readonly accountId: string | null;
  /** Null where the request belongs to no space, or the person is not known in it. */
  readonly actor: Actor | null;
  /** Whether the desk is open to them: a mandate or a seat. */
  readonly desk: boolean;
  /** Masked, for the masthead. */
  readonly name: string;
}

/** Finds the session of a request; replaced in tests. */
export type SessionFinder = (platform: Platform, request: Request, spaceId: string | null) => Promise<Session | null>;

/** What a reader chose for every page: kept in a cookie of its own, since it needs no account. */
export interface Preferences {
  readonly lang: Lang;
  readonly elder: boolean;
}

/** Name of the cookie that holds language and type size. */
export const preferenceCookie = 'linli_view';

/** Reads the preferences; without a choice the language the browser asks for, Chinese first. */
export function preferences(cookies: string, acceptLanguage: string): Preferences {
  const value = new RegExp(`(?:^|; *)${preferenceCookie}=([a-z.0-9]*)`).exec(cookies)?.[1] ?? '';
  const [lang, size] = value.split('.');
  const chosen = languages.find((one) => one === lang);
  return { lang: chosen ?? preferred(acceptLanguage), elder: size === 'elder' };
}

function preferred(acceptLanguage: string): Lang {
  return /\ben\b/i.test(acceptLanguage) && !/\bzh\b/i.test(acceptLanguage) ? 'en' : 'zh';
}

/** The cookie that keeps these preferences for a year; it travels encrypted where the server is reached so. */
export function preferenceHeader(prefs: Preferences, baseUrl: string): string {
  const value = `${preferenceCookie}=${prefs.lang}.${prefs.elder ? 'elder' : 'plain'}`;
  const secure = baseUrl.startsWith('https:') ? '; Secure' : '';
  return `${value}; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly${secure}`;
}
