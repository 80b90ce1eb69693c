import type { VNode } from 'preact';
import type { Fitting } from '#algorithms/match-score';
import { groupDigits } from '#kernel/numbers';
import type { Need } from '#modules/needs';
import type { Resource } from '#modules/resources';
import { ActLink, ConfirmForm, Field, type FormState, Name } from '#ui/form';
import { Page } from '#ui/page';
import { Block, Empty, Lines, PageHead } from '#ui/record';
import { deskRoot, type View } from '#ui/view';
import { ProposalActs } from './pages-acts.tsx';
import { inShort, LeftOutList, Reasons, Refusal, wordsOf } from './pages-parts.tsx';
import type { Answer, MatchedNeed, MatchedResource } from './queries.ts';
import type { Proposal } from './queries-proposals.ts';
import type { Standing as RatedResource } from './queries-ratings.ts';
import type { Standing } from './rules.ts';

interface PairButtonsProps {
  readonly view: View;
  readonly action: string;
  readonly keyValue: string;
  readonly need: Need;
  readonly resource: Resource;
  readonly most: bigint;
}

/** Asking both, and where the thing lies at the desk, giving it in one tap. */
function PairButtons(props: PairButtonsProps): VNode {
  const { view, need, resource } = props;
  const t = wordsOf(view).acts;
  const tail = `${need.id.slice(-4)}${resource.id.slice(-4)}`;
  const hidden = { need: need.id, resource: resource.id };
  const counter = (resource.kind === 'goods' || resource.kind === 'loan') && !resource.keptByOwner && !need.homeVisit;
  const form = `propose-${tail}`;
  return (
    <div class="bar">
      {counter && (
        <ConfirmForm
          view={view}
          name="across"
          action={`${props.action}/across`}
          label={resource.kind === 'loan' ? t.acrossLoan : t.across}
          keyValue={`${props.keyValue}x${tail}`}
          hidden={hidden}
        />
      )}
      <ConfirmForm
        view={view}
        name="propose"
        action={`${props.action}/propose`}
        label={t.propose}
        keyValue={`${props.keyValue}p${tail}`}
        hidden={hidden}
      >
        <Field
          view={view}
          form={form}
          name="quantity"
          label={t.quantity}
          hint={t.quantityHint(groupDigits(props.most), need.unit)}
          type="number"
          optional
        />
        <Field view={view} form={form} name="meets_on" label={t.meetsOn} type="date" />
        {resource.kind === 'room' && (
          <>
            <Field view={view} form={form} name="meets_from" label={t.meetsFrom} hint={t.timeHint} short />
            <Field view={view} form={form} name="meets_until" label={t.meetsUntil} hint={t.timeHint} short />
          </>
        )}
      </ConfirmForm>
    </div>
  );
}

/** The desk's page of what could meet a need. */
export interface NeedMatchesProps {
  readonly view: View;
  readonly state: FormState | undefined;
  readonly keyValue: string;
  readonly need: Need;
  readonly answer: Answer<MatchedResource, Resource>;
  readonly owners: ReadonlyMap<string, string>;
  /** How those who got it rated each resource, in words. */
  readonly rated: ReadonlyMap<string, RatedResource>;
  readonly current: readonly { readonly one: Proposal; readonly who: Standing }[];
}

function ratedText(view: View, rated: RatedResource | undefined): string {
  if (rated === undefined) return '';
  const whole = Math.trunc(rated.tenths / 10);
  return wordsOf(view).record.rated(`${whole}.${rated.tenths % 10}`, rated.count);
}

/** One fitting pair of a ranking: what it is, why in short and in full, and what can be done. */
function FitLine(props: {
  readonly view: View;
  readonly fit: Fitting;
  readonly href: string;
  readonly title: string;
  readonly note: string;
  readonly buttons: VNode;
}): VNode {
  const { view, fit } = props;
  const w = wordsOf(view);
  return (
    <li class="with-acts">
      <div>
        <a href={props.href}>{props.title}</a>
        <small>{[props.note, inShort(view, fit.parts)].filter((part) => part !== '').join(' · ')}</small>
        <details>
          <summary>{w.record.why}</summary>
          <Reasons view={view} parts={fit.parts} />
        </details>
      </div>
      <span class="num">{w.total(fit.score)}</span>
      {props.buttons}
    </li>
  );
}

/** What is proposed already, with the buttons of its next step. */
function Current(props: Pick<NeedMatchesProps, 'view' | 'keyValue' | 'current'>): VNode | null {
  const { view } = props;
  const w = wordsOf(view);
  if (props.current.length === 0) return null;
  return (
    <Block title={w.need.current} id="current">
      <Lines
        items={props.current.map(({ one, who }) => ({
          key: one.id,
          what: (
            <Name href={`${deskRoot(view)}/matches/${one.id}`}>{w.list.pair(one.resourceTitle, one.needTitle)}</Name>
          ),
          acts: (
            <ProposalActs
              view={view}
              root={`${deskRoot(view)}/matches/${one.id}`}
              keyValue={props.keyValue}
              one={one}
              who={who}
            />
          ),
          value: w.states[one.state],
        }))}
      />
    </Block>
  );
}

/** No resource fits: ask for one, or plan a project. */
function NothingFits(props: { readonly view: View; readonly needId: string }): VNode {
  const t = wordsOf(props.view).need;
  const root = deskRoot(props.view);
  return (
    <Empty
      title={t.noneTitle}
      acts={
        <>
          <ActLink href={`${root}/projects/new?need=${props.needId}`}>{t.toProject}</ActLink>
          <ActLink href={`${root}/resources/new`} icon="plus">
            {t.offer}
          </ActLink>
        </>
      }
    >
      {t.none}
    </Empty>
  );
}

/** Which resources could meet a need, ranked with reasons; the others folded below, each with its reason (F015). */
export function NeedMatchesPage(props: NeedMatchesProps): VNode {
  const { view, need, answer } = props;
  const w = wordsOf(view);
  const t = w.need;
  const root = deskRoot(view);
  const rest = need.quantity - need.metQuantity;
  return (
    <Page view={view} title={t.title(need.number ?? '')} area="desk" section="needs">
      <PageHead
        title={t.title(need.number ?? '')}
        lede={`${need.title} · ${t.missing(groupDigits(rest), need.unit)}`}
        acts={<ActLink href={`${root}/needs/${need.id}`}>{t.back}</ActLink>}
      />
      <Refusal state={props.state} />
      <Current {...props} />
      <Block title={t.ranked} id="ranked" voice>
        {answer.ranked.length === 0 ? (
          <NothingFits view={view} needId={need.id} />
        ) : (
          <ol class="lines">
            {answer.ranked.map((fit) => (
              <FitLine
                key={fit.id}
                view={view}
                fit={fit}
                href={`${root}/resources/${fit.id}`}
                title={fit.resource.title}
                note={[props.owners.get(fit.id) ?? '', ratedText(view, props.rated.get(fit.id))]
                  .filter((part) => part !== '')
                  .join(' · ')}
                buttons={
                  <PairButtons
                    view={view}
                    action={`${root}/needs/${need.id}/matches`}
                    keyValue={props.keyValue}
                    need={need}
                    resource={fit.resource}
                    most={fit.most}
                  />
                }
              />
            ))}
          </ol>
        )}
      </Block>
      <LeftOutList
        view={view}
        summary={t.excluded(answer.excluded.length)}
        items={answer.excluded.map((out) => ({
          id: out.id,
          href: `${root}/resources/${out.id}`,
          title: out.thing.title,
          reason: out.reason,
        }))}
      />
    </Page>
  );
}

/** The other way round: which needs a resource could meet. */
export function ResourceMatchesPage(props: {
  readonly view: View;
  readonly state: FormState | undefined;
  readonly keyValue: string;
  readonly resource: Resource;
  readonly answer: Answer<MatchedNeed, Need>;
  readonly current: readonly { readonly one: Proposal; readonly who: Standing }[];
}): VNode {
  const { view, resource, answer } = props;
  const w = wordsOf(view);
  const t = w.resource;
  const root = deskRoot(view);
  return (
    <Page view={view} title={t.title(resource.title)} area="desk" section="resources">
      <PageHead
        title={t.title(resource.title)}
        acts={<ActLink href={`${root}/resources/${resource.id}`}>{t.back}</ActLink>}
      />
      <Refusal state={props.state} />
      <Current {...props} />
      <Block title={t.ranked} id="ranked" voice>
        {answer.ranked.length === 0 ? (
          <Empty title={t.noneTitle} acts={<ActLink href={`${root}/needs`}>{w.list.needs}</ActLink>}>
            {t.none}
          </Empty>
        ) : (
          <ol class="lines">
            {answer.ranked.map((fit) => (
              <FitLine
                key={fit.id}
                view={view}
                fit={fit}
                href={`${root}/needs/${fit.id}`}
                title={fit.need.title}
                note={fit.need.number ?? ''}
                buttons={
                  <PairButtons
                    view={view}
                    action={`${root}/resources/${resource.id}/matches`}
                    keyValue={props.keyValue}
                    need={fit.need}
                    resource={resource}
                    most={fit.most}
                  />
                }
              />
            ))}
          </ol>
        )}
      </Block>
      <LeftOutList
        view={view}
        summary={t.excluded(answer.excluded.length)}
        items={answer.excluded.map((out) => ({
          id: out.id,
          href: `${root}/needs/${out.id}`,
          title: out.thing.title,
          reason: out.reason,
        }))}
      />
    </Page>
  );
}
