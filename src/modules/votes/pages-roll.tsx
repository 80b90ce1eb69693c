import type { VNode } from 'preact';
import { formatDate } from '#kernel/dates';
import type { ListData } from '#platform/web';
import { ActLink, ConfirmForm, Field, type FieldOption, Form, type FormState } from '#ui/form';
import type { Column } from '#ui/list';
import { ListPage } from '#ui/list-page';
import { Page } from '#ui/page';
import { Block, Empty, PageHead } from '#ui/record';
import { Act, Refused } from '#ui/refusal';
import { deskRoot, type View } from '#ui/view';
import { wordsOf } from './pages-parts.tsx';
import { areaText } from './pages-result.tsx';
import type { RollRow } from './queries.ts';
import type { Poll } from './schema.ts';

/** Columns of a roll. */
export function rollColumns(view: View, of: Pick<Poll, 'electorate'>): readonly Column<RollRow>[] {
  const words = wordsOf(view);
  const w = words.roll;
  const voted = (row: RollRow): string =>
    row.struckReason !== ''
      ? w.struck(row.struckReason)
      : row.channel === null || row.votedOn === null
        ? w.not
        : `${formatDate(row.votedOn, view.lang)} · ${words.channels[row.channel]}`;
  const paper = (row: RollRow): string => (row.paperOut === null ? '' : w.out(formatDate(row.paperOut, view.lang)));
  const way = (row: RollRow): string => words.ways[row.way];
  const area = (row: RollRow): string => (row.area === null ? '' : areaText(row.area.toString()));
  return [
    { key: 'name', title: w.name, cell: (row) => row.name, text: (row) => row.name, wide: true },
    { key: 'place', title: w.place, cell: (row) => row.placeName, text: (row) => row.placeName, secondary: true },
    { key: 'voted', title: w.voted, cell: voted, text: voted, secondary: true },
    { key: 'paper', title: w.paper, cell: paper, text: paper, secondary: true },
    { key: 'way', title: w.way, cell: way, text: way, desktopOnly: true },
    ...(of.electorate === 'owners' ? [{ key: 'area', title: w.area, cell: area, text: area, numeric: true }] : []),
  ];
}

interface RollView {
  readonly view: View;
  readonly of: Poll;
  readonly data: ListData<RollRow>;
  readonly state: FormState | undefined;
  readonly keyValue: string;
  readonly may: { readonly roll: boolean; readonly paper: boolean };
  readonly people: readonly FieldOption[];
  readonly find: string;
}

function Acts(props: RollView & { readonly row: RollRow }): VNode | null {
  const { view, of, row, keyValue, may } = props;
  const w = wordsOf(view).roll;
  const path = `${deskRoot(view)}/votes/${of.id}`;
  if (row.channel !== null || row.struckReason !== '' || of.state !== 'ready') return null;
  const act = { view, keyValue: `${keyValue}-${row.personId.slice(-12)}`, hidden: { personId: row.personId } };
  const open = of.opensAt <= view.now && view.now < of.closesAt;
  return (
    <>
      {may.paper && row.paperOut === null && (
        <Act {...act} name="give" kind="word" action={`${path}/give`} label={w.give} />
      )}
      {may.paper && row.paperOut !== null && (
        <>
          {open && <Act {...act} name="mark" kind="line" action={`${path}/mark`} label={w.mark} />}
          <Act {...act} name="back" kind="word" action={`${path}/back`} label={w.takeBack} />
        </>
      )}
      {may.roll && (
        <ConfirmForm
          {...{ ...act, name: 'strike', kind: 'word', action: `${path}/strike`, label: w.strike }}
          reason={{ label: w.strikeWhy, required: true }}
        />
      )}
    </>
  );
}

function AddSomebody(props: RollView): VNode | null {
  const { view, of, state, keyValue, people } = props;
  const words = wordsOf(view);
  const w = words.roll;
  if (!props.may.roll || (of.state !== 'ready' && of.state !== 'draft') || of.electorate === 'owners') return null;
  const path = `${deskRoot(view)}/votes/${of.id}`;
  const common = { view, state, form: 'add' };
  return (
    <Block title={w.add}>
      <Form view={view} name="find" method="get" action={`${path}/roll`} submit={words.residence.findGo} quiet>
        <Field view={view} form="find" name="find" label={words.residence.find} value={props.find} />
      </Form>
      {people.length > 0 && (
        <Form {...{ view, state, keyValue, name: 'add', action: `${path}/add`, submit: w.addGo, quiet: true }}>
          <Field
            {...{ ...common, name: 'personId', type: 'select', label: words.desk.person, required: true }}
            options={people}
          />
          <Field {...common} name="reason" label={w.addWhy} required />
        </Form>
      )}
    </Block>
  );
}

/** The roll of a vote: who has voted and who holds a ballot on paper; corrections with their reasons. */
export function RollPage(props: RollView): VNode {
  const { view, of, data } = props;
  const w = wordsOf(view).roll;
  const path = `${deskRoot(view)}/votes/${of.id}`;
  return (
    <ListPage
      {...data}
      view={view}
      title={w.title(of.title)}
      lede={w.lede}
      area="desk"
      section="decisions"
      search
      rowKey={(row) => row.personId}
      actions={(row) => <Acts {...props} row={row} />}
      above={<Refused state={props.state} except={['add']} />}
      between={
        <>
          <p>
            <ActLink href={path} icon="back">
              {w.back}
            </ActLink>
          </p>
          <AddSomebody {...props} />
        </>
      }
      empty={
        <Empty title={w.none} acts={<ActLink href={`${path}/roll`}>{w.all}</ActLink>}>
          {w.noneWhy}
        </Empty>
      }
    />
  );
}

/** The roll as it lies on the table: name, place, room for a signature and a tick. */
export function PrintRollPage(props: {
  readonly view: View;
  readonly of: Poll;
  readonly rows: readonly RollRow[];
}): VNode {
  const { view, of, rows } = props;
  const words = wordsOf(view);
  const w = words.print;
  return (
    <Page view={view} title={w.roll} area="desk" section="decisions">
      <PageHead
        kind={w.roll}
        title={of.title}
        acts={<ActLink href={`${deskRoot(view)}/votes/${of.id}`}>{words.roll.back}</ActLink>}
      />
      <table class="plain">
        <thead>
          <tr>
            {[words.roll.name, words.roll.place, w.sign, w.back].map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.personId}>
              <th scope="row">{row.name}</th>
              <td>{row.placeName}</td>
              <td>{row.channel === null ? '' : words.channels[row.channel]}</td>
              <td>{row.channel === null ? '□' : '✓'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Page>
  );
}
