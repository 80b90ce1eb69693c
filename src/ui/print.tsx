import type { ComponentChildren, VNode } from 'preact';
import { wholeYuan } from './money.tsx';
import { Qr } from './qr.tsx';
import { Phrases } from './record.tsx';
import { Seal } from './seal.tsx';
import { spokenDigits, spokenYuan } from './spoken.ts';
import type { View } from './view.tsx';
import { uiWords } from './words.ts';
import { zh } from './zh.ts';

export { Qr } from './qr.tsx';
export { spokenDigits } from './spoken.ts';

/** A term and its value on a sheet of paper. */
export interface SheetRow {
  readonly term: string;
  readonly value: ComponentChildren;
}

function sealOf(view: View): string {
  return view.space?.short ?? zh.sealText;
}

function nameOf(view: View): string {
  return view.space?.name ?? uiWords(view.lang).brand;
}

/** The address as one reads it out: without the scheme. */
export function shortAddress(url: string): string {
  return url.replace(/^https?:\/\//, '').replace(/\/$/, '');
}

/**
 * The slip a person takes home: 80 mm thermal paper, black only, the number first and in words, who acts and by
 * when, and three ways to ask again: ring, come, or scan.
 */
export function Slip(props: {
  readonly view: View;
  readonly number: string;
  readonly date: ComponentChildren;
  readonly rows: readonly SheetRow[];
  /** Full address the QR leads to. */
  readonly url: string;
}): VNode {
  const { view } = props;
  const t = uiWords(view.lang).print;
  const phone = view.space?.phone ?? null;
  return (
    <article class="slip">
      <header>
        <Seal text={sealOf(view)} size="small" ink />
        <b>{nameOf(view)}</b>
        <span>{props.date}</span>
      </header>
      <p class={props.number.length > 6 ? 'slip-number slip-long' : 'slip-number'}>{props.number}</p>
      {/^[\d-]+$/.test(props.number) && <p class="slip-words">{t.number(spokenDigits(props.number, view.lang))}</p>}
      <dl>
        {props.rows.map((row) => (
          <div key={row.term}>
            <dt>{row.term}</dt>
            <dd>{row.value}</dd>
          </div>
        ))}
      </dl>
      <footer>
        <Qr text={props.url} label={t.qr(shortAddress(props.url))} />
        <p>
          {phone === null ? null : (
            <>
              {t.ask}
              <b>{phone}</b>
            </>
          )}
          <span>{shortAddress(props.url)}</span>
        </p>
      </footer>
    </article>
  );
}

/**
 * A letter of thanks on A5: the seal, a salutation, what was given in a few rows, and the QR that leads to what became
 * of it. It says itself that it is no receipt.
 */
export function Letter(props: {
  readonly view: View;
  readonly title: string;
  readonly to: string;
  readonly text: string;
  readonly rows: readonly SheetRow[];
  readonly note: string;
  readonly date: ComponentChildren;
  readonly url: string;
  /** Below everything: the code that leads to the proof. */
  readonly proof?: ComponentChildren;
}): VNode {
  const { view } = props;
  const t = uiWords(view.lang).print;
  return (
    <article class="letter">
      <header>
        <Seal text={sealOf(view)} />
        <b>{nameOf(view)}</b>
      </header>
      <h1>{props.title}</h1>
      <p>{props.to}</p>
      <p>{props.text}</p>
      <dl>
        {props.rows.map((row) => (
          <div key={row.term}>
            <dt>{row.term}</dt>
            <dd>{row.value}</dd>
          </div>
        ))}
      </dl>
      <p class="letter-sign">
        {nameOf(view)}
        <br />
        {props.date}
      </p>
      <footer>
        <Qr text={props.url} label={t.qr(shortAddress(props.url))} />
        <p>
          {props.note}
          <span class="letter-address">{shortAddress(props.url)}</span>
        </p>
      </footer>
      {props.proof}
    </article>
  );
}

/** One of the large figures of a poster. */
export interface PosterFigure {
  readonly term: string;
  readonly note?: string;
  readonly fen: bigint;
}

/** Figures one reads across a lane, each also in words. */
export function PosterFigures(props: { readonly view: View; readonly figures: readonly PosterFigure[] }): VNode {
  return (
    <dl class="poster-figures">
      {props.figures.map((figure) => (
        <div key={figure.term}>
          <dt>
            {figure.term}
            {figure.note !== undefined && <small>{figure.note}</small>}
          </dt>
          <dd class={wholeYuan(figure.fen).length > 9 ? 'long' : undefined}>
            {wholeYuan(figure.fen)}
            <small>{spokenYuan(figure.fen, props.view.lang)}</small>
          </dd>
        </div>
      ))}
    </dl>
  );
}

/**
 * The board poster, A3: what came in, went out and is left in figures one reads across a lane, what it did, and
 * what did not come about. One honest line earns the large numbers.
 */
export function Poster(props: {
  readonly view: View;
  readonly period: string;
  readonly title: string;
  readonly figures: readonly PosterFigure[];
  readonly deedsTitle: string;
  readonly deeds: readonly { readonly what: string; readonly fen: bigint }[];
  readonly not?: string;
  readonly url: string;
}): VNode {
  const { view } = props;
  const t = uiWords(view.lang).print;
  return (
    <article class="poster">
      <header>
        <Seal text={sealOf(view)} />
        <b>{nameOf(view)}</b>
        <span>{props.period}</span>
      </header>
      <h1>
        <Phrases text={props.title} />
      </h1>
      <PosterFigures view={view} figures={props.figures} />
      <h2>{props.deedsTitle}</h2>
      <ul>
        {props.deeds.map((deed) => (
          <li key={deed.what}>
            <span>{deed.what}</span>
            <b>{uiWords(view.lang).money.yuan(wholeYuan(deed.fen))}</b>
          </li>
        ))}
      </ul>
      {props.not !== undefined && (
        <p class="poster-not">
          <b>{t.notDone}</b>
          {props.not}
        </p>
      )}
      <footer>
        <Qr text={props.url} label={t.qr(shortAddress(props.url))} />
        <p>
          {t.scanOrRing}
          {view.space?.phone !== undefined && view.space.phone !== null && <b>{view.space.phone}</b>}
          {t.noPhone(view.space?.address ?? '')}
        </p>
        <p>
          {t.everyYuan}
          <span>{shortAddress(props.url)}</span>
        </p>
      </footer>
    </article>
  );
}

/** A household card: it says whose it is only by its code, and it can be revoked. */
export interface Card {
  /** Short code, grouped for reading aloud. */
  readonly code: string;
  /** Full address the QR leads to. */
  readonly url: string;
  /** Masked name or building, as the household wishes. */
  readonly label: string;
}

/** Household cards, ten to an A4 sheet, in the size of a bank card, to be cut along thin lines. */
export function CardSheet(props: { readonly view: View; readonly cards: readonly Card[] }): VNode {
  const { view } = props;
  const t = uiWords(view.lang).print;
  return (
    <div class="cards">
      {props.cards.map((card) => (
        <article key={card.code} class="card">
          <header>
            <Seal text={sealOf(view)} size="small" />
            <b>{nameOf(view)}</b>
          </header>
          <Qr text={card.url} label={t.cardQr} />
          <div>
            <p class="card-code">{card.code}</p>
            <p>{card.label}</p>
            <p>{t.cardUse}</p>
            {view.space?.phone !== undefined && view.space.phone !== null && <b>{view.space.phone}</b>}
          </div>
          <footer>{t.cardLost}</footer>
        </article>
      ))}
    </div>
  );
}
