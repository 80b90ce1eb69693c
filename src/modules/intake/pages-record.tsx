import type { VNode } from 'preact';
import { pick } from '#kernel/words';
import type { Need } from '#modules/needs';
import { Day, Moment } from '#ui/day';
import { ActLink, Field, type FieldOption, type FormState, Name } from '#ui/form';
import { Page } from '#ui/page';
import { Block, Facts, Lines, Pair, RecordHead } from '#ui/record';
import { Act, Refused } from '#ui/refusal';
import { Thread } from '#ui/thread';
import { deskRoot, spaceRoot, type View } from '#ui/view';
import { en } from './en.ts';
import { SolveOnTheSpot } from './pages.tsx';
import { AnswerForm } from './pages-answer.tsx';
import { threadOf } from './pages-thread.tsx';
import { ClassLine, SimilarBlock } from './pages-understand.tsx';
import type { MatterRecord, Promised } from './queries-record.ts';
import type { SimilarMatter } from './queries-similar.ts';
import { isOpen, refusal } from './rules.ts';
import { zh } from './zh.ts';

/** What the desk's page of a matter is given. */
export interface MatterProps {
  readonly view: View;
  readonly keyValue: string;
  readonly state: FormState | undefined;
  readonly record: MatterRecord;
  /** Whether who spoke and how to reach them is for the reader. */
  readonly reach: boolean;
  /** Names as the office sees them. */
  readonly names: ReadonlyMap<string, string>;
  readonly className: string;
  /** The word of the class that was proposed, empty where none was. */
  readonly guessName: string;
  /** Matters that may be the same. */
  readonly similar: readonly SimilarMatter[];
  readonly place: string;
  readonly classes: readonly FieldOption[];
  readonly places: readonly FieldOption[];
  /** The need it stands behind. */
  readonly need: Need | null;
  /** What an answer can say has changed, and titles of what did. */
  readonly changes: readonly FieldOption[];
  readonly changed: ReadonlyMap<string, string>;
  /** The limit of its class, in words; empty where it has none or was answered. */
  readonly limit: string;
  /** Within how many days a promise usually is. */
  readonly usualDays: number;
  readonly headline: string;
}

/** A matter at the desk: the words, the story, the promise, and the one next step. */
export function MatterPage(props: MatterProps): VNode {
  const { view, record } = props;
  const { matter } = record;
  const w = pick(view.lang, { zh, en });
  const t = w.record;
  return (
    <Page view={view} title={matter.number} area="desk" section="intake">
      <RecordHead
        kind={t.kind(matter.number)}
        title={props.headline === '' ? t.wordsGone : props.headline}
        state={w.states[matter.state]}
        next={<Next {...props} />}
      />
      <Refused state={props.state} except={['answer']} />
      <Pair side={<Side {...props} />}>
        <Block title={t.words} id="words">
          {record.words === '' ? (
            <p class="muted">{t.wordsGone}</p>
          ) : (
            record.words.split('\n').map((line, at) => <p key={`${at}`}>{line}</p>)
          )}
          {record.files.map((file, at) => (
            <p key={file}>
              <Name href={`${deskRoot(view)}/matters/${matter.id}/photo/${file}`}>
                <img
                  class="photo"
                  src={`${deskRoot(view)}/matters/${matter.id}/photo/${file}?size=small`}
                  alt={t.photo(at + 1)}
                />
              </Name>
            </p>
          ))}
        </Block>
        <SimilarBlock {...props} matterId={matter.id} canJoin={refusal('join', matter.state) === null} />
        {record.promises.length > 0 && <Promises {...props} />}
        {refusal('answer', matter.state) === null && <AnswerForm {...props} />}
        <Block title={t.story}>
          <Thread view={view} steps={threadOf(view, record.steps, props.names, props.changed)} />
        </Block>
      </Pair>
    </Page>
  );
}

function Next(props: MatterProps): VNode {
  const { view, record, keyValue } = props;
  const { matter } = record;
  const t = pick(view.lang, { zh, en }).record;
  const act = `${deskRoot(view)}/matters/${matter.id}`;
  if (props.need !== null)
    return (
      <ActLink href={`${deskRoot(view)}/needs/${props.need.id}`} kind="main" icon="go">
        {t.openNeed}
      </ActLink>
    );
  if (record.joinedTo !== null)
    return (
      <ActLink href={`${deskRoot(view)}/matters/${record.joinedTo.id}`} kind="main" icon="go">
        {t.joinedTo(record.joinedTo.number)}
      </ActLink>
    );
  if (!isOpen(matter.state))
    return (
      <Act
        view={view}
        action={`${act}/reopen`}
        name="reopen"
        label={t.reopen}
        keyValue={keyValue}
        reason={{ required: true }}
        icon="undo"
      />
    );
  return (
    <>
      {matter.state === 'new' && (
        <Act
          view={view}
          action={`${act}/take`}
          name="take"
          label={t.take}
          keyValue={keyValue}
          kind="main"
          shortcut="t"
        />
      )}
      <ActLink
        href={`${deskRoot(view)}/needs/new?matter=${matter.id}`}
        kind={matter.state === 'new' ? 'line' : 'main'}
        icon="go"
        shortcut="m"
      >
        {t.makeNeed}
      </ActLink>
      <SolveOnTheSpot view={view} id={matter.id} keyValue={keyValue} from="record" />
    </>
  );
}

function Promises(props: MatterProps): VNode {
  const { view, record } = props;
  const w = pick(view.lang, { zh, en });
  return (
    <Block title={w.record.promises}>
      <Lines
        items={record.promises.map((promise) => ({
          key: promise.id,
          what: promise.text,
          note: <Day view={view} date={promise.dueOn} full />,
          value: standText(view, promise),
        }))}
      />
      {record.promises
        .filter((promise) => promise.stand === 'open' || promise.stand === 'overdue')
        .map((promise) => (
          <PromiseActs key={promise.id} {...props} promise={promise} />
        ))}
    </Block>
  );
}

function standText(view: View, promise: Promised): string {
  const w = pick(view.lang, { zh, en });
  const stand = w.stands[promise.stand];
  if (promise.days === 0) return stand;
  return `${stand} · ${promise.stand === 'overdue' ? w.overdueBy(promise.days) : w.daysLate(promise.days)}`;
}

function PromiseActs(props: MatterProps & { readonly promise: Promised }): VNode {
  const { view, promise } = props;
  const t = pick(view.lang, { zh, en }).record;
  const act = `${deskRoot(view)}/matters/${promise.matterId}/promises/${promise.id}`;
  const shared = { view, keyValue: props.keyValue };
  return (
    <div class="bar">
      <Act
        {...shared}
        action={`${act}/keep`}
        name="keep"
        label={t.keep}
        icon="check"
        reason={{ name: 'result', label: t.result, required: true }}
      />
      <Act {...shared} action={`${act}/move`} name="move" label={t.move} kind="word" reason={{ required: true }}>
        <Field view={view} form={`move-${promise.id}`} name="due_on" label={t.newDay} type="date" required />
      </Act>
      <Act {...shared} action={`${act}/break`} name="break" label={t.break} kind="word" reason={{ required: true }} />
    </div>
  );
}

function Side(props: MatterProps): VNode {
  const { view, record, names } = props;
  const { matter, contact } = record;
  const w = pick(view.lang, { zh, en });
  const t = w.record;
  const person = matter.personId ?? matter.spokenForId;
  const from = person === null ? (contact?.name ?? '') : (names.get(person) ?? '');
  const place = [props.place, matter.placeText].filter((one) => one !== '').join(' · ');
  const items = [
    { term: t.from, value: props.reach ? <Speaker view={view} person={person} name={from} /> : t.othersGrid },
    {
      term: t.contact,
      value: [w.contact[matter.contactWay], contact?.phone ?? ''].filter((one) => one !== '').join(' · '),
    },
    { term: t.said, value: <Moment view={view} at={matter.saidAt} /> },
    { term: t.channel, value: w.channels[matter.channel] },
    ...(matter.takenById === null ? [] : [{ term: t.takenBy, value: names.get(matter.takenById) ?? '' }]),
    ...(matter.handlerId === null ? [] : [{ term: t.handler, value: names.get(matter.handlerId) ?? '' }]),
    ...(props.limit === '' ? [] : [{ term: t.limit, value: props.limit }]),
    { term: t.place, value: place === '' ? w.figures.none : place },
    { term: t.class, value: <ClassLine {...props} matter={matter} none={w.list.noClass} /> },
    { term: t.slip, value: matter.slipCode },
    ...(matter.origin === null ? [] : [{ term: t.origin, value: matter.origin.slice(0, 40) }]),
  ];
  const slip = `${spaceRoot(view)}/slip?number=${encodeURIComponent(matter.number)}&code=${matter.slipCode}&print=1`;
  return (
    <>
      <Block title={t.facts}>
        <Facts items={items} />
        <p>
          <ActLink href={slip} icon="print">
            {t.print}
          </ActLink>
        </p>
        <p>
          <ActLink href={`${deskRoot(view)}/matters/${matter.id}/way`} icon="go">
            {t.way}
          </ActLink>
        </p>
      </Block>
      <Block title={t.more}>
        <div class="bar">
          <More {...props} />
        </div>
      </Block>
    </>
  );
}

/** Who spoke: a registered person, a name, or nobody named. */
function Speaker(props: { readonly view: View; readonly person: string | null; readonly name: string }): VNode {
  const { view, person, name } = props;
  if (person !== null) return <Name href={`${deskRoot(view)}/people/${person}`}>{name}</Name>;
  return <>{name === '' ? pick(view.lang, { zh, en }).record.unnamed : name}</>;
}

function More(props: MatterProps): VNode {
  const { view, record } = props;
  const { matter } = record;
  const t = pick(view.lang, { zh, en }).record;
  const act = `${deskRoot(view)}/matters/${matter.id}`;
  const shared = { view, keyValue: props.keyValue, kind: 'word' as const };
  const fits = (deed: Parameters<typeof refusal>[0]) => refusal(deed, matter.state) === null;
  return (
    <>
      <Act
        {...shared}
        action={`${act}/note`}
        name="note"
        label={t.note}
        reason={{ name: 'note', label: t.noteLabel, required: true }}
      />
      <Act {...shared} action={`${act}/sort`} name="sort" label={t.sort}>
        <Field
          view={view}
          form="sort"
          name="class_code"
          label={t.class}
          type="select"
          options={props.classes}
          value={matter.classCode ?? ''}
        />
        <Field
          view={view}
          form="sort"
          name="place"
          label={t.place}
          type="select"
          options={props.places}
          value={matter.placeId ?? ''}
        />
      </Act>
      <Joining {...props} />
      {matter.handlerId !== null && fits('take') && (
        <Act {...shared} action={`${act}/take`} name="take" label={t.take} />
      )}
      {fits('close') && (
        <Act
          {...shared}
          action={`${act}/close`}
          name="close"
          label={t.close}
          reason={{ label: t.closeReason, required: true }}
        />
      )}
      {fits('withdraw') && (
        <Act {...shared} action={`${act}/withdraw`} name="withdraw" label={t.withdraw} reason={{ required: true }} />
      )}
    </>
  );
}

/** The same matter as a need or another matter, and the way back. */
function Joining(props: MatterProps): VNode | null {
  const { view, record } = props;
  const { matter } = record;
  const t = pick(view.lang, { zh, en }).record;
  const act = `${deskRoot(view)}/matters/${matter.id}`;
  const needs = `${deskRoot(view)}/needs`;
  const shared = { view, keyValue: props.keyValue, kind: 'word' as const };
  if (refusal('part', matter.state) === null) {
    const own = record.joinedTo !== null;
    return (
      <Act
        {...shared}
        action={own ? `${act}/part` : `${needs}/part`}
        name="part"
        label={t.part}
        hidden={own ? {} : { matter: matter.id }}
        icon="undo"
      />
    );
  }
  if (refusal('join', matter.state) !== null) return null;
  return (
    <>
      <Act {...shared} action={`${needs}/join`} name="join-need" label={t.joinNeed} hidden={{ matter: matter.id }}>
        <Field view={view} form="join-need" name="need" label={t.needNumber} short required />
      </Act>
      <Act {...shared} action={`${act}/join`} name="join" label={t.join}>
        <Field view={view} form="join" name="into" label={t.other} short required />
      </Act>
    </>
  );
}
