import type { VNode } from 'preact';
import { formatDateTime, localTime } from '#kernel/dates';
import { ActLink, Field, type FieldOption, FieldRow, Form, type FormState, Note } from '#ui/form';
import { Page } from '#ui/page';
import { Block, PageHead } from '#ui/record';
import { Refused } from '#ui/refusal';
import { deskRoot, type View } from '#ui/view';
import { nameOf, wordsOf } from './pages-parts.tsx';
import type { Record } from './queries-record.ts';
import { differences, fieldsOf } from './rules-paper.ts';
import { type Item, presenceWays } from './schema.ts';
import type { PaperEntry } from './schema-paper.ts';

interface Typing {
  readonly view: View;
  readonly state: FormState | undefined;
  readonly keyValue: string;
  readonly of: Record;
  readonly entries: readonly PaperEntry[];
  readonly self: string;
}

/** What stands in a field before it is typed: where two agree their word, where they differ nothing, with both beside. */
interface Known {
  readonly value: (name: string) => string | undefined;
  readonly hint: (name: string, show?: (value: string) => string) => string | undefined;
}

function known({ view, entries }: Typing): Known {
  const [first, second] = entries;
  if (first === undefined || second === undefined) return { value: () => undefined, hint: () => undefined };
  const [a, b] = [fieldsOf(first.sheet), fieldsOf(second.sheet)];
  const apart = new Set(differences(first.sheet, second.sheet));
  const w = wordsOf(view).paper;
  return {
    value: (name) => (apart.has(name) ? '' : a.get(name)),
    hint: (name, show = (value) => value) =>
      apart.has(name) ? w.apart(show(a.get(name) ?? ''), show(b.get(name) ?? '')) : undefined,
  };
}

/** Seats and their substitutes, and guests who signed. */
function people({ of }: Typing): string[] {
  const seated = of.allSeats.flatMap((seat) => [
    seat.personId,
    ...(seat.substituteId === null ? [] : [seat.substituteId]),
  ]);
  return [...new Set([...seated, ...of.presence.map((one) => one.personId)])];
}

function ItemFields(props: Typing & { readonly item: Item; readonly has: Known }): VNode {
  const { view, state, of, item, has } = props;
  const words = wordsOf(view);
  const w = words.desk;
  const common = { view, state, form: 'paper' };
  const field = (name: string) => `item-${item.id}-${name}`;
  const given = (name: string, show?: (value: string) => string) => {
    const hint = has.hint(field(name), show);
    return { name: field(name), value: has.value(field(name)), ...(hint === undefined ? {} : { hint }) };
  };
  const who: FieldOption[] = [
    { value: '', label: '–' },
    ...people(props).map((id) => ({ value: id, label: nameOf(of, id) })),
  ];
  const number = { ...common, type: 'number', short: true, unit: w.votesUnit } as const;
  const named = (id: string) => nameOf(of, id);
  return (
    <Block title={`${item.ordinal}. ${item.title}`}>
      <Field
        {...{ ...common, ...given('end'), label: words.paper.end, type: 'choices', required: true }}
        value={given('end').value ?? 'done'}
        options={(['done', 'put_off'] as const).map((value) => ({ value, label: words.itemStates[value] }))}
      />
      <Field {...{ ...common, ...given('motion'), label: w.motionText, type: 'area', rows: 2, optional: true }} />
      <FieldRow>
        <Field {...{ ...common, ...given('mover', named), label: w.mover, type: 'select' }} options={who} />
        <Field {...{ ...common, ...given('second', named), label: w.second, type: 'select' }} options={who} />
      </FieldRow>
      <FieldRow>
        <Field {...number} {...given('yes')} label={w.yes} />
        <Field {...number} {...given('no')} label={w.no} />
        <Field {...number} {...given('abstain')} label={w.abstain} />
      </FieldRow>
      <Field {...{ ...common, ...given('outcome'), label: w.outcome, type: 'area', rows: 2, required: true }} />
    </Block>
  );
}

function SheetForm(props: Typing): VNode {
  const { view, state, keyValue, of } = props;
  const words = wordsOf(view);
  const w = words.paper;
  const has = known(props);
  const common = { view, state, form: 'paper' };
  const shown = (value: string) =>
    presenceWays.flatMap((way) => (way === value ? [words.presence[way]] : []))[0] ?? '–';
  const hinted = (name: string, show?: (value: string) => string) => {
    const hint = has.hint(name, show);
    return hint === undefined ? {} : { hint };
  };
  return (
    <Form
      {...{ view, state, keyValue, name: 'paper', submit: w.save }}
      action={`${deskRoot(view)}/meetings/${of.meeting.id}/paper`}
    >
      <FieldRow>
        <Field
          {...{ ...common, name: 'from', label: w.from, required: true, short: true, ...hinted('from') }}
          value={has.value('from') ?? localTime(of.meeting.startsAt)}
        />
        <Field
          {...{ ...common, name: 'until', label: w.until, required: true, short: true, ...hinted('until') }}
          value={has.value('until')}
        />
      </FieldRow>
      <Block title={words.desk.present}>
        {people(props).map((id) => (
          <Field
            key={id}
            {...{ ...common, name: `way-${id}`, label: nameOf(of, id), type: 'select', ...hinted(`way-${id}`, shown) }}
            value={has.value(`way-${id}`)}
            options={[
              { value: '', label: '–' },
              ...presenceWays.map((value) => ({ value, label: words.presence[value] })),
            ]}
          />
        ))}
      </Block>
      {of.items.map((item) => (
        <ItemFields key={item.id} {...props} item={item} has={has} />
      ))}
    </Form>
  );
}

/** Typing a meeting from its sheets: the first, the second who sees nothing of the first, or the third who settles. */
export function PaperPage(props: Typing): VNode {
  const { view, of, entries, self } = props;
  const words = wordsOf(view);
  const w = words.paper;
  const typed = entries.some((one) => one.typedBy === self);
  const over = of.meeting.state !== 'called';
  const [first, second] = entries;
  const count = first === undefined || second === undefined ? 0 : differences(first.sheet, second.sheet).length;
  const lede = entries.length === 0 ? w.first : entries.length === 1 ? w.second : w.third(count);
  return (
    <Page view={view} title={w.title} area="desk" section="decisions">
      <PageHead
        kind={`${words.kinds[of.meeting.kind]} · ${formatDateTime(of.meeting.startsAt, view.lang)}`}
        title={w.title}
        lede={over ? w.over : lede}
        acts={<ActLink href={`${deskRoot(view)}/meetings/${of.meeting.id}`}>{of.meeting.title}</ActLink>}
      />
      {(over || typed) && <Refused state={props.state} />}
      {!over && typed && (
        <Note tone="wait">
          <p>{entries.length === 1 ? w.waitSecond : w.waitThird}</p>
        </Note>
      )}
      {!over && !typed && <SheetForm {...props} />}
    </Page>
  );
}
