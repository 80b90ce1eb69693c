import type { VNode } from 'preact';
import { formatDate, localDate } from '#kernel/dates';
import { ActLink, Field, type FieldOption, FieldRow, Form, type FormState } from '#ui/form';
import { Page } from '#ui/page';
import { Block, Empty, Lines, PageHead, Pair } from '#ui/record';
import { Act, Refused } from '#ui/refusal';
import { deskRoot, meRoot, type View } from '#ui/view';
import { wordsOf } from './pages-parts.tsx';
import { OfferActs, ReferralLines } from './pages-way.tsx';
import { duties, type Handover, type Referral, type RouteRule, type Share } from './schema.ts';

/** What waits, what is out, and the rules. */
export function DispatchPage(props: {
  readonly view: View;
  readonly keyValue: string;
  readonly state: FormState | undefined;
  readonly me: string;
  readonly names: ReadonlyMap<string, string>;
  readonly numbers: ReadonlyMap<string, string>;
  /** Beginnings of what was said. */
  readonly headlines: ReadonlyMap<string, string>;
  readonly offers: readonly Handover[];
  readonly out: readonly Referral[];
  readonly rules: readonly (RouteRule & { readonly what: string })[];
  readonly classes: readonly FieldOption[];
  readonly places: readonly FieldOption[];
  readonly mayRule: boolean;
}): VNode {
  const { view, keyValue, numbers } = props;
  const w = wordsOf(view);
  const t = w.list;
  const root = deskRoot(view);
  const way = (id: string): VNode => (
    <a href={`${root}/matters/${id}/way`}>{props.headlines.get(id) ?? numbers.get(id) ?? ''}</a>
  );
  return (
    <Page view={view} title={t.title} area="desk" section="intake">
      <PageHead
        title={t.title}
        lede={t.lede}
        acts={
          <>
            <ActLink href={`${root}/matters`}>{t.matters}</ActLink>
            <ActLink href={`${root}/duties`}>{t.duties}</ActLink>
            <ActLink href={`${root}/mediations`}>{w.doors.mediation}</ActLink>
          </>
        }
      />
      <Refused state={props.state} except={['rule']} />
      <Pair side={<Rules {...props} />}>
        <Block title={t.waiting} id="waiting">
          <Waiting {...props} way={way} />
        </Block>
        <Block title={t.out} id="out">
          {props.out.length === 0 ? (
            <p class="muted">{t.noOut}</p>
          ) : (
            <ReferralLines
              view={view}
              keyValue={keyValue}
              referrals={props.out.map((one) => ({
                ...one,
                what: way(one.matterId),
                number: numbers.get(one.matterId) ?? '',
              }))}
            />
          )}
        </Block>
      </Pair>
    </Page>
  );
}

/** What waits for a colleague to say yes. */
function Waiting(props: Parameters<typeof DispatchPage>[0] & { readonly way: (matterId: string) => VNode }): VNode {
  const { view, keyValue, names, numbers, way } = props;
  const t = wordsOf(view).list;
  if (props.offers.length === 0) return <p class="muted">{t.noWaiting}</p>;
  return (
    <Lines
      items={props.offers.map((one) => ({
        key: one.id,
        what: way(one.matterId),
        note: [
          numbers.get(one.matterId) ?? '',
          t.fromTo(names.get(one.fromId ?? '') ?? '', names.get(one.toId) ?? ''),
          one.reason,
        ].join(' · '),
        value: formatDate(localDate(one.at), view.lang),
        acts: <OfferActs view={view} keyValue={keyValue} offer={one} me={props.me} />,
      }))}
    />
  );
}

function Rules(props: Parameters<typeof DispatchPage>[0]): VNode {
  const { view, state, keyValue } = props;
  const w = wordsOf(view);
  const t = w.list;
  const shared = { view, state, form: 'rule' };
  return (
    <Block title={t.rules} id="rules">
      {props.rules.length === 0 && <p class="muted">{t.noRules}</p>}
      <Lines
        items={props.rules.map((rule) => ({
          key: rule.id,
          what: rule.what,
          note: rule.note,
          value: w.duties[rule.duty],
          ...(props.mayRule
            ? {
                acts: (
                  <Act
                    view={view}
                    action={`${deskRoot(view)}/routes/${rule.id}/end`}
                    name="end-rule"
                    label={t.endRule}
                    kind="word"
                    keyValue={keyValue}
                    reason={{ required: true }}
                  />
                ),
              }
            : {}),
        }))}
      />
      {props.mayRule && (
        <Form
          view={view}
          state={state}
          name="rule"
          action={`${deskRoot(view)}/dispatch`}
          submit={t.addAct}
          keyValue={`${keyValue}-rule`}
          quiet
        >
          <FieldRow>
            <Field {...shared} name="class_code" label={t.class} type="select" options={props.classes} optional />
            <Field {...shared} name="place" label={t.place} type="select" options={props.places} optional />
          </FieldRow>
          <Field
            {...shared}
            name="duty"
            label={t.duty}
            type="select"
            options={duties.map((duty) => ({ value: duty, label: w.duties[duty] }))}
            required
          />
          <Field {...shared} name="note" label={t.note} optional />
        </Form>
      )}
    </Block>
  );
}

/** What a unit works on together with the community: its part, who owns it, how far it is; no name of a speaker. */
export function SharedPage(props: {
  readonly view: View;
  readonly keyValue: string;
  readonly state: FormState | undefined;
  readonly cases: readonly (Share & {
    readonly number: string;
    readonly className: string;
    readonly owner: string;
    readonly stateName: string;
    readonly unit: string;
  })[];
}): VNode {
  const { view, keyValue } = props;
  const t = wordsOf(view).mine;
  const own = meRoot(view);
  return (
    <Page view={view} title={t.title} area="me" section="me">
      <PageHead title={t.title} lede={t.lede} />
      <Refused state={props.state} />
      {props.cases.length === 0 ? (
        <Empty title={t.none} acts={<ActLink href={`${own}/units`}>{t.units}</ActLink>}>
          {t.noneWhy}
        </Empty>
      ) : (
        <Lines
          items={props.cases.map((one) => ({
            key: `${one.matterId}${one.organisationId}`,
            what: `${one.number} · ${one.task}`,
            note: [
              one.unit,
              one.className,
              t.owner(one.owner),
              one.stateName,
              one.result,
              t.since(formatDate(localDate(one.at), view.lang)),
            ]
              .filter((part) => part !== '')
              .join(' · '),
            value: one.endedOn === null ? '' : formatDate(one.endedOn, view.lang),
            ...(one.endedOn === null
              ? {
                  acts: (
                    <Act
                      view={view}
                      action={`${own}/shared/${one.matterId}/done`}
                      name="done"
                      label={t.done}
                      keyValue={`${keyValue}-${one.organisationId.slice(-6)}`}
                      hidden={{ organisation: one.organisationId }}
                      reason={{ name: 'result', label: wordsOf(view).way.partResult, required: true }}
                    />
                  ),
                }
              : {}),
          }))}
        />
      )}
    </Page>
  );
}
