import type { VNode } from 'preact';
import { areaOptions } from '#modules/bodies';
import { ConfirmForm, Field, FieldRow, Fold, Form } from '#ui/form';
import { Block } from '#ui/record';
import { Act } from '#ui/refusal';
import { presentOptions } from './pages-item.tsx';
import { Followups, wordsOf } from './pages-parts.tsx';
import { here, type Table } from './pages-table.tsx';
import { openItem } from './rules.ts';
import type { Followup } from './schema.ts';

/** What the reader may do with this meeting. */
export interface Rights {
  readonly run: boolean;
  readonly approve: boolean;
  readonly self: string;
}

/** Writing down who does what until when. */
function PromiseForm(props: Table): VNode {
  const { view, of, state, keyValue } = props;
  const w = wordsOf(view).desk;
  const common = { view, state, form: 'promise' };
  return (
    <Fold
      title={w.promise}
      state={state?.form === 'promise' ? state : undefined}
      fields={['title', 'owner', 'dueOn', '']}
    >
      <Form
        {...{
          view,
          state,
          keyValue,
          name: 'promise',
          action: `${here(props)}/promise`,
          submit: w.promiseSave,
          quiet: true,
        }}
        hidden={{ itemId: openItem(of.items)?.id ?? '' }}
      >
        <Field {...{ ...common, name: 'title', label: w.promiseTitle, required: true }} />
        <Field
          {...{ ...common, name: 'area', label: w.promiseArea, hint: w.promiseAreaHint, type: 'select' }}
          options={[{ value: 'errand', label: w.errand }, ...areaOptions(view.lang)]}
        />
        <FieldRow>
          <Field
            {...{ ...common, name: 'owner', label: w.owner, type: 'select', required: true }}
            options={presentOptions(props)}
          />
          <Field {...{ ...common, name: 'dueOn', label: w.due, type: 'date', required: true, short: true }} />
        </FieldRow>
      </Form>
    </Fold>
  );
}

function ReportForm(props: Table & { readonly one: Followup }): VNode {
  const { view, one, keyValue } = props;
  const w = wordsOf(view).desk;
  return (
    <ConfirmForm
      {...{ view, keyValue: `${keyValue}${one.id.slice(-6)}`, name: 'report', label: w.reportSave, kind: 'word' }}
      action={`${here(props)}/report`}
      hidden={{ followupId: one.id }}
      reason={{ name: 'report', label: w.report, required: true }}
    >
      <Field {...{ view, form: `report-${one.id}`, name: 'dropped', label: w.dropped, type: 'check' }} />
    </ConfirmForm>
  );
}

/** Minutes after the meeting: a draft from what happened, saved, then approved by another. */
export function MinutesPart(props: Table & { readonly rights: Rights; readonly draft: string }): VNode {
  const { view, of, state, keyValue, rights, draft } = props;
  const w = wordsOf(view).desk;
  const { meeting } = of;
  const written = meeting.minutes !== '';
  return (
    <Block title={w.minutes} id="minutes">
      {rights.run && (
        <>
          <p>{w.minutesLede}</p>
          <Form
            {...{
              view,
              state,
              keyValue,
              name: 'minutes',
              action: `${here(props)}/minutes`,
              submit: w.minutesSave,
              quiet: true,
            }}
          >
            <Field
              {...{
                view,
                state,
                form: 'minutes',
                name: 'minutes',
                label: w.minutesText,
                type: 'area',
                rows: 16,
                required: true,
              }}
              value={written ? meeting.minutes : draft}
            />
          </Form>
        </>
      )}
      {!rights.run && written && meeting.minutes.split('\n').map((line, at) => <p key={`${at}`}>{line}</p>)}
      {written && rights.approve && meeting.minutesBy !== rights.self && (
        <>
          <p>{w.approveLede}</p>
          <Act
            {...{ view, keyValue: `${keyValue}a`, name: 'approve', label: w.approve }}
            action={`${here(props)}/approve`}
            kind="main"
          />
        </>
      )}
      {written && meeting.minutesBy === rights.self && <p class="muted">{w.approveWait}</p>}
    </Block>
  );
}

/** What was promised here, reported or noted anew; and what is still open from before. */
export function Promised(props: Table & { readonly rights: Rights }): VNode {
  const { view, of, rights } = props;
  const words = wordsOf(view);
  const { state } = of.meeting;
  const act = rights.run ? (one: Followup) => one.state === 'open' && <ReportForm {...props} one={one} /> : undefined;
  return (
    <>
      <Block title={words.page.followups} id="followups">
        {of.followups.length === 0 ? (
          <p>{words.page.noFollowups}</p>
        ) : (
          <Followups view={view} of={of} all={of.followups} {...(act === undefined ? {} : { act })} />
        )}
        {rights.run && (state === 'open' || state === 'ended') && <PromiseForm {...props} />}
      </Block>
      {of.before.length > 0 && (
        <Block title={words.page.before}>
          <Followups view={view} of={of} all={of.before} />
        </Block>
      )}
    </>
  );
}
