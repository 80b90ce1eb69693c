import type { VNode } from 'preact';
import { Day } from '#ui/day';
import { ActLink, ConfirmForm, Field, FieldRow, Fold, Form, type FormState } from '#ui/form';
import { Page } from '#ui/page';
import { Block, Empty, Lines, PageHead, Pair } from '#ui/record';
import { Refused } from '#ui/refusal';
import { spaceRoot, type View } from '#ui/view';
import { ActingNote, wordsOf } from './pages-parts.tsx';
import { type HeldSeat, RolesBlock, type Waits, WaitsBlock } from './pages-waits.tsx';
import type { Found, Person } from './queries.ts';
import type { CardLine, ConsentLine, HelperLine, MandateLine } from './queries-lists.ts';
import { displays, purposes } from './schema.ts';

/** What the page of one's own things in a space shows. */
export interface Mine {
  readonly view: View;
  readonly slug: string;
  readonly keyValue: string;
  readonly state: FormState | undefined;
  readonly person: Person;
  readonly mandates: readonly MandateLine[];
  readonly seats: readonly HeldSeat[];
  /** Whether they hold a seat or are named substitute for one. */
  readonly seated: boolean;
  readonly waits: Waits;
  readonly consents: readonly ConsentLine[];
  readonly helpers: readonly HelperLine[];
  readonly helping: readonly HelperLine[];
  readonly cards: readonly CardLine[];
  /** Whose things these are, when one acts for them. */
  readonly actingFor: string | null;
}

/** Every purpose with what was last said, the text agreed to, and the button that turns it round. */
function Consents(props: Mine): VNode {
  const { view, slug, person, consents, keyValue } = props;
  const words = wordsOf(view);
  const w = words.mine;
  return (
    <Block title={w.consents} aside={w.consentsHint}>
      <Lines
        items={purposes.map((purpose) => {
          const said = consents.find((one) => one.purpose === purpose);
          const given = said?.given === true;
          return {
            key: purpose,
            what: words.purposes[purpose].name,
            note: (
              <>
                {words.purposes[purpose].text}{' '}
                {said !== undefined && (
                  <>
                    (<Day view={view} date={said.at} />: {given ? w.agree : w.withdraw})
                  </>
                )}
              </>
            ),
            value: (
              <ConfirmForm
                view={view}
                action={`/me/${slug}/consents`}
                label={given ? w.withdraw : w.agree}
                name="consent"
                keyValue={`${keyValue}-${purpose}`}
                hidden={{ personId: person.id, purpose, given: given ? 'no' : 'yes' }}
              />
            ),
          };
        })}
      />
    </Block>
  );
}

function Helpers(props: Mine): VNode {
  const { view, slug, person, helpers, state, keyValue, actingFor } = props;
  const w = wordsOf(view).mine;
  const field = { view, state, form: 'helper' } as const;
  return (
    <Block title={w.helpers}>
      {helpers.length === 0 && <p class="muted">{w.helpersEmpty}</p>}
      <Lines
        items={helpers.map((one) => ({
          key: one.id,
          what: one.name,
          note: one.scopeText,
          value: (
            <ConfirmForm
              view={view}
              action={`/me/${slug}/helpers/end`}
              label={w.endHelper}
              hidden={{ helperId: one.id }}
            />
          ),
        }))}
      />
      {actingFor === null && (
        <Fold
          title={w.helperFold}
          state={state?.form === 'helper' ? state : undefined}
          fields={['who', 'scopeText', 'endsOn']}
        >
          <Form
            view={view}
            state={state}
            name="helper"
            action={`/me/${slug}/helpers`}
            submit={w.helperAdd}
            hidden={{ personId: person.id }}
            keyValue={keyValue}
            quiet
          >
            <Field {...field} name="who" label={w.helperName} hint={w.helperNameHint} required />
            <FieldRow>
              <Field {...field} name="scopeText" label={w.helperScope} optional />
              <Field {...field} name="endsOn" type="date" label={w.helperUntil} optional />
            </FieldRow>
          </Form>
        </Fold>
      )}
    </Block>
  );
}

function Helping(props: Mine): VNode | null {
  const { view, slug, helping, actingFor } = props;
  const w = wordsOf(view).mine;
  if (actingFor !== null || helping.length === 0) return null;
  return (
    <Block title={w.helping}>
      <Lines items={helping.map((one) => ({ key: one.id, what: one.name, note: one.scopeText }))} />
      <p class="bar">
        <ActLink href={`/me/${slug}/act-for`} icon="people">
          {w.actFor}
        </ActLink>
      </p>
    </Block>
  );
}

function ShownAs(props: Mine): VNode {
  const { view, slug, person, state, keyValue } = props;
  const words = wordsOf(view);
  const field = { view, state, form: 'shown' } as const;
  const alias = <Field {...field} name="alias" label={words.mine.alias} value={person.alias ?? ''} maxlength={20} />;
  return (
    <Block title={words.mine.shown}>
      <Form
        view={view}
        state={state}
        name="shown"
        action={`/me/${slug}/shown-as`}
        submit={words.mine.save}
        hidden={{ personId: person.id }}
        keyValue={keyValue}
        quiet
      >
        <Field
          {...field}
          name="display"
          type="choices"
          label={words.mine.shown}
          options={displays.map((value) => ({ value, label: words.displays[value] }))}
          follow={{ alias }}
          value={person.display}
        />
      </Form>
    </Block>
  );
}

function Cards(props: Mine): VNode {
  const { view, cards } = props;
  const w = wordsOf(view);
  return (
    <Block title={w.mine.cards}>
      {cards.length === 0 ? (
        <p class="muted">{w.mine.cardsEmpty}</p>
      ) : (
        <Lines
          items={cards.map((card) => ({
            key: card.id,
            what: <Day view={view} date={card.issuedAt} full />,
            note: card.revokedAt === null ? undefined : w.desk.revoke,
          }))}
        />
      )}
    </Block>
  );
}

function Data(props: Mine): VNode {
  const { view, slug, person, state, keyValue } = props;
  const w = wordsOf(view).mine;
  return (
    <Block title={w.data}>
      <p>{w.dataHint}</p>
      <p class="bar">
        <ActLink href={`/me/${slug}/data.json`} icon="download" download>
          {w.dataGet}
        </ActLink>
      </p>
      <details>
        <summary>{w.erase}</summary>
        <Form
          view={view}
          state={state}
          name="erase"
          action={`/me/${slug}/erase`}
          submit={w.eraseGo}
          hidden={{ personId: person.id }}
          keyValue={keyValue}
          quiet
        >
          <p>{w.eraseHint}</p>
          <Field view={view} state={state} form="erase" name="confirm" type="check" label={w.eraseConfirm} required />
        </Form>
      </details>
    </Block>
  );
}

/** What one said, gave, lent, joined and was asked, each on its own page: before what is kept about one. */
const ownPages = [
  'voice',
  'verdicts',
  'votes',
  'rounds',
  'invitations',
  'activities',
  'resources',
  'matches',
  'gifts',
  'messages',
] as const;

function OwnPages(props: Mine): VNode {
  const { view, slug } = props;
  const w = wordsOf(view).mine;
  return (
    <Block title={w.pagesTitle} voice>
      <Lines
        items={ownPages.map((page) => ({
          key: page,
          what: <a href={`/me/${slug}/${page}`}>{w.pages[page].title}</a>,
          note: w.pages[page].note,
        }))}
      />
    </Block>
  );
}

/** One's own things in one space: roles, helpers, consents, cards, and what is kept about one. */
export function MinePage(props: Mine): VNode {
  const { view, person, actingFor, slug } = props;
  const w = wordsOf(view).mine;
  const root = spaceRoot(view);
  const side = (
    <>
      <RolesBlock view={view} slug={slug} mandates={props.mandates} seats={props.seats} />
      <ShownAs {...props} />
      <Cards {...props} />
      <Data {...props} />
    </>
  );
  return (
    <Page view={view} title={w.title} area="me" section="me">
      <Refused state={props.state} buttons={['consent', 'helper-end', 'stop-acting']} />
      <PageHead
        kind={view.space?.name ?? w.kind}
        title={person.name}
        acts={
          <>
            <ActLink href={`${root}/say`} kind="main">
              {w.say}
            </ActLink>
            {props.seats.length > 0 && <ActLink href={`/desk/${slug}/decisions`}>{w.seatPapers}</ActLink>}
            {props.seated && <ActLink href={`/me/${slug}/seats`}>{w.mySeats}</ActLink>}
            <ActLink href={root}>{w.front}</ActLink>
            <ActLink href="/me">{w.account}</ActLink>
          </>
        }
      />
      {actingFor !== null && <ActingNote view={view} name={actingFor} slug={slug} />}
      <Pair side={side}>
        <WaitsBlock view={view} slug={slug} waits={props.waits} />
        <OwnPages {...props} />
        <Helpers {...props} />
        <Helping {...props} />
        <Consents {...props} />
      </Pair>
    </Page>
  );
}

/** Chooses for whom one acts: those who asked for it, or, at the desk, anybody found by name or number. */
export function ActForPage(props: {
  readonly view: View;
  readonly slug: string;
  readonly helped: readonly HelperLine[];
  readonly as: 'worker' | 'hub' | null;
  readonly wanted: string;
  readonly found: readonly Found[];
  readonly actingFor: string | null;
  readonly state: FormState | undefined;
}): VNode {
  const { view, slug, helped, as, found, wanted } = props;
  const w = wordsOf(view).acting;
  const button = (personId: string, role: 'worker' | 'hub' | 'helper') => (
    <ConfirmForm view={view} action={`/me/${slug}/act-for`} label={w.choose} hidden={{ personId, as: role }} />
  );
  return (
    <Page view={view} title={w.title} area="me" section="me">
      <PageHead title={w.question} lede={w.hint} />
      <Refused state={props.state} buttons={['act-for']} />
      {props.actingFor !== null && <ActingNote view={view} name={props.actingFor} slug={slug} />}
      <Block title={w.asHelper}>
        {helped.length === 0 ? (
          <Empty title={w.noneHelped} acts={<ActLink href={`/me/${slug}`}>{wordsOf(view).mine.title}</ActLink>} />
        ) : (
          <Lines
            items={helped.map((one) => ({
              key: one.id,
              what: one.name,
              note: one.scopeText,
              value: button(one.personId, 'helper'),
            }))}
          />
        )}
      </Block>
      {as !== null && (
        <Block title={w.atDesk}>
          <Form view={view} name="find" method="get" action={`/me/${slug}/act-for`} submit={w.findGo} quiet>
            <Field view={view} form="find" name="q" type="search" label={w.find} value={wanted} />
          </Form>
          {wanted !== '' && found.length === 0 && <p role="status">{w.foundNone}</p>}
          <Lines
            items={found.map((one) => ({
              key: one.id,
              what: one.name,
              note: one.where,
              value: button(one.id, as),
            }))}
          />
        </Block>
      )}
    </Page>
  );
}
