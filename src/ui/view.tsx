import type { Lang } from '#kernel/words';

/** The space a page belongs to, as far as its masthead and footer need to know it. */
export interface ViewSpace {
  readonly slug: string;
  readonly name: string;
  /** One to four characters for the seal. */
  readonly short: string;
  readonly phone: string | null;
  readonly address: string | null;
  readonly counterHours: string | null;
  /** The charity that holds the fund's money, when there is one. */
  readonly hostName: string | null;
}

/** The person reading, as far as a page may show it. */
export interface ViewWho {
  /** Already masked: a page never masks by itself. */
  readonly name: string;
  /** Whether the desk is open to this person. */
  readonly desk: boolean;
  readonly personId: string;
}

/** Everything a page needs to know about who reads it and where; built once per request. */
export interface View {
  readonly lang: Lang;
  readonly elder: boolean;
  readonly now: Date;
  /** Path and query of this request, for links that come back to it. */
  readonly url: string;
  /** The address people reach this server at, for codes that are scanned; absent in samples. */
  readonly base?: string;
  readonly space: ViewSpace | null;
  readonly who: ViewWho | null;
  /** One sentence after a redirect, for example that something was saved. */
  readonly notice: string | null;
  /** Whether this reader may open an address of the space; everything where nobody said. */
  readonly opens?: (href: string) => boolean;
}

/** The root under which a space's public pages live; the home of all spaces when there is no space. */
export function spaceRoot(view: View): string {
  return view.space === null ? '/' : `/s/${encodeURIComponent(view.space.slug)}`;
}

/** The root under which a space's desk lives; the choice of desks when there is no space. */
export function deskRoot(view: View): string {
  return view.space === null ? '/desk' : `/desk/${encodeURIComponent(view.space.slug)}`;
}

/** Where one's own pages in a space are. */
export function meRoot(view: View): string {
  return `/me/${encodeURIComponent(view.space?.slug ?? '')}`;
}

/** The present address with some query values changed; an empty value takes the key away. */
export function hrefWith(url: string, changes: Readonly<Record<string, string>>): string {
  const parsed = new URL(url, 'http://here.invalid');
  for (const [key, value] of Object.entries(changes)) {
    if (value === '') parsed.searchParams.delete(key);
    else parsed.searchParams.set(key, value);
  }
  const query = parsed.searchParams.toString();
  return query === '' ? parsed.pathname : `${parsed.pathname}?${query}`;
}
