import type { ComponentChildren, VNode } from 'preact';
import { type Area, footerPlaces, mainPlaces, type NavLink, ownRoot, type Section } from './nav.ts';
import { ReaderOpens } from './opens.ts';
import { Seal } from './seal.tsx';
import { deskRoot, spaceRoot, type View } from './view.tsx';
import { uiWords } from './words.ts';
import { zh } from './zh.ts';

export type { Area, Section } from './nav.ts';

/** Small scripts a page may ask for; all of them only make quicker what works without. */
export type PageScript =
  | 'desk-keys'
  | 'confirm-leave'
  | 'prove'
  | 'live'
  | 'ballot'
  | 'recount'
  | 'alike'
  | 'timer'
  | 'diary'
  | 'calls'
  | 'voice';

/** As an attribute, because old browsers do not know the element of that name. */
const searchRole = { role: 'search' as const };

const htmlLang = { zh: 'zh-CN', en: 'en' } as const;

function prefsHref(view: View, key: 'lang' | 'elder', value: string): string {
  return `/prefs?${key}=${value}&back=${encodeURIComponent(view.url)}`;
}

/** Links that change how this reader sees every page: type size and language. Plain links, so they need no script. */
function Switches(props: { readonly view: View }): VNode {
  const { view } = props;
  const t = uiWords(view.lang);
  const other = view.lang === 'zh' ? 'en' : 'zh';
  return (
    <>
      <a class="aside" href={prefsHref(view, 'elder', view.elder ? '0' : '1')}>
        {view.elder ? t.elderOff : t.elderOn}
      </a>
      <a class="aside" href={prefsHref(view, 'lang', other)} hreflang={htmlLang[other]} lang={htmlLang[other]}>
        {uiWords(other).languageName}
      </a>
    </>
  );
}

function Place(props: { readonly link: NavLink; readonly section: Section | undefined }): VNode {
  const here = props.link.section !== undefined && props.link.section === props.section;
  return (
    <a href={props.link.href} {...(here ? { 'aria-current': 'page' as const } : {})}>
      {props.link.label}
    </a>
  );
}

function Brand(props: { readonly view: View; readonly area: Area }): VNode {
  const { view, area } = props;
  const t = uiWords(view.lang);
  const name = view.space?.name ?? t.brand;
  return (
    <a class="brand" href={area === 'desk' ? deskRoot(view) : spaceRoot(view)}>
      <Seal text={view.space?.short ?? zh.sealText} />
      <span>
        {name}
        <small>{area === 'desk' ? t.deskLine : t.brandLine}</small>
      </span>
    </a>
  );
}

/** Looks through everything: the desk's records at the desk, elsewhere what is public. */
function FindBox(props: { readonly view: View; readonly area: Area }): VNode | null {
  const { view, area } = props;
  const t = uiWords(view.lang);
  if (area === 'plain' || view.space === null) return null;
  const desk = area === 'desk';
  const label = desk ? t.find : t.findPublic;
  const action = desk ? `${deskRoot(view)}/find` : `${spaceRoot(view)}/search`;
  return (
    <form class="find" {...searchRole} aria-label={label} action={action} method="get">
      <label class="sr" for="find">
        {label}
      </label>
      <input id="find" type="search" name="q" placeholder={desk ? label : t.findButton} data-key="/" />
      <button type="submit">{t.findButton}</button>
    </form>
  );
}

function Masthead(props: { readonly view: View; readonly area: Area; readonly section: Section | undefined }): VNode {
  const { view, area, section } = props;
  const t = uiWords(view.lang);
  return (
    <header class={area === 'desk' ? 'masthead masthead-desk' : 'masthead masthead-open'}>
      <Brand view={view} area={area} />
      <nav class="places" aria-label={t.placesLabel}>
        {mainPlaces(view, area).map((link) => (
          <Place key={link.href} link={link} section={section} />
        ))}
        {area !== 'desk' && <Switches view={view} />}
        {area !== 'desk' && view.who === null && <a href="/sign-in">{t.signIn}</a>}
      </nav>
      <FindBox view={view} area={area} />
      {view.who !== null && (
        <a class="whoami" href={ownRoot(view)} {...(area === 'me' ? { 'aria-current': 'page' as const } : {})}>
          {view.who.name}
        </a>
      )}
      {area !== 'desk' && area !== 'plain' && view.space !== null && (
        <a class="jump jump-find" href={`${spaceRoot(view)}/search`}>
          {t.findButton}
        </a>
      )}
      <a class="jump" href="#index">
        {t.index}
      </a>
    </header>
  );
}

function Footer(props: { readonly view: View; readonly area: Area; readonly section: Section | undefined }): VNode {
  const { view, area, section } = props;
  const t = uiWords(view.lang);
  const space = view.space;
  return (
    <footer class="foot-index" id="index">
      <nav aria-label={t.indexLabel}>
        {footerPlaces(view, area).map((link) => (
          <Place key={link.href} link={link} section={section} />
        ))}
        <Switches view={view} />
      </nav>
      {space !== null && (
        <div>
          <p>
            {t.runBy(space.name)}
            {space.hostName !== null && t.heldBy(space.hostName)}
          </p>
          <p>
            {[space.address, space.counterHours, space.phone === null ? null : t.phoneLine(space.phone)]
              .filter((part) => part !== null)
              .map((part) => (
                <>
                  <span class="one">{part}</span>{' '}
                </>
              ))}
          </p>
        </div>
      )}
    </footer>
  );
}

/**
 * A whole HTML document: masthead with the seal, the places of its area, the notice after a redirect, the page
 * itself, and the index of everything at its foot. `wide` lets lists use the whole frame; `bare` leaves out
 * masthead and footer, for sheets of paper and the wall screen; `refresh` asks the browser to come back after
 * that many seconds.
 */
export function Page(props: {
  readonly view: View;
  readonly title: string;
  readonly section?: Section;
  readonly area?: Area;
  readonly wide?: boolean;
  readonly bare?: boolean;
  readonly refresh?: number;
  readonly scripts?: readonly PageScript[];
  /** Where the page says how it installs on a phone. */
  readonly manifest?: string;
  readonly children?: ComponentChildren;
}): VNode {
  const { view } = props;
  const area = props.area ?? 'public';
  const t = uiWords(view.lang);
  const scripts = props.scripts ?? (area === 'desk' ? ['desk-keys', 'confirm-leave'] : []);
  const title = view.space === null ? t.titleJoin(props.title, t.brand) : t.titleJoin(props.title, view.space.name);
  return (
    <html lang={htmlLang[view.lang]} {...(view.elder ? { 'data-elder': '' } : {})}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        {props.refresh !== undefined && <meta http-equiv="refresh" content={`${props.refresh}`} />}
        <title>{title}</title>
        <link rel="stylesheet" href="/assets/linli.css" />
        {props.manifest !== undefined && <link rel="manifest" href={props.manifest} crossorigin="use-credentials" />}
        {scripts.map((name) => (
          <script key={name} defer src={`/assets/${name}.js`} />
        ))}
      </head>
      <body class={`area-${area}`}>
        <a class="skip" href="#main">
          {t.skip}
        </a>
        <div class={props.bare === true ? 'frame frame-bare' : 'frame'}>
          {props.bare !== true && <Masthead view={view} area={area} section={props.section} />}
          <main id="main" tabindex={-1} class={props.wide === true ? 'wide' : undefined}>
            {view.notice !== null && (
              <p class="notice" role="status">
                {view.notice}
              </p>
            )}
            <ReaderOpens.Provider value={view.opens ?? (() => true)}>{props.children}</ReaderOpens.Provider>
          </main>
          {props.bare !== true && <Footer view={view} area={area} section={props.section} />}
        </div>
      </body>
    </html>
  );
}
