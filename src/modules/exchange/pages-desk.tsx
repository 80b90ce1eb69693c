import type { VNode } from 'preact';
import type { ListData } from '#platform/web';
import { ActLink, Button, ConfirmForm, Field, type FieldOption, Fold, Form, type FormState } from '#ui/form';
import { List } from '#ui/list';
import { Page } from '#ui/page';
import { Block, Empty, Lines, PageHead, RecordHead } from '#ui/record';
import { deskRoot, spaceRoot, type View } from '#ui/view';
import { type PointView, wordsOf } from './pages-parts.tsx';
import type { IntakeRow } from './queries.ts';
import type { Point } from './schema.ts';

/** The desk's list of points. */
export function DeskPointsPage(props: { readonly view: View; readonly all: readonly Point[] }): VNode {
  const { view, all } = props;
  const w = wordsOf(view);
  const root = deskRoot(view);
  const fresh = (
    <ActLink href={`${root}/points/new`} icon="plus">
      {w.points.fresh}
    </ActLink>
  );
  return (
    <Page view={view} title={w.points.title} area="desk" section="resources">
      <PageHead title={w.points.title} lede={w.points.deskLede} acts={fresh} />
      {all.length === 0 ? (
        <Empty title={w.points.emptyTitle} acts={fresh}>
          {w.desk.newLede}
        </Empty>
      ) : (
        <Lines
          items={all.map((one) => ({
            key: one.id,
            what: <a href={`${root}/points/${one.id}`}>{one.title}</a>,
            note: one.number,
            value: w.states[one.state],
          }))}
        />
      )}
    </Page>
  );
}

function FactFields(props: {
  readonly view: View;
  readonly state: FormState | undefined;
  readonly form: string;
  readonly places: readonly FieldOption[];
  readonly organisations: readonly FieldOption[];
  readonly one?: Point;
}): VNode {
  const { view, state, form, one } = props;
  const w = wordsOf(view);
  const t = w.desk;
  const shared = { view, state, form };
  return (
    <>
      <Field {...shared} name="title" label={t.title} value={one?.title} maxlength={40} required />
      <Field
        {...shared}
        name="accepts_text"
        label={w.point.accepts}
        hint={t.acceptsHint}
        value={one?.acceptsText}
        type="area"
        rows={2}
        maxlength={400}
        required
      />
      <Field
        {...shared}
        name="refuses_text"
        label={w.point.refuses}
        hint={t.refusesHint}
        value={one?.refusesText}
        type="area"
        rows={2}
        maxlength={400}
        optional
      />
      <Field
        {...shared}
        name="place"
        label={t.place}
        value={one?.placeId ?? undefined}
        type="select"
        options={props.places}
        optional
      />
      <Field {...shared} name="where_text" label={w.point.where} value={one?.whereText} maxlength={120} optional />
      <Field
        {...shared}
        name="organisation"
        label={t.organisation}
        value={one?.organisationId ?? undefined}
        type="select"
        options={props.organisations}
        optional
      />
    </>
  );
}

/** The form that opens a point. */
export function NewPointPage(props: {
  readonly view: View;
  readonly state: FormState | undefined;
  readonly keyValue: string;
  readonly places: readonly FieldOption[];
  readonly organisations: readonly FieldOption[];
}): VNode {
  const { view, state } = props;
  const t = wordsOf(view).desk;
  return (
    <Page view={view} title={t.newTitle} area="desk" section="resources">
      <PageHead title={t.newTitle} lede={t.newLede} />
      <Form
        view={view}
        state={state}
        name="point"
        action={`${deskRoot(view)}/points/new`}
        submit={t.open}
        keyValue={props.keyValue}
      >
        <FactFields {...props} form="point" />
      </Form>
    </Page>
  );
}

/** Everything the desk's page of a point shows. */
export interface DeskPointProps {
  readonly view: View;
  readonly state: FormState | undefined;
  readonly keyValue: string;
  readonly point: PointView;
  readonly classes: readonly FieldOption[];
  readonly places: readonly FieldOption[];
  readonly organisations: readonly FieldOption[];
  readonly person: { readonly id: string; readonly name: string } | null;
  readonly query: string;
  readonly found: readonly { readonly id: string; readonly name: string; readonly note: string }[];
}

function Giver(props: DeskPointProps & { readonly here: string }): VNode {
  const { view, here } = props;
  const t = wordsOf(view).desk;
  return (
    <>
      <p>
        <label for="giver">{t.find}</label>
      </p>
      <form class="search" method="get" action={here}>
        <input class="input" id="giver" type="search" name="q" value={props.query} />
        <Button icon="search">{t.findButton}</Button>
      </form>
      <ul>
        {props.found.map((one) => (
          <li key={one.id}>
            <a href={`${here}?person=${one.id}`}>{one.name}</a> {one.note}
          </li>
        ))}
      </ul>
      <p>{props.person === null ? t.nobody : t.from(props.person.name)}</p>
    </>
  );
}

function TakeInForm(props: DeskPointProps & { readonly here: string }): VNode {
  const { view, state, person } = props;
  const t = wordsOf(view).desk;
  const shared = { view, state, form: 'take' };
  return (
    <Form
      view={view}
      state={state}
      name="take"
      action={`${props.here}/take`}
      submit={t.submit}
      keyValue={props.keyValue}
      {...(person === null ? {} : { hidden: { person: person.id } })}
    >
      <Field {...shared} name="title" label={t.what} maxlength={60} required />
      <Field {...shared} name="class_code" label={t.class} type="select" options={props.classes} required />
      <Field {...shared} name="quantity" label={t.quantity} type="number" required />
      <Field {...shared} name="unit" label={t.unit} maxlength={12} short required />
      <Fold title={t.more} state={state} fields={['condition_text', 'expires_on', 'refused']}>
        <Field {...shared} name="condition_text" label={t.condition} maxlength={200} optional />
        <Field {...shared} name="expires_on" label={t.expires} type="date" optional />
        <Field {...shared} name="refused" label={t.refused} hint={t.refusedHint} maxlength={200} optional />
      </Fold>
    </Form>
  );
}

function StateActs(props: DeskPointProps & { readonly here: string }): VNode | null {
  const { view, keyValue, here } = props;
  const t = wordsOf(view).desk;
  const { state } = props.point.one;
  const shared = { view, keyValue, action: `${here}/state`, reason: { label: t.reason, required: true } };
  if (state === 'closed') return null;
  return (
    <div class="bar">
      <ActLink href={`${deskRoot(view)}/points/${props.point.one.id}/log`}>{t.log}</ActLink>
      <ActLink href={`${deskRoot(view)}/opening/donation_point/${props.point.one.id}`} icon="day">
        {t.hours}
      </ActLink>
      {state === 'open' ? (
        <ConfirmForm {...shared} name="pause" label={t.pause} hidden={{ state: 'paused' }} />
      ) : (
        <ConfirmForm
          view={view}
          keyValue={keyValue}
          action={`${here}/state`}
          name="resume"
          label={t.resume}
          hidden={{ state: 'open' }}
        />
      )}
      <ConfirmForm {...shared} name="close" label={t.close} hidden={{ state: 'closed' }} />
    </div>
  );
}

/** The desk's page of a point: taking in is the first thing on it. */
export function DeskPointPage(props: DeskPointProps): VNode {
  const { view, point } = props;
  const { one } = point;
  const w = wordsOf(view);
  const here = `${deskRoot(view)}/points/${one.id}`;
  return (
    <Page view={view} title={one.title} area="desk" section="resources">
      <RecordHead
        kind={w.point.kind(one.number)}
        title={one.title}
        state={w.states[one.state]}
        lede={one.stateReason === null ? undefined : w.point.why(one.stateReason)}
        next={<ActLink href={`${spaceRoot(view)}/points/${one.id}`}>{w.point.public}</ActLink>}
      />
      <StateActs {...props} here={here} />
      {one.state === 'open' && (
        <Block title={w.desk.take} id="take" voice>
          <p>{w.desk.takeLede}</p>
          <Giver {...props} here={here} />
          <TakeInForm {...props} here={here} />
        </Block>
      )}
      {one.state !== 'closed' && (
        <Fold title={w.desk.edit} state={props.state} fields={['accepts_text', 'refuses_text', 'where_text']}>
          <Form
            view={view}
            state={props.state}
            name="edit"
            action={`${here}/edit`}
            submit={w.desk.save}
            keyValue={`${props.keyValue}-edit`}
            quiet
          >
            <FactFields {...props} form="edit" one={one} />
          </Form>
        </Fold>
      )}
    </Page>
  );
}

/** The intake log of a point, to be filtered and exported. */
export function LogPage(props: {
  readonly view: View;
  readonly point: PointView;
  readonly data: ListData<IntakeRow>;
}): VNode {
  const { view, point, data } = props;
  const t = wordsOf(view).desk;
  const root = deskRoot(view);
  return (
    <Page view={view} title={`${point.one.title} · ${t.log}`} area="desk" section="resources" wide>
      <List
        view={view}
        {...data}
        title={`${point.one.title} · ${t.log}`}
        rowKey={(row) => row.id}
        bar={<ActLink href={`${root}/points/${point.one.id}`}>{t.take}</ActLink>}
        empty={
          <Empty title={t.logEmptyTitle} acts={<ActLink href={`${root}/points/${point.one.id}`}>{t.take}</ActLink>}>
            {t.logEmpty}
          </Empty>
        }
      />
    </Page>
  );
}
