import type { VNode } from 'preact';
import { formatDate } from '#kernel/dates';
import { ActLink, Button, ConfirmForm, Field, Form, type FormState, Name } from '#ui/form';
import { Page } from '#ui/page';
import { Block, Empty, Lines, PageHead } from '#ui/record';
import { deskRoot, meRoot, spaceRoot, type View } from '#ui/view';
import { type Borrower, Refusal, wordsOf } from './pages-parts.tsx';
import type { ResourceRow } from './queries.ts';
import type { Lack, Part, Wait } from './queries-lines.ts';
import { partsTyped } from './rules-kits.ts';

/** What somebody can do with their own place in a line. */
export function OwnWaitActs(props: {
  readonly view: View;
  readonly root: string;
  readonly keyValue: string;
  readonly wait: Wait;
}): VNode | null {
  const { view, root, keyValue, wait } = props;
  const t = wordsOf(view).line;
  const to = (deed: string) => `${root}/waits/${wait.id}/${deed}`;
  const shared = { view, keyValue };
  if (wait.state !== 'waiting' && wait.state !== 'offered') return null;
  return (
    <>
      {wait.state === 'offered' && (
        <>
          <ConfirmForm {...shared} name="take" action={to('take')} label={t.take} icon="check" />
          <ConfirmForm {...shared} name="by" action={to('by')} label={t.letBy} />
        </>
      )}
      <ConfirmForm {...shared} name="leave" action={to('leave')} label={t.leave} kind="word" />
    </>
  );
}

function standing(view: View, wait: Wait): string {
  const w = wordsOf(view);
  if (wait.state === 'offered' && wait.offeredUntil !== null)
    return w.line.kept(formatDate(wait.offeredUntil, view.lang));
  return w.waitStates[wait.state];
}

/** Where one stands in line, on one's own page. */
export function OwnWaits(props: {
  readonly view: View;
  readonly root: string;
  readonly keyValue: string;
  readonly waits: readonly Wait[];
}): VNode {
  const { view } = props;
  const t = wordsOf(view).line;
  return (
    <Lines
      items={props.waits.map((wait) => ({
        key: wait.id,
        what: <a href={`${spaceRoot(view)}/resources/${wait.resourceId}`}>{wait.title}</a>,
        note: [t.since(formatDate(wait.since, view.lang)), wait.letBy ? t.letByOnce : '']
          .filter((part) => part !== '')
          .join(' · '),
        value: standing(view, wait),
        acts: (
          <OwnWaitActs view={view} root={props.root} keyValue={`${props.keyValue}${wait.id.slice(-8)}`} wait={wait} />
        ),
      }))}
    />
  );
}

/** Who stands in line at the desk: whom it is kept for first. */
export function DeskWaits(props: {
  readonly view: View;
  readonly keyValue: string;
  readonly waits: readonly Wait[];
  /** Whether each line says for what. */
  readonly named?: boolean;
}): VNode {
  const { view, waits } = props;
  const t = wordsOf(view).line;
  const root = deskRoot(view);
  return (
    <Lines
      items={waits.map((wait) => ({
        key: wait.id,
        what: (
          <>
            {props.named === true && (
              <>
                <a href={`${root}/resources/${wait.resourceId}`}>{wait.title}</a>
                {' · '}
              </>
            )}
            <Name href={`${root}/people/${wait.personId}`}>{wait.who}</Name>
          </>
        ),
        note: [
          wait.offeredUntil === null ? '' : t.keptUntil(formatDate(wait.offeredUntil, view.lang)),
          t.since(formatDate(wait.since, view.lang)),
          wait.letBy ? t.letByOnce : '',
        ]
          .filter((part) => part !== '')
          .join(' · '),
        value: wait.state === 'offered' ? t.turn : wordsOf(view).waitStates[wait.state],
        acts: (
          <>
            {wait.state === 'offered' && wait.bookingId === null && (
              <ConfirmForm
                view={view}
                name="hand"
                action={`${root}/waits/${wait.id}/hand`}
                label={t.hand}
                icon="check"
                keyValue={`${props.keyValue}${wait.id.slice(-8)}`}
              />
            )}
            {wait.state === 'offered' && (
              <ConfirmForm
                view={view}
                name="by"
                action={`${root}/waits/${wait.id}/by`}
                label={t.letBy}
                keyValue={`${props.keyValue}${wait.id.slice(-8)}`}
              />
            )}
            <ConfirmForm
              view={view}
              name="leave"
              action={`${root}/waits/${wait.id}/leave`}
              label={t.leave}
              kind="word"
              keyValue={`${props.keyValue}${wait.id.slice(-8)}`}
            />
          </>
        ),
      }))}
    />
  );
}

/** What the public page of a resource says of its line, and the reader's own place in it. */
export interface PublicLine {
  readonly waiting: number;
  readonly own: Wait | null;
  /** The reader's place counted from one, where they wait. */
  readonly place: number;
  readonly ownThing: boolean;
  readonly holdDays: number;
  /** Wishes are only collected until this day. */
  readonly collecting: string | null;
}

/** The line for a thing that is out, or the wishes for a second-hand one, on its public page. */
export function LineBox(props: {
  readonly view: View;
  readonly state: FormState | undefined;
  readonly keyValue: string;
  readonly row: ResourceRow;
  readonly line: PublicLine;
}): VNode {
  const { view, row, line } = props;
  const t = wordsOf(view).line;
  const mine = meRoot(view);
  const about = row.secondhand
    ? line.collecting === null
      ? t.collected
      : t.collecting(formatDate(line.collecting, view.lang))
    : t.ask;
  if (view.who === null)
    return (
      <>
        <p>{about}</p>
        <p>{t.length(line.waiting)}</p>
        <ActLink href={`/sign-in?back=${encodeURIComponent(view.url)}`} kind="main" icon="key">
          {row.secondhand ? wordsOf(view).record.signInWant : wordsOf(view).record.signInLine}
        </ActLink>
      </>
    );
  if (line.ownThing) return <p>{t.ownThing}</p>;
  if (line.own !== null)
    return (
      <>
        <p>
          {line.own.state === 'offered' && line.own.offeredUntil !== null
            ? t.kept(formatDate(line.own.offeredUntil, view.lang))
            : row.secondhand
              ? t.wanted
              : t.here(line.place)}
        </p>
        <div class="bar">
          <OwnWaitActs view={view} root={mine} keyValue={props.keyValue} wait={line.own} />
        </div>
      </>
    );
  return (
    <>
      <p>{about}</p>
      <Form
        view={view}
        state={props.state}
        name="join"
        action={`${spaceRoot(view)}/resources/${row.id}/join`}
        submit={row.secondhand ? t.want : t.join}
        keyValue={props.keyValue}
        aside={row.secondhand ? t.length(line.waiting) : `${t.length(line.waiting)} · ${t.askDays(`${line.holdDays}`)}`}
      />
    </>
  );
}

/** Every line that moves, and the way to have a household served first. */
export function LinesPage(props: {
  readonly view: View;
  readonly state: FormState | undefined;
  readonly keyValue: string;
  readonly waits: readonly Wait[];
  /** Null for whoever may not say who is served first. */
  readonly first: Borrower | null;
}): VNode {
  const { view, first } = props;
  const t = wordsOf(view).line;
  const root = deskRoot(view);
  return (
    <Page view={view} title={t.deskTitle} area="desk" section="resources">
      <PageHead title={t.deskTitle} lede={t.deskLede} />
      <Refusal state={props.state} />
      {props.waits.length === 0 ? (
        <Empty
          title={t.none}
          acts={<ActLink href={`${root}/resources?kind=loan`}>{wordsOf(view).desk.toList}</ActLink>}
        >
          {t.noneMore}
        </Empty>
      ) : (
        <DeskWaits view={view} keyValue={props.keyValue} waits={props.waits} named />
      )}
      {first !== null && (
        <Block title={t.first} id="first">
          <p>{t.firstLede}</p>
          <FindFirst view={view} keyValue={props.keyValue} first={first} />
        </Block>
      )}
    </Page>
  );
}

function FindFirst(props: { readonly view: View; readonly keyValue: string; readonly first: Borrower }): VNode {
  const { view, first, keyValue } = props;
  const w = wordsOf(view);
  const root = deskRoot(view);
  return (
    <>
      <p>
        <label for="who">{w.offer.find}</label>
      </p>
      <form class="search" method="get" action={`${root}/lines`}>
        <input class="input" id="who" type="search" name="who" value={first.query} />
        <Button icon="search">{w.offer.findButton}</Button>
      </form>
      {first.query !== '' && first.found.length === 0 && <p>{w.acts.nobody(first.query)}</p>}
      <Lines
        items={first.found.map((one) => ({
          key: one.id,
          what: one.name,
          note: one.note,
          acts: (
            <>
              <ConfirmForm
                view={view}
                name="first"
                action={`${root}/lines/first`}
                label={w.line.firstFor(one.name)}
                keyValue={`${keyValue}${one.id.slice(-8)}`}
                hidden={{ person: one.id }}
              />
              <ConfirmForm
                view={view}
                name="not_first"
                action={`${root}/lines/not-first`}
                label={w.line.firstDrop(one.name)}
                kind="word"
                keyValue={`${keyValue}${one.id.slice(-8)}`}
                hidden={{ person: one.id }}
              />
            </>
          ),
        }))}
      />
    </>
  );
}

/** What a kit is made of. */
export function PartLines(props: { readonly view: View; readonly parts: readonly Part[] }): VNode {
  return <Lines items={props.parts.map((part) => ({ key: part.id, what: part.title, value: `${part.pieces}` }))} />;
}

/** The desk's block of a kit: its parts, what did not come back, and the way to change it. */
export function KitBox(props: {
  readonly view: View;
  readonly state: FormState | undefined;
  readonly keyValue: string;
  readonly row: ResourceRow;
  readonly parts: readonly Part[];
  readonly lacks: readonly Lack[];
}): VNode {
  const { view, row, keyValue, lacks } = props;
  const t = wordsOf(view).kit;
  const root = deskRoot(view);
  return (
    <>
      <PartLines view={view} parts={props.parts} />
      {lacks.length > 0 && (
        <>
          <h3>{t.lacks}</h3>
          <Lines
            items={lacks.map((lack) => ({
              key: lack.id,
              what: t.lack(lack.title, `${lack.pieces}`),
              note: [formatDate(lack.since, view.lang), lack.note].filter((part) => part !== '').join(' · '),
              value: t.lackStates[lack.state],
              ...(lack.state === 'lacking'
                ? { acts: <SettleLack view={view} root={root} keyValue={keyValue} lack={lack} /> }
                : {}),
            }))}
          />
        </>
      )}
      <ConfirmForm
        view={view}
        name="parts"
        action={`${root}/resources/${row.id}/parts`}
        label={t.edit}
        keyValue={keyValue}
      >
        <Field
          view={view}
          form="parts"
          name="parts"
          label={t.title}
          hint={wordsOf(view).offer.partsHint}
          type="area"
          value={partsTyped(props.parts)}
        />
      </ConfirmForm>
    </>
  );
}

function SettleLack(props: {
  readonly view: View;
  readonly root: string;
  readonly keyValue: string;
  readonly lack: Lack;
}): VNode {
  const { view, lack } = props;
  const t = wordsOf(view).kit;
  return (
    <ConfirmForm
      view={view}
      name="settle"
      action={`${props.root}/lacks/${lack.id}/settle`}
      label={t.settle}
      keyValue={`${props.keyValue}${lack.id.slice(-8)}`}
      reason={{ label: t.note, name: 'note', required: true }}
    >
      <Field
        view={view}
        form={`settle-${lack.id.slice(-8)}`}
        name="outcome"
        label={t.outcome}
        type="choices"
        options={[
          { value: 'made_good', label: t.good },
          { value: 'let_go', label: t.go },
        ]}
        required
      />
    </ConfirmForm>
  );
}
