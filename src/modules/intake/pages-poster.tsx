import type { VNode } from 'preact';
import { pick } from '#kernel/words';
import { ActLink } from '#ui/form';
import { Page } from '#ui/page';
import { Qr, spokenDigits } from '#ui/print';
import { PageHead } from '#ui/record';
import { Seal } from '#ui/seal';
import { spaceRoot, type View } from '#ui/view';
import { en } from './en.ts';
import { zh } from './zh.ts';

/** The poster for boards and stairwells, A3: three ways to say something, the first of them a code to scan. */
export function PosterPage(props: { readonly view: View; readonly url: string }): VNode {
  const { view } = props;
  const w = pick(view.lang, { zh, en }).poster;
  return (
    <Page view={view} title={w.title}>
      <PageHead title={w.title} lede={w.lede} acts={<ActLink href={`${spaceRoot(view)}/say`}>{w.see}</ActLink>} />
      <Sheet {...props} />
    </Page>
  );
}

function Sheet(props: { readonly view: View; readonly url: string }): VNode {
  const { view, url } = props;
  const w = pick(view.lang, { zh, en }).poster;
  const phone = view.space?.phone ?? '';
  const address = view.space?.address ?? '';
  return (
    <article class="poster poster-say" aria-label={w.title}>
      <header>
        <Seal text={view.space?.short ?? ''} />
        <b>{view.space?.name}</b>
      </header>
      <h2 class="poster-call">
        {w.big}
        <br />
        {w.bigger}
      </h2>
      <div class="poster-scan">
        <Qr text={url} label={w.scan} />
        <p>
          <b class="poster-loud">{w.scan}</b>
          {w.scanHow}
          <span class="poster-address">{url.replace(/^https?:\/\//, '')}</span>
        </p>
      </div>
      {phone !== '' && (
        <p class="poster-ring">
          {w.ring}
          <b class="poster-loud">{phone}</b>
          {spokenDigits(phone, view.lang)}
        </p>
      )}
      {address !== '' && (
        <p class="poster-ring">
          {w.come}
          <b class="poster-loud">{address}</b>
          {view.space?.counterHours}
        </p>
      )}
      <p class="poster-after">{w.after}</p>
    </article>
  );
}
