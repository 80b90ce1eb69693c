import type { VNode } from 'preact';
import { formatDate } from '#kernel/dates';
import { ActLink, Field, type FieldOption, FieldRow, Fold, Form, type FormState } from '#ui/form';
import { Page } from '#ui/page';
import { Block, Empty, Lines, PageHead } from '#ui/record';
import { Act, Refused } from '#ui/refusal';
import { deskRoot, spaceRoot, type View } from '#ui/view';
import { wordsOf } from './pages.tsx';
import { CharterList, type NamedCharter } from './pages-charters.tsx';
import { seatWords, standing } from './pages-words.ts';
import { type Area, areas, type Body, type Seat } from './schema.ts';
import { type Interest, interestKinds } from './schema-interests.ts';

/** A seat with everything its holder decides about it; names as this reader may see them. */
export interface SeatCard {
  readonly seat: Seat;
  readonly body: Body;
  readonly holder: string;
  readonly substitute: string | null;
  /** Whether the reader is the holder, or at least named substitute. */
  readonly own: boolean;
}

interface Forms {
  readonly view: View;
  readonly state: FormState | undefined;
  readonly keyValue: string;
  /** Where the forms of this page are sent. */
  readonly root: string;
}

/** What was refused comes back only at the seat where it was typed. */
function stateAt(state: FormState | undefined, form: string, seatId: string): FormState | undefined {
  return state?.form === form && state.values['seatId'] === seatId ? state : undefined;
}

/** Naming a substitute by name, or out of those found at the desk. */
function SubstituteForm(props: Forms & { readonly card: SeatCard; readonly found?: readonly FieldOption[] }): VNode {
  const { view, keyValue, card, root, found } = props;
  const w = seatWords(view).mine;
  const state = stateAt(props.state, 'substitute', card.seat.id);
  const common = { view, state, form: 'substitute' };
  return (
    <>
      <Form
        {...{ view, state, name: 'substitute', action: `${root}/substitute`, submit: w.save, quiet: true }}
        keyValue={`${keyValue}${card.seat.id.slice(-6)}`}
        hidden={{ seatId: card.seat.id }}
      >
        {found === undefined ? (
          <Field {...{ ...common, name: 'name', label: w.nameOne, hint: w.nameHint, required: true }} />
        ) : (
          <Field
            {...{ ...common, name: 'personId', label: w.nameOne, type: 'choices', required: true }}
            options={found}
          />
        )}
      </Form>
      {card.seat.substituteId !== null && (
        <Act
          {...{ view, keyValue: `${keyValue}n`, name: 'clear', label: w.clear, kind: 'word' }}
          action={`${root}/substitute`}
          hidden={{ seatId: card.seat.id, clear: 'yes' }}
        />
      )}
    </>
  );
}

/** Saying that the holder is away for some days, or back. */
function AwayForm(props: Forms & { readonly card: SeatCard }): VNode {
  const { view, keyValue, card, root } = props;
  const w = seatWords(view).mine;
  const state = stateAt(props.state, 'away', card.seat.id);
  const common = { view, state, form: 'away', type: 'date', required: true, short: true } as const;
  return (
    <>
      <Fold title={w.away} state={state} fields={['fromOn', 'untilOn', '']}>
        <Form
          {...{ view, state, name: 'away', action: `${root}/away`, submit: w.sayAway, quiet: true }}
          keyValue={`${keyValue}${card.seat.id.slice(-6)}`}
          hidden={{ seatId: card.seat.id }}
        >
          <FieldRow>
            <Field {...common} name="fromOn" label={w.from} />
            <Field {...common} name="untilOn" label={w.until} />
          </FieldRow>
        </Form>
      </Fold>
      {card.seat.awayUntil !== null && (
        <Act
          {...{ view, keyValue: `${keyValue}b`, name: 'back', label: w.back, kind: 'line' }}
          action={`${root}/back`}
          hidden={{ seatId: card.seat.id }}
        />
      )}
    </>
  );
}

/** Declaring what could touch a decision. */
function DeclareForm(props: Forms & { readonly organisations: readonly FieldOption[] }): VNode {
  const { view, state, keyValue, root, organisations } = props;
  const words = seatWords(view);
  const w = words.mine;
  const common = { view, state, form: 'declare' };
  const fields = ['kind', 'organisationId', 'relativeName', 'summary', 'detail', ''];
  return (
    <Fold title={w.declare} state={state?.form === 'declare' ? state : undefined} fields={fields}>
      <Form
        {...{ view, state, keyValue: `${keyValue}d`, name: 'declare', submit: w.submit, quiet: true }}
        action={`${root}/interests`}
      >
        <Field
          {...{ ...common, name: 'kind', label: w.kind, type: 'choices', required: true }}
          options={interestKinds.map((value) => ({ value, label: words.kinds[value] }))}
        />
        <Field {...{ ...common, name: 'summary', label: w.summary, hint: w.summaryHint }} />
        <Field
          {...{ ...common, name: 'organisationId', label: w.organisation, hint: w.organisationHint, type: 'select' }}
          options={[{ value: '', label: '–' }, ...organisations]}
        />
        <Field {...{ ...common, name: 'relativeName', label: w.relative, hint: w.relativeHint, optional: true }} />
        <Field {...{ ...common, name: 'detail', label: w.detail, type: 'area', rows: 3, optional: true }} />
      </Form>
    </Fold>
  );
}

/** What somebody declared, each with its end. */
function Declared(
  props: Forms & {
    readonly interests: readonly Interest[];
    readonly named: ReadonlyMap<string, string>;
    readonly details?: ReadonlyMap<string, string> | null;
  },
): VNode {
  const { view, keyValue, root, interests, named, details } = props;
  const words = seatWords(view);
  if (interests.length === 0) return <p class="muted">{words.seat.undeclared}</p>;
  return (
    <Lines
      items={interests.map((one) => ({
        key: one.id,
        what: one.kind === 'none' ? words.kinds.none : `${words.kinds[one.kind]}: ${one.summary}`,
        note: [
          ...(one.organisationId === null ? [] : [named.get(one.organisationId) ?? '']),
          ...(details?.get(one.id) === undefined ? [] : [details.get(one.id) ?? '']),
          words.mine.declaredOn(formatDate(one.declaredOn, view.lang)),
        ].join(' · '),
        acts: (
          <Act
            {...{
              view,
              keyValue: `${keyValue}${one.id.slice(-6)}`,
              name: 'take',
              label: words.mine.take,
              kind: 'word',
            }}
            action={`${root}/interests/${one.id}/end`}
          />
        ),
      }))}
    />
  );
}

function cardNote(view: View, card: SeatCard): string {
  const words = seatWords(view);
  const kind = wordsOf(view).seatKinds[card.seat.kind];
  if (!card.own) return `${kind} · ${words.mine.substituteOf(card.holder)}`;
  return `${kind} · ${standing(view, card.seat, card.substitute)}`;
}

/** One's own seats: who stands in, when one is away, what one declares. */
export function MySeatsPage(
  props: Forms & {
    readonly cards: readonly SeatCard[];
    readonly interests: readonly Interest[];
    readonly organisations: readonly FieldOption[];
    readonly named: ReadonlyMap<string, string>;
  },
): VNode {
  const { view, cards } = props;
  const w = seatWords(view).mine;
  return (
    <Page view={view} title={w.title} area="me" section="me">
      <PageHead title={w.title} lede={w.lede} />
      <Refused state={props.state} buttons={['back', 'take', 'clear', 'end-interest']} />
      {cards.length === 0 && (
        <Empty
          title={w.none}
          acts={
            <>
              <ActLink href={`${spaceRoot(view)}/topics/new`}>{w.propose}</ActLink>
              <ActLink href={`${spaceRoot(view)}/bodies`}>{w.bodies}</ActLink>
            </>
          }
        >
          {w.noneWhy}
        </Empty>
      )}
      {cards.map((card) => (
        <Block key={card.seat.id} title={card.body.name} aside={cardNote(view, card)}>
          {card.own && <SubstituteForm {...props} card={card} />}
          {card.own && <AwayForm {...props} card={card} />}
        </Block>
      ))}
      {cards.length > 0 && (
        <Block title={w.interests}>
          <p class="muted">{seatWords(view).seat.registerLede}</p>
          <Declared {...props} />
          <DeclareForm {...props} />
        </Block>
      )}
    </Page>
  );
}

/** A seat at the desk: the same for a member who tells it at the counter or on the phone. */
export function SeatDeskPage(
  props: Forms & {
    readonly card: SeatCard;
    readonly text: string;
    readonly found: readonly FieldOption[];
    readonly interests: readonly Interest[];
    readonly organisations: readonly FieldOption[];
    readonly named: ReadonlyMap<string, string>;
    readonly details: ReadonlyMap<string, string> | null;
  },
): VNode {
  const { view, card, root, text, found, interests, details } = props;
  const words = seatWords(view);
  const title = words.desk.title(card.holder);
  return (
    <Page view={view} title={title} area="desk" section="decisions">
      <PageHead
        kind={card.body.name}
        title={title}
        lede={cardNote(view, { ...card, own: true })}
        acts={<ActLink href={`${deskRoot(view)}/bodies/${card.body.id}`}>{card.body.name}</ActLink>}
      />
      <Refused state={props.state} buttons={['back', 'take', 'clear', 'end-interest']} />
      <Block title={words.mine.nameOne}>
        <Form {...{ view, name: 'find', method: 'get', action: root, submit: words.mine.find, quiet: true }}>
          <Field
            {...{ view, form: 'find', name: 'q', type: 'search', value: text }}
            label={wordsOf(view).desk.findPerson}
            hint={wordsOf(view).desk.findPersonHint}
          />
        </Form>
        {text !== '' && found.length === 0 && <p>{words.desk.noneFound}</p>}
        {(found.length > 0 || card.seat.substituteId !== null) && <SubstituteForm {...props} found={found} />}
        <AwayForm {...props} />
      </Block>
      <Block title={words.seat.register}>
        <Declared {...props} />
        {details === null && interests.some((one) => one.hasDetail) && (
          <p>
            <ActLink href={`${root}?details=open`}>{words.desk.details}</ActLink> {words.desk.detailsNote}
          </p>
        )}
        <DeclareForm {...props} />
      </Block>
    </Page>
  );
}

/** Ticking the areas within which a body is given tasks. */
export function DutiesForm(props: Omit<Forms, 'root'> & { readonly body: Body }): VNode {
  const { view, state, keyValue, body } = props;
  const words = seatWords(view);
  return (
    <Block title={words.desk.duties} id="duties">
      <Form
        {...{ view, state, keyValue: `${keyValue}a`, name: 'duties', submit: words.desk.saveDuties, quiet: true }}
        action={`${deskRoot(view)}/bodies/${body.id}/duties`}
      >
        <Field
          {...{ view, state, form: 'duties', name: 'areas', label: words.desk.dutiesHint, type: 'checks' }}
          value={body.areas}
          options={areas.map((value) => ({ value, label: words.areas[value] }))}
        />
      </Form>
    </Block>
  );
}

/** Whose each thing is: bodies and roles by area (F047). */
export function DutiesPage(props: {
  readonly view: View;
  readonly rows: readonly {
    readonly area: Area;
    readonly bodies: readonly Body[];
    readonly roles: readonly string[];
  }[];
  readonly charters: readonly NamedCharter[];
}): VNode {
  const { view, rows } = props;
  const words = seatWords(view);
  const w = words.duties;
  const join = (names: readonly string[]) => names.join(view.lang === 'zh' ? '、' : ', ');
  return (
    <Page view={view} title={w.title} section="rules">
      <PageHead title={w.title} lede={w.lede} />
      <Lines
        items={rows.map((row) => ({
          key: row.area,
          what: <b>{words.areas[row.area]}</b>,
          note: [
            ...(row.bodies.length === 0 ? [w.nobody] : []),
            ...(row.roles.length === 0 ? [] : [`${w.roles}: ${join(row.roles)}`]),
          ].join(' · '),
          ...(row.bodies.length === 0
            ? {}
            : {
                acts: row.bodies.map((body) => (
                  <a key={body.id} href={`${spaceRoot(view)}/bodies/${body.id}`}>
                    {body.name}
                  </a>
                )),
              }),
        }))}
      />
      <CharterList view={view} charters={props.charters} />
    </Page>
  );
}
