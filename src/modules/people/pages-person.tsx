import type { ComponentChildren, VNode } from 'preact';
import { pick } from '#kernel/words';
import { Day } from '#ui/day';
import { ActLink, ConfirmForm, Field, Form, Name } from '#ui/form';
import { Page } from '#ui/page';
import { Block, Facts, Lines, Pair, RecordHead } from '#ui/record';
import { Refused } from '#ui/refusal';
import { deskRoot, type View } from '#ui/view';
import { en } from './en.ts';
import { roleName } from './pages-parts.tsx';
import { Account, base, Cards, Consents, Erase, Helpers, type PersonRecord } from './pages-person-parts.tsx';
import { openReasons, type SensitiveFacts } from './schema.ts';
import { zh } from './zh.ts';

function wordsOf(view: View) {
  return pick(view.lang, { zh, en });
}

function Contact(props: PersonRecord): VNode {
  const { view, person, phone } = props;
  const words = wordsOf(view);
  const w = words.desk;
  const open = person.hasPhone && phone === null;
  return (
    <Block title={w.contactTitle}>
      <p>{words.contacts[person.preferredContact]}</p>
      {phone !== null && (
        <p>
          <a href={`tel:${phone}`}>{phone}</a>
        </p>
      )}
      {!person.hasPhone && <p class="muted">{w.contactNone}</p>}
      {open && props.can.correct && (
        <p class="bar">
          <ActLink href={`${base(props)}?contact=1`} icon="phone">
            {w.contactOpen}
          </ActLink>
        </p>
      )}
    </Block>
  );
}

function SensitiveFields(props: PersonRecord & { readonly facts: SensitiveFacts }): VNode {
  const { view, state, facts } = props;
  const w = wordsOf(view).desk;
  const field = { view, state, form: 'keep' } as const;
  return (
    <Form
      view={view}
      state={state}
      name="keep"
      action={`${base(props)}/sensitive`}
      submit={w.keep}
      keyValue={props.keyValue}
      quiet
    >
      <Field {...field} name="health" type="area" rows={2} label={w.health} value={facts.health} optional />
      <Field {...field} name="hardship" type="area" rows={2} label={w.hardship} value={facts.hardship} optional />
      <Field {...field} name="idNumber" label={w.idNumber} value={facts.idNumber} autocomplete="off" optional />
      <Field {...field} name="note" type="area" rows={2} label={w.note} value={facts.note} optional />
    </Form>
  );
}

function Sensitive(props: PersonRecord): VNode | null {
  const { view, state, person, sensitive, can } = props;
  const words = wordsOf(view);
  const w = words.desk;
  if (!can.sensitive) return null;
  if (sensitive !== null)
    return (
      <Block title={w.sensitive} aside={w.sensitiveHint}>
        <SensitiveFields {...props} facts={sensitive} />
      </Block>
    );
  return (
    <Block title={w.sensitive} aside={w.sensitiveHint}>
      <p>{person.hasSensitive ? w.sensitiveHas : w.sensitiveNone}</p>
      <Form
        view={view}
        state={state}
        name="open"
        action={`${base(props)}/open`}
        submit={w.open}
        keyValue={`${props.keyValue}-o`}
        quiet
      >
        <Field
          view={view}
          state={state}
          form="open"
          name="reason"
          type="select"
          label={w.openReason}
          options={openReasons.map((value) => ({ value, label: words.openReasons[value] }))}
          required
        />
      </Form>
    </Block>
  );
}

function Mandates(props: PersonRecord): VNode {
  const { view, mandates, person, can } = props;
  const words = wordsOf(view);
  const w = words.desk;
  return (
    <Block title={w.mandates}>
      {mandates.length === 0 && <p class="muted">{w.mandatesNone}</p>}
      <Lines
        items={mandates.map((one) => ({
          key: one.id,
          what: roleName(view, one.role),
          note: (
            <>
              {w.states[one.state]} · <Day view={view} date={one.startsOn} full />
              {one.endsOn !== null && (
                <>
                  {' – '}
                  <Day view={view} date={one.endsOn} full />
                </>
              )}
              {one.endedReason !== null && ` · ${one.endedReason}`}
            </>
          ),
          value:
            can.admin && one.state !== 'ended' ? (
              <ConfirmForm
                view={view}
                action={`${base(props)}/mandates/end`}
                label={w.end}
                hidden={{ mandateId: one.id }}
                reason={{ label: w.endReason, required: true }}
              />
            ) : undefined,
        }))}
      />
      {can.admin && (
        <p class="bar">
          <ActLink href={`${deskRoot(view)}/mandates/new?person=${person.id}`} icon="plus">
            {w.grant}
          </ActLink>
        </p>
      )}
    </Block>
  );
}

function known(props: PersonRecord): { term: ComponentChildren; value: ComponentChildren }[] {
  const { view, person, placeName, household } = props;
  const words = wordsOf(view);
  const w = words.desk;
  return [
    ...(placeName === null ? [] : [{ term: w.place, value: placeName }]),
    ...(household === null
      ? []
      : [
          {
            term: w.household,
            value: <Name href={`${deskRoot(view)}/households/${household.id}`}>{household.name}</Name>,
          },
        ]),
    ...(person.birthYear === null ? [] : [{ term: w.birth, value: person.birthYear }]),
    { term: words.desk.shown, value: person.alias ?? words.displays[person.display] },
    { term: w.since, value: <Day view={view} date={person.createdAt} full /> },
    ...(person.servedAt === null ? [] : [{ term: w.served, value: <Day view={view} date={person.servedAt} full /> }]),
  ];
}

/** The record of a person at the desk. */
export function PersonPage(props: PersonRecord): VNode {
  const { view, person, slug, can } = props;
  const words = wordsOf(view);
  const w = words.desk;
  const erased = person.erasedAt !== null;
  const title = erased ? words.gone : person.name;
  const next = (
    <>
      <ConfirmForm
        view={view}
        action={`/me/${slug}/act-for`}
        label={w.actFor}
        hidden={{ personId: person.id, as: 'worker' }}
        kind="main"
      />
      {can.correct && (
        <ActLink href={`${base(props)}/facts`} icon="edit">
          {w.correct}
        </ActLink>
      )}
      {can.correct && !erased && (
        <ActLink href={`${deskRoot(view)}/invitations/new?person=${person.id}`} icon="join">
          {w.invite}
        </ActLink>
      )}
    </>
  );
  const side = (
    <>
      <Facts items={known(props)} />
      {!erased && <Contact {...props} />}
      {!erased && <Account {...props} />}
    </>
  );
  return (
    <Page view={view} title={title} area="desk" section="people">
      <Refused state={props.state} buttons={['issue', 'revoke', 'mandate-end', 'helper-end', 'second']} />
      <RecordHead
        kind={w.record}
        title={title}
        state={erased ? w.erasedState : person.formerResident ? w.former : w.resident}
        {...(erased || !can.consent ? {} : { next })}
      />
      <Pair side={side}>
        <Mandates {...props} can={erased ? { ...can, admin: false } : can} />
        {!erased && (
          <>
            <Sensitive {...props} />
            <Consents {...props} />
            <Helpers {...props} />
            <Cards {...props} />
            <Erase {...props} />
          </>
        )}
      </Pair>
    </Page>
  );
}
