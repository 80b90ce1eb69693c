import type { VNode } from 'preact';
import { formatDate } from '#kernel/dates';
import { Page } from '#ui/page';
import { Qr, shortAddress } from '#ui/print';
import { Block } from '#ui/record';
import { Seal } from '#ui/seal';
import type { View } from '#ui/view';
import { Paragraphs, wordsOf } from './pages.tsx';
import type { Consultation, Section } from './schema.ts';

/** The head of a sheet of paper: whose it is, what it is, and its title. */
export function SheetHead(props: { readonly view: View; readonly title: string; readonly children: string }): VNode {
  const { view } = props;
  return (
    <div class="head">
      <p class="kind">
        <Seal text={view.space?.short ?? ''} size="small" ink /> {view.space?.name} · {props.children}
      </p>
      <h1>{props.title}</h1>
    </div>
  );
}

/** Empty lines to write on. */
function Ruled(props: { readonly lines: number }): VNode {
  return (
    <>
      {Array.from({ length: props.lines }, (_, at) => (
        <div key={`line${at}`}>
          <br />
          <hr />
        </div>
      ))}
    </>
  );
}

/** The draft on paper, to hang up and to write on. */
export function DraftSheet(props: {
  readonly view: View;
  readonly of: Consultation;
  readonly sections: readonly Section[];
  readonly url: string;
}): VNode {
  const { view, of, sections, url } = props;
  const w = wordsOf(view).sheet;
  return (
    <Page view={view} title={of.title} bare>
      <SheetHead view={view} title={of.title}>
        {`${w.title} ${of.number}`}
      </SheetHead>
      <p class="lede">{of.about}</p>
      <p>
        <b>{w.until(formatDate(of.closesOn, view.lang))}</b>
      </p>
      {sections.map((section) => (
        <Block key={section.key} title={section.heading}>
          <Paragraphs text={section.text} />
          <p class="muted">{w.yours}</p>
          <Ruled lines={2} />
        </Block>
      ))}
      <Block title={w.name}>
        <Ruled lines={1} />
      </Block>
      <section class="proof">
        <Qr text={url} label={w.qr} />
        <div>
          <p>{w.qr}</p>
          <p>{shortAddress(url)}</p>
        </div>
      </section>
    </Page>
  );
}
