import type { VNode } from 'preact';
import { pick } from '#kernel/words';
import { Day } from '#ui/day';
import { ActLink, Field, Form, type FormState, Name, Note } from '#ui/form';
import { Page } from '#ui/page';
import { Block, Facts, Lines, PageHead, Pair, RecordHead } from '#ui/record';
import { Act, Refused } from '#ui/refusal';
import { Thread } from '#ui/thread';
import { deskRoot, spaceRoot, type View } from '#ui/view';
import { en } from './en.ts';
import type { NeedProps } from './pages.tsx';
import { Check } from './pages-check.tsx';
import { GroupsBlock, type GroupsKept } from './pages-groups.tsx';
import { amountText, needThread, statement, timesText } from './pages-parts.tsx';
import { isLive, refusal } from './rules.ts';
import { zh } from './zh.ts';

/** What the desk's page of a need is given beside what the public sees. */
export interface DeskNeedProps extends NeedProps {
  /** Who stands behind it: matters by number, persons by name. */
  readonly behind: readonly { readonly matterId: string | null; readonly number: string; readonly name: string }[];
  readonly person: { readonly id: string; readonly name: string } | null;
  readonly place: string;
  /** Answers that stand for pieces that look like personal data. */
  readonly answered: ReadonlyMap<string, { readonly answer: string; readonly reason: string }>;
  /** What fits it best of all there is, at once. */
  readonly fits: readonly { readonly id: string; readonly title: string }[];
  readonly groups: GroupsKept;
  readonly mayKeep: boolean;
}

/** A need at the desk: check it, find help for it, put it right. */
export function DeskNeedPage(props: DeskNeedProps): VNode {
  const { view, need } = props;
  const w = pick(view.lang, { zh, en });
  const t = w.record;
  return (
    <Page view={view} title={need.title} area="desk" section="needs">
      <RecordHead
        kind={need.number === null ? t.draftKind : t.deskKind(need.number)}
        title={need.title}
        state={statement(view, need)}
        lede={need.summary}
        next={<Next {...props} />}
      />
      <Refused state={props.state} except={['check', 'groups']} />
      {need.flagged && (
        <Note tone="wait">
          {t.flagged} <ActLink href={`${deskRoot(view)}/projects/new?need=${need.id}`}>{t.flaggedAct}</ActLink>
        </Note>
      )}
      <Again {...props} />
      <Pair side={<Side {...props} />}>
        {need.state === 'draft' && <Check {...props} />}
        {need.crux !== '' && (
          <Block title={t.cruxTitle}>
            <p>{need.crux}</p>
          </Block>
        )}
        <Fits {...props} />
        <Behind {...props} />
        {isLive(need.state) && <GroupsBlock {...props} needId={need.id} personId={need.personId} kept={props.groups} />}
        <Block title={t.story}>
          <Thread view={view} steps={needThread(view, props.events, props.links, props.names, [])} />
        </Block>
      </Pair>
    </Page>
  );
}

/** A need that was met and is not: what was finished stays finished, and the ways on stand here together. */
function Again(props: DeskNeedProps): VNode | null {
  const { view, need } = props;
  const t = pick(view.lang, { zh, en }).desk.again;
  const waits = need.state === 'open' || need.state === 'part_met';
  if (!waits || !props.events.some((event) => event.step === 'met')) return null;
  const root = deskRoot(view);
  const done = props.links.filter((link) => link.kind === 'project' && link.title !== '').at(-1);
  return (
    <Note tone="wait">
      <p>
        <b>{t.why}</b> {t.how}
      </p>
      <ul>
        <li>
          <a href={`${root}/needs/${need.id}/edit`}>{t.edit}</a>
        </li>
        <li>
          <a href={`${root}/needs/${need.id}/matches`}>{t.match}</a>
        </li>
        <li>
          <a href={`${root}/projects/new?need=${need.id}`}>{t.project}</a>
          {done?.href != null && (
            <>
              {' '}
              <a href={done.href}>{t.done(done.title)}</a>
            </>
          )}
        </li>
      </ul>
    </Note>
  );
}

function Next(props: DeskNeedProps): VNode | null {
  const { view, need } = props;
  const t = pick(view.lang, { zh, en }).desk;
  const root = deskRoot(view);
  if (need.state === 'draft') return null;
  if (!isLive(need.state))
    return (
      <>
        {need.state === 'met' && (
          <ActLink href={`${root}/invitations/new?need=${need.id}`} kind="line" icon="join">
            {t.invite}
          </ActLink>
        )}
        <ActLink href={`${spaceRoot(view)}/needs/${need.id}`}>{pick(view.lang, { zh, en }).record.public}</ActLink>
      </>
    );
  return (
    <>
      {(need.state === 'open' || need.state === 'part_met') && (
        <ActLink href={`${root}/needs/${need.id}/matches`} kind="main" icon="search" shortcut="m">
          {t.match}
        </ActLink>
      )}
      <ActLink href={`${root}/projects/new?need=${need.id}`} kind="line" icon="go">
        {t.project}
      </ActLink>
      {props.stale && (
        <Act
          view={view}
          action={`${root}/needs/${need.id}/confirm`}
          name="confirm"
          label={t.confirm}
          keyValue={props.keyValue}
          icon="check"
        />
      )}
      <ActLink href={`${spaceRoot(view)}/needs/${need.id}`}>{pick(view.lang, { zh, en }).record.public}</ActLink>
    </>
  );
}

/** What could meet it, best first; the whole ranking with its reasons is one tap away. */
function Fits(props: DeskNeedProps): VNode | null {
  const { view, need } = props;
  const t = pick(view.lang, { zh, en }).desk;
  const root = deskRoot(view);
  if (props.fits.length === 0) return null;
  return (
    <Block title={t.fits}>
      <Lines
        items={props.fits.map((one) => ({
          key: one.id,
          what: <Name href={`${root}/resources/${one.id}`}>{one.title}</Name>,
        }))}
      />
      {need.number !== null && (
        <p class="bar">
          <ActLink href={`${root}/needs/${need.id}/matches`}>{t.fitsAll}</ActLink>
        </p>
      )}
    </Block>
  );
}

function Behind(props: DeskNeedProps): VNode {
  const { view } = props;
  const t = pick(view.lang, { zh, en }).desk;
  const root = deskRoot(view);
  return (
    <Block title={t.behind} aside={pick(view.lang, { zh, en }).record.voices(props.need.voices)}>
      <Lines
        items={props.behind.map((voice, at) => ({
          key: voice.matterId ?? `${at}`,
          what:
            voice.matterId === null ? (
              t.behindPerson
            ) : (
              <Name href={`${root}/matters/${voice.matterId}`}>{t.behindMatter(voice.number)}</Name>
            ),
          note: voice.name,
        }))}
      />
    </Block>
  );
}

function Side(props: DeskNeedProps): VNode {
  const { view, need } = props;
  const w = pick(view.lang, { zh, en });
  const t = w.record;
  const yes = (value: boolean) => (value ? w.desk.yes : w.desk.no);
  return (
    <>
      <Block title={t.facts}>
        <Facts
          items={[
            { term: t.class, value: props.className },
            {
              term: t.urgency,
              value:
                need.urgencyReason === ''
                  ? w.urgencies[need.urgency]
                  : `${w.urgencies[need.urgency]} · ${need.urgencyReason}`,
            },
            { term: t.quantity, value: amountText(view, need.quantity, need.unit) },
            { term: t.met, value: amountText(view, need.metQuantity, need.unit) },
            { term: t.estate, value: need.estate === '' ? w.list.whole : need.estate },
            { term: t.group, value: need.groupText },
            { term: t.age_group, value: need.ageGroup === 'any' ? '' : w.ageGroups[need.ageGroup] },
            { term: t.times, value: timesText(view, need) },
            ...(need.startsOn === null ? [] : [{ term: t.from, value: <Day view={view} date={need.startsOn} /> }]),
            ...(need.wantedUntil === null
              ? []
              : [{ term: t.until, value: <Day view={view} date={need.wantedUntil} /> }]),
            { term: t.age, value: w.days(need.age) },
          ].filter((item) => item.value !== '')}
        />
      </Block>
      <Block title={w.desk.private}>
        <Facts
          items={[
            {
              term: w.desk.person,
              value:
                props.person === null ? (
                  ''
                ) : (
                  <Name href={`${deskRoot(view)}/people/${props.person.id}`}>{props.person.name}</Name>
                ),
            },
            { term: w.desk.place, value: props.place },
            { term: w.desk.lowIncome, value: yes(need.lowIncome) },
            { term: w.desk.homeVisit, value: yes(need.homeVisit) },
          ].filter((item) => item.value !== '')}
        />
      </Block>
      {(['edit', 'visit', 'merge', 'split', 'withdraw'] as const).some(
        (deed) => refusal(deed, props.need.state) === null,
      ) && (
        <Block title={w.desk.more}>
          <div class="bar">
            <More {...props} />
          </div>
        </Block>
      )}
    </>
  );
}

function More(props: DeskNeedProps): VNode {
  const { view, need } = props;
  const t = pick(view.lang, { zh, en }).desk;
  const act = `${deskRoot(view)}/needs/${need.id}`;
  const shared = { view, keyValue: props.keyValue, kind: 'word' as const };
  const why = { label: t.reason, required: true };
  const fits = (deed: Parameters<typeof refusal>[0]) => refusal(deed, need.state) === null;
  return (
    <>
      {fits('edit') && (
        <ActLink href={`${act}/edit`} icon="edit" shortcut="e">
          {t.edit}
        </ActLink>
      )}
      {fits('visit') && (
        <Act {...shared} action={`${act}/visit`} name="visit" label={t.visit}>
          <Field view={view} form="visit" name="visit" label={t.visitNumber} short required />
          <Field
            view={view}
            form="visit"
            name="crux"
            label={pick(view.lang, { zh, en }).form.crux}
            type="area"
            rows={2}
            value={need.crux}
            required
          />
        </Act>
      )}
      {fits('merge') && need.state !== 'draft' && (
        <Act {...shared} action={`${act}/merge`} name="merge" label={t.merge} icon="merge" reason={why}>
          <Field view={view} form="merge" name="into" label={t.into} short required />
          <Field view={view} form="merge" name="add_quantity" label={t.addQuantity} type="check" />
        </Act>
      )}
      {fits('split') && need.divisible && (
        <Act {...shared} action={`${act}/split`} name="split" label={t.split}>
          <Field view={view} form="split" name="title" label={t.splitTitle} value={need.title} required />
          <Field
            view={view}
            form="split"
            name="quantity"
            label={t.splitQuantity}
            type="number"
            unit={need.unit}
            required
          />
        </Act>
      )}
      {fits('withdraw') && (
        <Act {...shared} action={`${act}/withdraw`} name="withdraw" label={t.withdraw} reason={why} />
      )}
    </>
  );
}

/** Joining a matter to a need, when the number given on the matter's page did not fit. */
export function JoinPage(props: {
  readonly view: View;
  readonly state: FormState | undefined;
  readonly keyValue: string;
  readonly matter: string;
}): VNode {
  const { view, state } = props;
  const t = pick(view.lang, { zh, en });
  return (
    <Page view={view} title={t.desk.merge} area="desk" section="intake">
      <PageHead
        title={t.steps.joined}
        acts={<ActLink href={`${deskRoot(view)}/matters/${props.matter}`}>{t.desk.behind}</ActLink>}
      />
      <Form
        view={view}
        state={state}
        name={state?.form ?? 'join-need'}
        action={`${deskRoot(view)}/needs/join`}
        submit={t.steps.joined}
        keyValue={props.keyValue}
        hidden={{ matter: props.matter }}
      >
        <Field
          view={view}
          state={state}
          form={state?.form ?? 'join-need'}
          name="need"
          label={t.desk.into}
          short
          required
        />
      </Form>
    </Page>
  );
}
