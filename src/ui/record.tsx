import { type ComponentChildren, Fragment, type VNode } from 'preact';

/** Marks after which a heading may break: Chinese and Latin clause marks, each kept with what stands before it. */
const phraseEnd = /(?<=[\u3002\uff0c\uff1f\uff01\uff1a\uff1b,?!;:])(?=.)/u;

/** A heading that breaks between phrases, not inside them. */
export function Phrases(props: { readonly text: string }): VNode {
  const parts = props.text.split(phraseEnd);
  return (
    <>
      {parts.map((part, at) => (
        <Fragment key={`${at}${part}`}>
          {/^\s/.test(part) && ' '}
          <span class="phrase">{part.trim()}</span>
        </Fragment>
      ))}
    </>
  );
}

/** Past this many characters a title is a paragraph, and takes a smaller size. */
const longTitle = 40;

function headingClass(title: string, said: boolean): string | undefined {
  if (title.length > longTitle * (/\p{Script=Han}/u.test(title) ? 1 : 2)) return 'long';
  return said ? 'said' : undefined;
}

/** The head of a page that is no record: a title, a sentence, and what can be done from here. */
export function PageHead(props: {
  readonly title: string;
  readonly kind?: ComponentChildren;
  readonly lede?: ComponentChildren;
  readonly acts?: ComponentChildren;
}): VNode {
  return (
    <div class="head">
      {props.kind !== undefined && <p class="kind">{props.kind}</p>}
      <h1 class={headingClass(props.title, false)}>
        <Phrases text={props.title} />
      </h1>
      {props.lede !== undefined && <p class="lede">{props.lede}</p>}
      {props.acts !== undefined && <div class="next">{props.acts}</div>}
    </div>
  );
}

/**
 * The head of a record: what it is, its title, its state in words, a sentence, and the one next step. `said` sets
 * the title as somebody's words, in the large size.
 */
export function RecordHead(props: {
  readonly kind: ComponentChildren;
  readonly title: string;
  readonly state?: ComponentChildren;
  readonly lede?: ComponentChildren;
  readonly next?: ComponentChildren;
  readonly said?: boolean;
}): VNode {
  return (
    <div class="head">
      <p class="kind">{props.kind}</p>
      <h1 class={headingClass(props.title, props.said === true)}>
        <Phrases text={props.title} />
      </h1>
      {props.state !== undefined && <Statement>{props.state}</Statement>}
      {props.lede !== undefined && <p class="lede">{props.lede}</p>}
      {props.next !== undefined && <NextStep>{props.next}</NextStep>}
    </div>
  );
}

/** A state in words, in the second largest voice of the page. */
export function Statement(props: { readonly children: ComponentChildren }): VNode {
  return <p class="statement">{props.children}</p>;
}

/** The one next step, and perhaps a quieter second beside it. */
export function NextStep(props: { readonly children: ComponentChildren }): VNode {
  return <div class="next">{props.children}</div>;
}

/** Facts at the side of a record: a term and its value on one line, ruled. */
export function Facts(props: {
  readonly items: readonly { readonly term: ComponentChildren; readonly value: ComponentChildren }[];
}): VNode {
  return (
    <dl class="facts">
      {props.items.map((item, at) => (
        <div key={`fact${at}`}>
          <dt>{item.term}</dt>
          <dd>{item.value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** A part of a page under a strong rule and a heading; never a box. `voice` makes the heading the strong thing. */
export function Block(props: {
  readonly title: ComponentChildren;
  readonly children?: ComponentChildren;
  readonly id?: string;
  readonly voice?: boolean;
  readonly aside?: ComponentChildren;
}): VNode {
  return (
    <section class="block" id={props.id}>
      <h2 class={props.voice === true ? 'voice' : undefined}>
        {props.title}
        {props.aside !== undefined && (
          <>
            {' '}
            <small>{props.aside}</small>
          </>
        )}
      </h2>
      {props.children}
    </section>
  );
}

/** A main column and a side column; `side` comes second on a phone. `even` gives both the same width. */
export function Pair(props: {
  readonly children: ComponentChildren;
  readonly side: ComponentChildren;
  readonly even?: boolean;
}): VNode {
  return (
    <div class={props.even === true ? 'pair pair-even' : 'pair'}>
      <div>{props.children}</div>
      <aside>{props.side}</aside>
    </div>
  );
}

/** Nothing here: says why, and offers ways on. */
export function Empty(props: {
  readonly title: ComponentChildren;
  readonly children?: ComponentChildren;
  readonly acts?: ComponentChildren;
}): VNode {
  return (
    <div class="nothing">
      <h3>{props.title}</h3>
      {props.children !== undefined && <p>{props.children}</p>}
      {props.acts !== undefined && <p class="bar">{props.acts}</p>}
    </div>
  );
}

/**
 * A short list of lines, each with a word on the left and a value on the right, ruled like a ledger; a note stands below
 * both, over the whole width.
 */
export function Lines(props: {
  readonly items: readonly {
    readonly key: string;
    readonly what: ComponentChildren;
    readonly note?: ComponentChildren;
    readonly value?: ComponentChildren;
    /** What can be done with this line: stands below it, over the whole width. */
    readonly acts?: ComponentChildren;
  }[];
}): VNode {
  return (
    <ul class="lines">
      {props.items.map((item) => (
        <li key={item.key} class={item.acts === undefined ? undefined : 'with-acts'}>
          <span>{item.what}</span>
          {item.value !== undefined && <span class="num">{item.value}</span>}
          {item.note !== undefined && <small>{item.note}</small>}
          {item.acts !== undefined && <div class="bar">{item.acts}</div>}
        </li>
      ))}
    </ul>
  );
}
