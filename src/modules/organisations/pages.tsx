import type { VNode } from 'preact';
import { formatDate } from '#kernel/dates';
import type { Words } from '#kernel/words';
import { pick } from '#kernel/words';
import type { AssessmentPart } from '#modules/partners';
import type { Context, ListData } from '#platform/web';
import { Day } from '#ui/day';
import { ActLink, Note } from '#ui/form';
import { type Column, List } from '#ui/list';
import { Money } from '#ui/money';
import { Page } from '#ui/page';
import { Block, Empty, Facts, Lines, PageHead, Pair, RecordHead } from '#ui/record';
import { deskRoot, spaceRoot, type View } from '#ui/view';
import { en } from './en.ts';
import type { Organisation } from './queries.ts';
import type { Deeds, Honour, RegisterRow } from './queries-register.ts';
import { zh } from './zh.ts';

/** The words of this room in the reader's language. */
export function wordsOf(view: View): Words<typeof zh> {
  return pick(view.lang, { zh, en });
}

/** Columns of the register; the desk sees states and dates besides. */
export function registerColumns(desk: boolean) {
  return ({ view }: Context): readonly Column<RegisterRow>[] => {
    const w = wordsOf(view);
    const kind = (row: RegisterRow): string => w.kinds[row.kind];
    const hub = (row: RegisterRow): string => (row.hub ? w.list.isHub : (row.hubName ?? ''));
    const standing = (row: RegisterRow): string => w.standings[row.standing];
    const carrier = (row: RegisterRow): string => (row.carrierType === null ? '' : w.carriers[row.carrierType]);
    const state = (row: RegisterRow): string => w.states[row.state];
    const dates: readonly Column<RegisterRow>[] = [
      {
        key: 'checked',
        title: w.list.checked,
        cell: (row) => row.checkedOn !== null && <Day view={view} date={row.checkedOn} full />,
        text: (row) => row.checkedOn,
        sortable: true,
        desktopOnly: true,
      },
    ];
    return [
      { key: 'name', title: w.list.name, cell: (row) => row.name, text: (row) => row.name, wide: true, sortable: true },
      { key: 'kind', title: w.list.kind, cell: kind, text: kind, secondary: true, sortable: true },
      { key: 'standing', title: w.list.standing, cell: standing, text: standing, desktopOnly: true },
      { key: 'hub', title: w.list.hub, cell: hub, text: hub, secondary: true },
      { key: 'carrier', title: w.list.carrier, cell: carrier, text: carrier, desktopOnly: true },
      {
        key: 'place',
        title: w.list.place,
        cell: (row) => row.placeName,
        text: (row) => row.placeName,
        desktopOnly: true,
      },
      { key: 'state', title: w.list.state, cell: state, text: state, secondary: true },
      {
        key: 'admitted',
        title: w.list.admitted,
        cell: (row) => row.admittedUntil !== null && <Day view={view} date={row.admittedUntil} full />,
        text: (row) => row.admittedUntil,
        desktopOnly: true,
      },
      ...(desk ? dates : []),
    ];
  };
}

/** The register, in public and at the desk. */
export function RegisterPage(props: {
  readonly view: View;
  readonly data: ListData<RegisterRow>;
  readonly desk: boolean;
  readonly mayAdd: boolean;
}): VNode {
  const { view, data, desk, mayAdd } = props;
  const w = wordsOf(view).list;
  const root = desk ? deskRoot(view) : spaceRoot(view);
  const here = `${root}/organisations`;
  const filtered = data.query.q !== '' || Object.keys(data.query.filters).length > 0;
  return (
    <Page view={view} title={w.title} area={desk ? 'desk' : 'public'} section="organisations" wide>
      <PageHead title={w.title} lede={desk ? w.deskLede : w.lede} />
      <List
        view={view}
        {...data}
        title={w.title}
        level={2}
        search
        rowKey={(row) => row.id}
        rowHref={(row) => `${here}/${row.id}`}
        bar={
          <>
            {mayAdd && (
              <ActLink href={`${here}/new`} kind="line" icon="plus" shortcut="n">
                {w.add}
              </ActLink>
            )}
            <ActLink href={`${root}/honours`}>{w.honours}</ActLink>
          </>
        }
        empty={
          <Empty
            title={filtered ? w.noneFound : w.none}
            acts={
              <>
                {filtered && <ActLink href={here}>{w.all}</ActLink>}
                {mayAdd && <ActLink href={`${here}/new`}>{w.add}</ActLink>}
                <ActLink href={root}>{desk ? w.today : w.front}</ActLink>
              </>
            }
          >
            {filtered ? w.noneFoundWhy : w.noneWhy}
          </Empty>
        }
      />
    </Page>
  );
}

/** What both records of an organisation are made of. */
export interface OrganisationView {
  readonly organisation: Organisation;
  readonly hubName: string | null;
  readonly placeName: string | null;
  readonly members: number;
  readonly under: readonly Organisation[];
  readonly honours: readonly Honour[];
  readonly deeds: Deeds;
}

/** What the community made of it this year; what is missing in red (F104). */
export function Assessed(props: {
  readonly view: View;
  readonly part: AssessmentPart | null;
  readonly id: string;
}): VNode | null {
  const { view, part, id } = props;
  if (part === null) return null;
  return (
    <Block title={part.title} id="assessment">
      {part.red.length > 0 && (
        <Note tone="wrong">
          {part.red.map((one) => (
            <p key={one}>{one}</p>
          ))}
        </Note>
      )}
      {part.last !== null && <p>{part.last}</p>}
      <p class="bar">
        <ActLink href={`${spaceRoot(view)}/assessments/${props.id}`}>{part.history}</ActLink>
        <ActLink href={`${spaceRoot(view)}/assessments`}>{part.all}</ActLink>
        <ActLink href={`${deskRoot(view)}/organisations/${id}/assess`}>{part.assess}</ActLink>
      </p>
    </Block>
  );
}

/** Facts at the side of an organisation's page; `inside` adds what is the office's. */
export function OrganisationFacts(props: {
  readonly view: View;
  readonly data: OrganisationView;
  readonly inside?: readonly { readonly term: string; readonly value: VNode | string }[];
}): VNode {
  const { view, data } = props;
  const w = wordsOf(view);
  const one = data.organisation;
  const standing =
    one.filingBody === null ? w.standings[one.standing] : w.one.filedBy(w.standings[one.standing], one.filingBody);
  const day = (date: string | null): VNode | string =>
    date === null ? w.one.never : <Day view={view} date={date} full />;
  return (
    <Facts
      items={[
        { term: w.one.standing, value: standing },
        ...(one.creditCode === null ? [] : [{ term: w.one.creditCode, value: <code>{one.creditCode}</code> }]),
        ...(one.carrierType === null ? [] : [{ term: w.one.carrier, value: w.carriers[one.carrierType] }]),
        ...(one.publicFundraising ? [{ term: w.one.fundraising, value: w.one.has }] : []),
        ...(data.hubName === null ? [] : [{ term: w.one.hub, value: data.hubName }]),
        ...(data.placeName === null ? [] : [{ term: w.one.place, value: data.placeName }]),
        ...(one.foundedOn === null ? [] : [{ term: w.one.founded, value: day(one.foundedOn) }]),
        ...(one.admittedUntil === null ? [] : [{ term: w.one.admitted, value: day(one.admittedUntil) }]),
        { term: w.one.checked, value: day(one.checkedOn) },
        { term: w.one.people, value: w.one.peopleCount(data.members) },
        ...(props.inside ?? []),
      ]}
    />
  );
}

/** Text as typed, a paragraph a line. */
export function Paragraphs(props: { readonly text: string }): VNode {
  const lines = props.text.split('\n').filter((line) => line.trim() !== '');
  return (
    <>
      {lines.map((line, at) => (
        <p key={`line${at}`}>{line}</p>
      ))}
    </>
  );
}

/** The parts of the record that are the same in public and at the desk. */
export function OrganisationParts(props: {
  readonly view: View;
  readonly data: OrganisationView;
  readonly root: string;
}): VNode {
  const { view, data, root } = props;
  const w = wordsOf(view).one;
  const one = data.organisation;
  return (
    <>
      <Block title={w.offers}>
        {one.offers === '' ? <p class="muted">{w.noOffers}</p> : <Paragraphs text={one.offers} />}
      </Block>
      {one.introduction !== '' && (
        <Block title={w.introduction}>
          <Paragraphs text={one.introduction} />
        </Block>
      )}
      {one.hub && one.hubDuties !== '' && (
        <Block title={w.hubDuties}>
          <Paragraphs text={one.hubDuties} />
        </Block>
      )}
      {data.under.length > 0 && (
        <Block title={w.members}>
          <Lines
            items={data.under.map((member) => ({
              key: member.id,
              what: <a href={`${root}/organisations/${member.id}`}>{member.name}</a>,
              value: wordsOf(view).kinds[member.kind],
            }))}
          />
        </Block>
      )}
      {data.honours.length > 0 && (
        <Block title={w.honours}>
          <Lines
            items={data.honours.map((honour) => ({
              key: honour.id,
              what: honour.title,
              note: honour.open
                ? w.honour(honour.year, honour.issuer)
                : `${w.honour(honour.year, honour.issuer)} · ${w.hidden}`,
            }))}
          />
        </Block>
      )}
      <DeedLines view={view} deeds={data.deeds} />
    </>
  );
}

function DeedLines(props: { readonly view: View; readonly deeds: Deeds }): VNode {
  const { view, deeds } = props;
  const w = wordsOf(view).one;
  return (
    <>
      {deeds.projects.length > 0 && (
        <Block title={w.projects}>
          <Lines
            items={deeds.projects.map((project) => ({
              key: project.id,
              what: <a href={`${spaceRoot(view)}/projects/${project.id}`}>{project.title}</a>,
              value: project.number,
            }))}
          />
        </Block>
      )}
      {deeds.gifts.length > 0 && (
        <Block title={w.gifts} aside={w.giftsNote}>
          <Lines
            items={deeds.gifts.map((gift) => ({
              key: gift.id,
              what: gift.goods ?? w.giftOn(formatDate(gift.on, view.lang)),
              ...(gift.goods === null ? {} : { note: w.giftOn(formatDate(gift.on, view.lang)) }),
              ...(gift.fen === null ? {} : { value: <Money fen={gift.fen} /> }),
            }))}
          />
        </Block>
      )}
    </>
  );
}

/** An organisation in public: what it offers, whom it belongs with, what it gave and did (F002). */
export function OrganisationPage(props: {
  readonly view: View;
  readonly data: OrganisationView;
  readonly assessment: AssessmentPart | null;
  readonly mayDesk: boolean;
}): VNode {
  const { view, data, mayDesk } = props;
  const w = wordsOf(view);
  const one = data.organisation;
  const root = spaceRoot(view);
  return (
    <Page view={view} title={one.name} section="organisations">
      <RecordHead
        kind={one.hub ? `${w.kinds[one.kind]} · ${w.one.hub}` : w.kinds[one.kind]}
        title={one.name}
        state={w.states[one.state]}
        lede={w.one.throughUs}
        next={
          <>
            <ActLink href={`${root}/resources`}>{w.one.resources}</ActLink>
            <ActLink href={`${root}/organisations`}>{w.one.register}</ActLink>
            {mayDesk && <ActLink href={`${deskRoot(view)}/organisations/${one.id}`}>{w.one.desk}</ActLink>}
          </>
        }
      />
      {one.state === 'inactive' && <Note tone="wait">{w.one.inactive}</Note>}
      <Pair side={<OrganisationFacts view={view} data={data} />}>
        <Assessed view={view} part={props.assessment} id={one.id} />
        <OrganisationParts view={view} data={data} root={root} />
      </Pair>
    </Page>
  );
}
