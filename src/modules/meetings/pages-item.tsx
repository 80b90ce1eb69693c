import type { VNode } from 'preact';
import { ConfirmForm, Field, type FieldOption, FieldRow, Fold, Form, type FormState, Name } from '#ui/form';
import { Block, Lines } from '#ui/record';
import { Act } from '#ui/refusal';
import { deskRoot, type View } from '#ui/view';
import { Aside, Motions, motionTitle, nameOf, wordsOf } from './pages-parts.tsx';
import { AsideForm, here, Papers, spokeText, type Table, Timer } from './pages-table.tsx';
import { isHere, isLive, speakers, voteRefusal } from './rules.ts';
import { type Item, type Motion, marks, sides, votingWays } from './schema.ts';

/** People who are there, for a choice. */
export function presentOptions({ of }: Pick<Table, 'of'>): FieldOption[] {
  return of.presence.filter(isHere).map((one) => ({ value: one.personId, label: nameOf(of, one.personId) }));
}

/** Those who may move, second and vote. */
function voterOptions(table: Table): FieldOption[] {
  const { seats } = table.of;
  const all = presentOptions(table);
  if (table.of.meeting.bodyId === null) return all;
  return all.filter((one) =>
    seats.some((seat) => seat.votes && (seat.personId === one.value || seat.substituteId === one.value)),
  );
}

/** A form of this page belongs to one item or motion: what was refused comes back only where it was typed. */
function stateFor(state: FormState | undefined, form: string, field: string, value: string): FormState | undefined {
  return state?.form === form && state.values[field] === value ? state : undefined;
}

/** Who speaks and who waits, and putting one more into the queue. */
function Floor(props: Table & { readonly item: Item }): VNode {
  const { view, of, item, keyValue } = props;
  const words = wordsOf(view);
  const w = words.desk;
  const { now, waiting } = speakers(of.turns.filter((one) => one.itemId === item.id));
  const timed = now?.beganAt ?? null;
  const state = stateFor(props.state, 'ask', 'itemId', item.id);
  const act = (word: string, turnId: string, label: string) => (
    <Act
      {...{ view, keyValue: `${keyValue}${turnId}`, name: word, label }}
      action={`${here(props)}/${word}`}
      kind="word"
      hidden={{ turnId }}
    />
  );
  return (
    <Block title={w.floor} aside={of.meeting.turnSeconds === null ? undefined : w.limit(of.meeting.turnSeconds)}>
      {now === null && waiting.length === 0 ? (
        <p>{w.nobodyWaits}</p>
      ) : (
        <Lines
          items={[...(now === null ? [] : [now]), ...waiting].map((one) => ({
            key: one.id,
            what: nameOf(of, one.personId),
            note: `${words.sides[one.side]}${one === now ? ` · ${w.now}` : ''}${spokeText(view, of, one)}`,
            acts:
              one === now ? (
                act('finish', one.id, w.stop)
              ) : (
                <>
                  {act('begin', one.id, w.give)}
                  {act('finish', one.id, w.skip)}
                </>
              ),
          }))}
        />
      )}
      {timed !== null && of.meeting.turnSeconds !== null && (
        <Timer view={view} began={timed} seconds={of.meeting.turnSeconds} />
      )}
      <Form
        {...{ view, state, keyValue, name: 'ask', action: `${here(props)}/ask`, submit: w.ask, quiet: true }}
        hidden={{ itemId: item.id }}
      >
        <FieldRow>
          <Field
            {...{ view, state, form: 'ask', name: 'personId', label: w.askFor, type: 'select' }}
            options={presentOptions(props)}
          />
          <Field
            {...{ view, state, form: 'ask', name: 'side', label: w.side, type: 'select', required: true }}
            options={sides.map((value) => ({ value, label: words.sides[value] }))}
          />
        </FieldRow>
      </Form>
    </Block>
  );
}

/** Moving a motion on an item. */
function MoveForm(props: Table & { readonly item: Item }): VNode {
  const { view, of, item, keyValue } = props;
  const w = wordsOf(view).desk;
  const state = stateFor(props.state, 'move', 'itemId', item.id);
  const common = { view, state, form: 'move' };
  const voters = voterOptions(props);
  const live = of.motions.filter((one) => one.itemId === item.id && isLive(one) && one.amendsId === null);
  return (
    <Fold title={w.moveTitle} state={state} fields={['text', 'mover', 'second', 'amends', '']}>
      <Form
        {...{ view, state, keyValue, name: 'move', action: `${here(props)}/move`, submit: w.move, quiet: true }}
        hidden={{ itemId: item.id }}
      >
        <Field
          {...{
            ...common,
            name: 'text',
            label: w.motionText,
            hint: w.motionHint,
            type: 'area',
            rows: 2,
            required: true,
          }}
        />
        <FieldRow>
          <Field {...{ ...common, name: 'mover', label: w.mover, type: 'select', required: true }} options={voters} />
          <Field
            {...{ ...common, name: 'second', label: w.second, type: 'select' }}
            options={[{ value: '', label: w.noSecond }, ...voters]}
          />
        </FieldRow>
        {live.length > 0 && (
          <Field
            {...{ ...common, name: 'amends', label: w.amends, type: 'select' }}
            options={[
              { value: '', label: w.amendsNone },
              ...live.map((one) => ({ value: one.id, label: motionTitle(view, of, one) })),
            ]}
          />
        )}
      </Form>
    </Fold>
  );
}

function NumberFields(props: {
  readonly common: { view: View; state: FormState | undefined; form: string };
  readonly options: readonly FieldOption[];
}): VNode {
  const { common, options } = props;
  const w = wordsOf(common.view).desk;
  const number = { ...common, type: 'number', short: true, unit: w.votesUnit } as const;
  return (
    <>
      <FieldRow>
        <Field {...number} name="yes" label={w.yes} />
        <Field {...number} name="no" label={w.no} />
        <Field {...number} name="abstain" label={w.abstain} />
      </FieldRow>
      <FieldRow>
        <Field
          {...{ ...common, name: 'teller', label: w.teller, type: 'select' }}
          options={[{ value: '', label: w.tellers }, ...options]}
        />
        <Field
          {...{ ...common, name: 'otherTeller', label: w.otherTeller, type: 'select' }}
          options={[{ value: '', label: w.tellers }, ...options]}
        />
      </FieldRow>
    </>
  );
}

/** Taking the vote on one motion: three numbers, or a roll. */
function VoteForm(props: Table & { readonly motion: Motion }): VNode {
  const { view, motion, keyValue } = props;
  const words = wordsOf(view);
  const w = words.desk;
  const form = `vote-${motion.ordinal}`;
  const mine = stateFor(props.state, 'vote', 'motionId', motion.id);
  const state = mine === undefined ? undefined : { ...mine, form };
  const common = { view, state, form };
  return (
    <Block title={w.vote(motion.ordinal)}>
      <p>{motion.text}</p>
      <Form
        {...{ view, state, keyValue: `${keyValue}${motion.ordinal}`, name: form, submit: w.voteSave, quiet: true }}
        action={`${here(props)}/vote`}
        hidden={{ motionId: motion.id, _form: 'vote' }}
      >
        <Field
          {...{ ...common, name: 'way', label: w.way, type: 'choices', required: true, value: 'hands' }}
          options={votingWays.map((value) => ({ value, label: words.ways[value], hint: words.wayHints[value] }))}
        />
        <p class="muted">{w.numbers}</p>
        <NumberFields common={common} options={presentOptions(props)} />
        <Fold title={w.roll} state={state} fields={['marks']}>
          {voterOptions(props).map((one) => (
            <Field
              key={one.value}
              {...{ ...common, name: `mark-${one.value}`, label: one.label, type: 'select' }}
              options={[{ value: '', label: '–' }, ...marks.map((value) => ({ value, label: words.marks[value] }))]}
            />
          ))}
        </Fold>
      </Form>
    </Block>
  );
}

/** A motion that still wants a second, or its mover's mind changed. */
function LiveMotion(props: Table & { readonly motion: Motion }): VNode {
  const { view, of, motion, keyValue } = props;
  const w = wordsOf(view).desk;
  const key = `${keyValue}${motion.ordinal}`;
  return (
    <p>
      {motionTitle(view, of, motion)}{' '}
      {motion.state === 'moved' && (
        <ConfirmForm
          {...{ view, keyValue: `${key}s`, name: 'second', label: w.secondSave, kind: 'word' }}
          action={`${here(props)}/second`}
          hidden={{ motionId: motion.id }}
        >
          <Field
            {...{ view, form: `second-${motion.ordinal}`, name: 'second', label: w.second, type: 'select' }}
            options={voterOptions(props).filter((one) => one.value !== motion.moverId)}
          />
        </ConfirmForm>
      )}
      <Act
        {...{ view, keyValue: `${key}w`, name: 'withdraw', label: w.withdraw }}
        action={`${here(props)}/withdraw`}
        kind="word"
        hidden={{ motionId: motion.id }}
      />
    </p>
  );
}

/** How an item ends: with what came of it, or put off. */
function EndForms(props: Table & { readonly item: Item }): VNode {
  const { view, item, keyValue } = props;
  const w = wordsOf(view).desk;
  const common = { view, hidden: { itemId: item.id } };
  return (
    <p>
      {item.state !== 'waiting' && (
        <ConfirmForm
          {...common}
          keyValue={`${keyValue}d`}
          name="done"
          label={w.done}
          action={`${here(props)}/done`}
          reason={{ name: 'outcome', label: w.outcome, required: true }}
        />
      )}
      <ConfirmForm
        {...common}
        keyValue={`${keyValue}p`}
        name="put-off"
        label={w.putOff}
        kind="word"
        action={`${here(props)}/put-off`}
        reason={{ name: 'outcome', label: w.putOffWhy, required: true }}
      />
    </p>
  );
}

/** The residents' topic that an item deals with. */
function TopicOf({ view, item }: Table & { readonly item: Item }): VNode | null {
  if (item.topicId === null) return null;
  return (
    <p>
      <Name href={`${deskRoot(view)}/topics/${item.topicId}`}>{wordsOf(view).page.topic}</Name>
    </p>
  );
}

/** The item on the table: who speaks, what is moved, the votes, and its end. */
export function OpenItem(props: Table & { readonly item: Item }): VNode {
  const { view, of, item, keyValue } = props;
  const words = wordsOf(view);
  const all = of.motions.filter((one) => one.itemId === item.id);
  const votable = all.filter((one) => voteRefusal(item, one, all) === null);
  return (
    <Block title={`${item.ordinal}. ${item.title}`} aside={words.itemStates[item.state]} voice id="now">
      {item.text !== '' && <p>{item.text}</p>}
      {item.procedureId !== null && (
        <p>
          {words.desk.procedureVote}{' '}
          <Name href={`${deskRoot(view)}/decisions/${item.procedureId}`}>{words.page.procedure}</Name>
        </p>
      )}
      <TopicOf {...props} />
      {item.state === 'debate' && <Floor {...props} />}
      <Papers {...props} />
      <Aside view={view} of={of} item={item} />
      {of.allSeats.length > 0 && <AsideForm {...props} />}
      <Motions view={view} of={of} item={item} />
      {all.filter(isLive).map((one) => (
        <LiveMotion key={one.id} {...props} motion={one} />
      ))}
      {item.state === 'debate' && <MoveForm {...props} />}
      {item.state === 'debate' && (
        <Act
          {...{ view, keyValue: `${keyValue}c`, name: 'close', label: words.desk.close }}
          action={`${here(props)}/close`}
          hidden={{ itemId: item.id }}
        />
      )}
      {votable.map((one) => (
        <VoteForm key={one.id} {...props} motion={one} />
      ))}
      <EndForms {...props} />
    </Block>
  );
}

/** An item that is not on the table: start it, put it off, or take it off the agenda. */
export function OtherItem(props: Table & { readonly item: Item; readonly busy: boolean }): VNode {
  const { view, of, item, keyValue, busy } = props;
  const words = wordsOf(view);
  const w = words.desk;
  const { state } = of.meeting;
  const key = `${keyValue}${item.ordinal}`;
  return (
    <Block title={`${item.ordinal}. ${item.title}`} aside={words.itemStates[item.state]} id={`item-${item.ordinal}`}>
      {item.text !== '' && <p>{item.text}</p>}
      <TopicOf {...props} />
      <Papers {...props} />
      {item.outcome !== null && <p>{item.outcome}</p>}
      <Aside view={view} of={of} item={item} />
      <Motions view={view} of={of} item={item} />
      {state === 'open' && item.state === 'waiting' && (
        <>
          {!busy && (
            <Act
              {...{ view, keyValue: `${key}s`, name: 'start', label: w.start }}
              action={`${here(props)}/start`}
              kind="line"
              hidden={{ itemId: item.id }}
            />
          )}
          <EndForms {...props} keyValue={key} />
        </>
      )}
      {state === 'preparing' && (
        <Act
          {...{ view, keyValue: `${key}x`, name: 'drop', label: w.drop }}
          action={`${here(props)}/drop`}
          kind="word"
          hidden={{ itemId: item.id }}
        />
      )}
    </Block>
  );
}
