import type { VNode } from 'preact';
import { pick } from '#kernel/words';
import { Day } from '#ui/day';
import { ConfirmForm, Field, Form, type FormState, Name } from '#ui/form';
import { Block, Lines } from '#ui/record';
import { deskRoot, type View } from '#ui/view';
import { en } from './en.ts';
import type { Person } from './queries.ts';
import type { CardLine, ConsentLine, HelperLine, MandateLine } from './queries-lists.ts';
import { consentWays, purposes, type SensitiveFacts } from './schema.ts';
import { zh } from './zh.ts';

/** What the record of a person at the desk shows. */
export interface PersonRecord {
  readonly view: View;
  readonly slug: string;
  readonly keyValue: string;
  readonly state: FormState | undefined;
  readonly person: Person;
  readonly placeName: string | null;
  readonly household: { readonly id: string; readonly name: string } | null;
  readonly mandates: readonly MandateLine[];
  readonly consents: readonly ConsentLine[];
  readonly cards: readonly CardLine[];
  readonly helpers: readonly HelperLine[];
  /** The number, once asked for; null while closed. */
  readonly phone: string | null;
  readonly sensitive: SensitiveFacts | null;
  readonly account: 'none' | 'open' | 'credentials';
  /** What this reader may do here. */
  readonly can: {
    readonly correct: boolean;
    readonly sensitive: boolean;
    readonly cards: boolean;
    readonly admin: boolean;
    readonly consent: boolean;
  };
}

function wordsOf(view: View) {
  return pick(view.lang, { zh, en });
}

/** The address of the record. */
export function base(props: PersonRecord): string {
  return `${deskRoot(props.view)}/people/${props.person.id}`;
}

/** The household cards of a person, with the way to a new one. */
export function Cards(props: PersonRecord): VNode {
  const { view, cards, can, person } = props;
  const w = wordsOf(view).desk;
  return (
    <Block title={w.cards} aside={w.issueHint}>
      {cards.length === 0 && <p class="muted">{w.cardsNone}</p>}
      <Lines
        items={cards.map((card) => ({
          key: card.id,
          what: <Day view={view} date={card.issuedAt} full />,
          note:
            card.revokedAt === null ? (
              card.lastUsedAt === null ? (
                w.never
              ) : (
                <Day view={view} date={card.lastUsedAt} />
              )
            ) : (
              card.revokedReason
            ),
          value:
            card.revokedAt === null && can.cards ? (
              <ConfirmForm
                view={view}
                action={`${base(props)}/card/revoke`}
                label={w.revoke}
                hidden={{ cardId: card.id }}
                reason={{ label: w.lost, required: true }}
              />
            ) : undefined,
        }))}
      />
      {can.cards && (
        <ConfirmForm
          view={view}
          action={`${base(props)}/card`}
          label={w.issueGo}
          icon="print"
          name="issue"
          keyValue={`${props.keyValue}-c`}
          hidden={{ personId: person.id }}
        />
      )}
    </Block>
  );
}

/** What a person agreed to, and the form that records what they say. */
export function Consents(props: PersonRecord): VNode {
  const { view, state, consents, person, can } = props;
  const words = wordsOf(view);
  const w = words.desk;
  const field = { view, state, form: 'consent', required: true } as const;
  return (
    <Block title={w.consents}>
      {consents.length === 0 && <p class="muted">{w.consentsNone}</p>}
      <Lines
        items={consents.map((one) => ({
          key: one.purpose,
          what: words.purposes[one.purpose].name,
          note: (
            <>
              {words.consentWays[one.way]} · <Day view={view} date={one.at} full />
            </>
          ),
          value: one.given ? w.consentYes : w.consentNo,
        }))}
      />
      {can.consent && (
        <details>
          <summary>{w.consentRecord}</summary>
          <Form
            view={view}
            state={state}
            name="consent"
            action={`${base(props)}/consents`}
            submit={w.consentGo}
            hidden={{ personId: person.id }}
            keyValue={`${props.keyValue}-n`}
            quiet
          >
            <Field
              {...field}
              name="purpose"
              type="select"
              label={w.consentPurpose}
              options={purposes.map((value) => ({ value, label: words.purposes[value].name }))}
            />
            <Field
              {...field}
              name="given"
              type="choices"
              label={w.consentGiven}
              options={[
                { value: 'yes', label: w.consentYes },
                { value: 'no', label: w.consentNo },
              ]}
            />
            <Field
              {...field}
              name="way"
              type="select"
              label={w.consentWay}
              options={consentWays
                .filter((way) => way !== 'self' && way !== 'card')
                .map((value) => ({ value, label: words.consentWays[value] }))}
            />
          </Form>
        </details>
      )}
    </Block>
  );
}

/** Who may act for a person. */
export function Helpers(props: PersonRecord): VNode {
  const { view, state, helpers, person, can } = props;
  const words = wordsOf(view);
  const w = words.desk;
  const field = { view, state, form: 'helper' } as const;
  return (
    <Block title={w.helpers}>
      {helpers.length === 0 && <p class="muted">{w.helpersNone}</p>}
      <Lines
        items={helpers.map((one) => ({
          key: one.id,
          what: <Name href={`${deskRoot(view)}/people/${one.helperPersonId}`}>{one.name}</Name>,
          note: one.scopeText,
          value: can.consent ? (
            <ConfirmForm
              view={view}
              action={`${base(props)}/helpers/end`}
              label={w.end}
              hidden={{ helperId: one.id }}
            />
          ) : undefined,
        }))}
      />
      {can.consent && (
        <details>
          <summary>{w.helperAdd}</summary>
          <Form
            view={view}
            state={state}
            name="helper"
            action={`${base(props)}/helpers`}
            submit={words.mine.helperAdd}
            hidden={{ personId: person.id }}
            keyValue={`${props.keyValue}-h`}
            quiet
          >
            <Field {...field} name="who" label={words.mine.helperName} hint={words.mine.helperNameHint} required />
            <Field {...field} name="scopeText" label={words.mine.helperScope} optional />
            <Field {...field} name="endsOn" type="date" label={words.mine.helperUntil} optional />
          </Form>
        </details>
      )}
    </Block>
  );
}

/** Whether and how a person can sign in. */
export function Account(props: PersonRecord): VNode {
  const { view, state, account, person, can } = props;
  const w = wordsOf(view).desk;
  const field = { view, state, form: 'account', required: true } as const;
  return (
    <Block title={w.account}>
      <p>{account === 'none' ? w.accountNo : w.accountYes}</p>
      {can.admin && account !== 'credentials' && (
        <details>
          <summary>{w.accountOpen}</summary>
          <Form
            view={view}
            state={state}
            name="account"
            action={`${base(props)}/account`}
            submit={w.accountGo}
            hidden={{ personId: person.id }}
            keyValue={`${props.keyValue}-a`}
            quiet
          >
            <Field {...field} name="username" label={w.accountUser} autocomplete="off" />
            <Field
              {...field}
              name="password"
              type="password"
              label={w.accountPassword}
              hint={w.accountPasswordHint}
              autocomplete="new-password"
            />
          </Form>
        </details>
      )}
      {can.admin && account !== 'none' && (
        <ConfirmForm
          view={view}
          action={`${base(props)}/second`}
          label={w.resetSecond}
          hidden={{ personId: person.id }}
          reason={{ hint: w.resetSecondHint, required: true }}
        />
      )}
    </Block>
  );
}

/** Erasing at the person's own request. */
export function Erase(props: PersonRecord): VNode | null {
  const { view, state, person, can } = props;
  const words = wordsOf(view);
  if (!can.admin) return null;
  return (
    <details>
      <summary>{words.desk.erase}</summary>
      <Form
        view={view}
        state={state}
        name="erase"
        action={`${base(props)}/erase`}
        submit={words.desk.eraseGo}
        hidden={{ personId: person.id }}
        keyValue={`${props.keyValue}-e`}
        quiet
      >
        <p>{words.desk.eraseHint}</p>
        <Field view={view} state={state} form="erase" name="reason" label={words.desk.eraseReason} optional />
        <Field
          view={view}
          state={state}
          form="erase"
          name="confirm"
          type="check"
          label={words.mine.eraseConfirm}
          required
        />
      </Form>
    </details>
  );
}
