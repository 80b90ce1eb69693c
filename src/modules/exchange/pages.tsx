import type { VNode } from 'preact';
import { formatDate, type LocalDate } from '#kernel/dates';
import { groupDigits } from '#kernel/numbers';
import { hasHours, openOn } from '#modules/centres';
import type { Resource } from '#modules/resources';
import { Day } from '#ui/day';
import { ActLink, Field, type FieldOption, Form, type FormState } from '#ui/form';
import { Hours, spansText } from '#ui/hours';
import { Page } from '#ui/page';
import { Block, Empty, Facts, Lines, PageHead, Pair, RecordHead } from '#ui/record';
import { deskRoot, meRoot, spaceRoot, type View } from '#ui/view';
import { type PointView, wordsOf } from './pages-parts.tsx';
import type { Intake } from './schema.ts';

/** The points of a community, with today's hours. */
export function PointsPage(props: {
  readonly view: View;
  readonly today: LocalDate;
  readonly all: readonly PointView[];
}): VNode {
  const { view, all } = props;
  const w = wordsOf(view);
  const t = w.points;
  const root = spaceRoot(view);
  const hours = (point: PointView) =>
    point.one.state === 'open' && hasHours(point.opening) ? openOn(point.opening, props.today) : null;
  const value = (point: PointView) => {
    if (point.one.state !== 'open') return w.states[point.one.state];
    const spans = hours(point);
    return spans === null ? '' : spans.length > 0 ? t.openToday : t.shutToday;
  };
  const note = (point: PointView) => {
    const spans = hours(point) ?? [];
    return [spans.length > 0 ? spansText(view, spans) : '', point.one.acceptsText]
      .filter((part) => part !== '')
      .join(' · ');
  };
  return (
    <Page view={view} title={t.title} section="resources">
      <PageHead
        title={t.title}
        lede={t.lede}
        acts={
          <>
            <ActLink href={`${root}/market`}>{t.market}</ActLink>
            <ActLink href={`${root}/help/offer`} icon="plus">
              {t.offer}
            </ActLink>
          </>
        }
      />
      {all.length === 0 ? (
        <Empty title={t.emptyTitle} acts={<ActLink href={`${root}/help/offer`}>{t.offer}</ActLink>}>
          {t.empty}
        </Empty>
      ) : (
        <Lines
          items={all.map((point) => ({
            key: point.one.id,
            what: <a href={`${root}/points/${point.one.id}`}>{point.one.title}</a>,
            note: note(point),
            value: value(point),
          }))}
        />
      )}
    </Page>
  );
}

/** A line of the public log: what came and what is left of it, never who brought it. */
export interface PublicIntake extends Intake {
  readonly left: bigint;
}

function Log(props: { readonly view: View; readonly log: readonly PublicIntake[] }): VNode {
  const { view, log } = props;
  const t = wordsOf(view).point;
  if (log.length === 0) return <p>{t.noLog}</p>;
  return (
    <Lines
      items={log.map((one) => ({
        key: one.id,
        what:
          one.resourceId === null ? (
            one.title
          ) : (
            <a href={`${spaceRoot(view)}/resources/${one.resourceId}`}>{one.title}</a>
          ),
        note: (
          <>
            <Day view={view} date={one.day} /> · {t.amount(groupDigits(one.quantity), one.unit)}
            {one.refusedReason === null ? '' : ` · ${one.refusedReason}`}
          </>
        ),
        value:
          one.refusedReason !== null
            ? t.notTaken
            : one.left === 0n
              ? t.gone
              : t.inStock(groupDigits(one.left), one.unit),
      }))}
    />
  );
}

/** A donation point in public: when it is open, what it takes, and what became of what came (F115). */
export function PointPage(props: {
  readonly view: View;
  readonly point: PointView;
  readonly log: readonly PublicIntake[];
}): VNode {
  const { view, point } = props;
  const { one } = point;
  const w = wordsOf(view);
  const t = w.point;
  return (
    <Page view={view} title={one.title} section="resources">
      <RecordHead
        kind={t.kind(one.number)}
        title={one.title}
        state={w.states[one.state]}
        lede={one.stateReason === null ? undefined : t.why(one.stateReason)}
        next={
          view.who?.desk === true ? <ActLink href={`${deskRoot(view)}/points/${one.id}`}>{t.desk}</ActLink> : undefined
        }
      />
      <Pair
        side={
          <Block title={t.hours} id="hours">
            {hasHours(point.opening) ? <Hours view={view} {...point.opening} /> : <p>{t.noHours}</p>}
          </Block>
        }
      >
        <Facts
          items={[
            { term: t.accepts, value: one.acceptsText },
            { term: t.refuses, value: one.refusesText },
            { term: t.where, value: [point.place, one.whereText].filter((part) => part !== '').join(' · ') },
            { term: t.keeper, value: point.keeper },
          ].filter((fact) => fact.value !== '')}
        />
        <Block title={t.log} id="log">
          <Log view={view} log={props.log} />
        </Block>
      </Pair>
    </Page>
  );
}

/** A thing of the market with how many asked for it. */
export interface Item {
  readonly one: Resource;
  readonly estate: string;
  readonly wishes: number;
  /** All that is left is kept for somebody. */
  readonly kept: boolean;
}

/** The second-hand market: what can be asked for, and what found a new owner lately (F128). */
export function MarketPage(props: {
  readonly view: View;
  readonly today: LocalDate;
  readonly items: readonly Item[];
  readonly given: readonly Resource[];
  readonly collectDays: number;
}): VNode {
  const { view, items, given } = props;
  const t = wordsOf(view).market;
  const root = spaceRoot(view);
  const post = (
    <ActLink href={`${root}/market/post`} kind="main" icon="plus">
      {t.post}
    </ActLink>
  );
  const collecting = (one: Resource, kept: boolean) => {
    if (one.collectsUntil !== null && one.collectsUntil >= props.today)
      return t.collecting(formatDate(one.collectsUntil, view.lang));
    return kept ? t.kept : t.open;
  };
  return (
    <Page view={view} title={t.title} section="resources">
      <PageHead
        title={t.title}
        lede={t.lede}
        acts={
          <>
            {post}
            <ActLink href={`${root}/points`}>{t.points}</ActLink>
            {view.who !== null && <ActLink href={`${meRoot(view)}/resources`}>{t.mine}</ActLink>}
          </>
        }
      />
      {items.length === 0 ? (
        <Empty title={t.emptyTitle} acts={post}>
          {t.empty}
        </Empty>
      ) : (
        <Lines
          items={items.map(({ one, estate, wishes, kept }) => ({
            key: one.id,
            what: <a href={`${root}/resources/${one.id}`}>{one.title}</a>,
            note: [one.conditionText, estate, collecting(one, kept)].filter((part) => part !== '').join(' · '),
            value: t.wishes(wishes),
          }))}
        />
      )}
      <p>{t.about(`${props.collectDays}`)}</p>
      {given.length > 0 && (
        <Block title={t.given} id="given">
          <Lines items={given.map((one) => ({ key: one.id, what: one.title, value: t.gone }))} />
        </Block>
      )}
    </Page>
  );
}

/** The form that posts one thing. */
export function PostPage(props: {
  readonly view: View;
  readonly state: FormState | undefined;
  readonly keyValue: string;
  readonly classes: readonly FieldOption[];
  readonly places: readonly FieldOption[];
}): VNode {
  const { view, state } = props;
  const t = wordsOf(view).market;
  const shared = { view, state, form: 'item' };
  return (
    <Page view={view} title={t.postTitle} section="resources">
      <PageHead title={t.postTitle} lede={t.postLede} />
      <Form
        view={view}
        state={state}
        name="item"
        action={`${spaceRoot(view)}/market/post`}
        submit={t.submit}
        keyValue={props.keyValue}
      >
        <Field {...shared} name="title" label={t.what} hint={t.whatHint} maxlength={60} required />
        <Field {...shared} name="class_code" label={t.class} type="select" options={props.classes} required />
        <Field {...shared} name="condition_text" label={t.condition} maxlength={200} required />
        <Field {...shared} name="description" label={t.description} type="area" maxlength={1000} optional />
        <Field {...shared} name="place" label={t.place} type="select" options={props.places} optional />
      </Form>
    </Page>
  );
}
