import type { VNode } from 'preact';
import { formatMonth, type LocalDate } from '#kernel/dates';
import { groupDigits } from '#kernel/numbers';
import { pick } from '#kernel/words';
import { ActLink } from '#ui/form';
import { Hours, spansText } from '#ui/hours';
import { Page } from '#ui/page';
import { Block, Empty, Facts, Lines, PageHead, Pair, RecordHead } from '#ui/record';
import { deskRoot, spaceRoot, type View } from '#ui/view';
import { en } from './en.ts';
import { hasHours, type Opening, openOn } from './rules.ts';
import { type Centre, type Purpose, purposes } from './schema.ts';
import { zh } from './zh.ts';

/** The words of this room in the reader's language. */
export function wordsOf(view: View) {
  return pick(view.lang, { zh, en });
}

/** A room or thing of a centre as its page shows it. */
export interface Offering {
  readonly id: string;
  readonly title: string;
  readonly note: string;
  readonly value: string;
}

/** Everything the page of a centre shows. */
export interface CentreView {
  readonly one: Centre;
  readonly opening: Opening;
  readonly rooms: readonly Offering[];
  readonly services: readonly Offering[];
  readonly things: readonly Offering[];
  readonly sums: readonly { readonly month: LocalDate; readonly purpose: Purpose; readonly people: bigint }[];
}

/** The centres of a community, with today's hours. */
export function CentresPage(props: {
  readonly view: View;
  readonly today: LocalDate;
  readonly all: readonly { readonly one: Centre; readonly opening: Opening }[];
}): VNode {
  const { view, all } = props;
  const t = wordsOf(view).list;
  const root = spaceRoot(view);
  return (
    <Page view={view} title={t.title} section="resources">
      <PageHead title={t.title} lede={t.lede} />
      {all.length === 0 ? (
        <Empty title={t.emptyTitle} acts={<ActLink href={`${root}/resources`}>{t.resources}</ActLink>}>
          {t.empty}
        </Empty>
      ) : (
        <Lines
          items={all.map(({ one, opening }) => ({
            key: one.id,
            what: <a href={`${root}/centres/${one.id}`}>{one.title}</a>,
            note: one.addressText,
            value: hasHours(opening) ? t.today(spansText(view, openOn(opening, props.today))) : '',
          }))}
        />
      )}
    </Page>
  );
}

function Offerings(props: { readonly view: View; readonly all: readonly Offering[]; readonly none: string }): VNode {
  if (props.all.length === 0) return <p>{props.none}</p>;
  return (
    <Lines
      items={props.all.map((one) => ({
        key: one.id,
        what: <a href={`${spaceRoot(props.view)}/resources/${one.id}`}>{one.title}</a>,
        note: one.note,
        value: one.value,
      }))}
    />
  );
}

/** Visits of a year by month and purpose: a table one can read out. */
export function VisitTable(props: { readonly view: View; readonly sums: CentreView['sums'] }): VNode {
  const { view, sums } = props;
  const w = wordsOf(view);
  const t = w.page;
  if (sums.length === 0) return <p>{t.noVisits}</p>;
  const months = [...new Set(sums.map((one) => one.month))].sort().reverse();
  const used = purposes.filter((purpose) => sums.some((one) => one.purpose === purpose));
  const total = (month: LocalDate | null, purpose: Purpose | null): string =>
    groupDigits(
      sums
        .filter((one) => (month === null || one.month === month) && (purpose === null || one.purpose === purpose))
        .reduce((sum, one) => sum + one.people, 0n),
    );
  return (
    <>
      <Facts
        items={[
          ...used.map((purpose) => ({ term: w.purposes[purpose], value: t.people(total(null, purpose)) })),
          { term: t.all, value: t.people(total(null, null)) },
        ]}
      />
      <table class="plain">
        <thead>
          <tr>
            <th scope="col">{t.month}</th>
            <th scope="col" class="num">
              {t.all}
            </th>
          </tr>
        </thead>
        <tbody>
          {months.map((month) => (
            <tr key={month}>
              <th scope="row">{formatMonth(month, view.lang)}</th>
              <td class="num">{total(month, null)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

/** A centre in public: its door, its rooms, what can be had there, and how many came (F194). */
export function CentrePage(props: { readonly view: View; readonly data: CentreView }): VNode {
  const { view, data } = props;
  const { one } = data;
  const t = wordsOf(view).page;
  const root = spaceRoot(view);
  const facts = [
    { term: t.address, value: one.addressText },
    { term: t.phone, value: one.phone },
  ].filter((fact) => fact.value !== '');
  return (
    <Page view={view} title={one.title} section="resources">
      <RecordHead
        kind={t.kind}
        title={one.title}
        lede={one.aboutText === '' ? undefined : one.aboutText}
        next={
          <>
            <ActLink href={`${root}/calendar`} kind="main" icon="day">
              {t.calendar}
            </ActLink>
            {view.who?.desk === true && <ActLink href={`${deskRoot(view)}/centres/${one.id}`}>{t.desk}</ActLink>}
          </>
        }
      />
      <Pair
        side={
          <>
            <Block title={t.hours} id="hours">
              {hasHours(data.opening) ? <Hours view={view} {...data.opening} /> : <p>{t.noHours}</p>}
            </Block>
            {facts.length > 0 && <Facts items={facts} />}
          </>
        }
      >
        <Block title={t.rooms} id="rooms">
          <Offerings view={view} all={data.rooms} none={t.noRooms} />
        </Block>
        <Block title={t.services} id="services">
          <Offerings view={view} all={data.services} none={t.noServices} />
        </Block>
        {data.things.length > 0 && (
          <Block title={t.things} id="things">
            <Offerings view={view} all={data.things} none="" />
          </Block>
        )}
        <Block title={t.visits} id="visits">
          <VisitTable view={view} sums={data.sums} />
        </Block>
      </Pair>
    </Page>
  );
}
