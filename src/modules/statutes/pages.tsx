import type { VNode } from 'preact';
import { formatDate, type LocalDate } from '#kernel/dates';
import type { Words } from '#kernel/words';
import { pick } from '#kernel/words';
import type { Context, ListData } from '#platform/web';
import { Day } from '#ui/day';
import { ActLink, ConfirmForm, Field, FieldRow, Form, type FormState, Note } from '#ui/form';
import type { Column } from '#ui/list';
import { ListPage } from '#ui/list-page';
import { Page } from '#ui/page';
import { Block, Empty, Facts, PageHead, Pair, RecordHead } from '#ui/record';
import { deskRoot, spaceRoot, type View } from '#ui/view';
import { en } from './en.ts';
import { standingOf } from './rules.ts';
import { levels, type Standing, type Statute, uses } from './schema.ts';
import { zh } from './zh.ts';

/** The words of this room in the reader's language. */
export function wordsOf(view: View): Words<typeof zh> {
  return pick(view.lang, { zh, en });
}

/** An entry with where it stands today. */
export interface StatuteRow {
  readonly statute: Statute;
  readonly standing: Standing;
}

/** Columns of the register. */
export function statuteColumns({ view }: Pick<Context, 'view'>): readonly Column<StatuteRow>[] {
  const w = wordsOf(view);
  const level = (row: StatuteRow): string => w.levels[row.statute.level];
  const standing = (row: StatuteRow): string => w.standings[row.standing];
  const day = (key: 'inForceFrom' | 'validUntil' | 'reviewOn') => ({
    cell: (row: StatuteRow) => {
      const on = row.statute[key];
      return on === null ? '' : <Day view={view} date={on} full />;
    },
    text: (row: StatuteRow) => row.statute[key],
  });
  return [
    {
      key: 'title',
      title: w.register.name,
      cell: (row) => row.statute.title,
      text: (row) => row.statute.title,
      wide: true,
    },
    { key: 'level', title: w.register.level, cell: level, text: level, secondary: true },
    { key: 'standing', title: w.register.standing, cell: standing, text: standing },
    {
      key: 'issuer',
      title: w.register.issuer,
      cell: (row) => row.statute.issuer,
      text: (row) => row.statute.issuer,
      desktopOnly: true,
    },
    { key: 'from', title: w.register.from, ...day('inForceFrom'), desktopOnly: true },
    { key: 'until', title: w.register.until, ...day('validUntil'), secondary: true },
    { key: 'review', title: w.register.review, ...day('reviewOn'), desktopOnly: true },
  ];
}

/** The public register. */
export function RegisterPage(props: { readonly view: View; readonly data: ListData<StatuteRow> }): VNode {
  const { view, data } = props;
  const w = wordsOf(view).register;
  const root = spaceRoot(view);
  const ways = (
    <>
      <ActLink href={`${root}/rules`}>{w.rules}</ActLink>
      <ActLink href={`${root}/pact`}>{w.pact}</ActLink>
    </>
  );
  return (
    <ListPage
      view={view}
      {...data}
      title={w.title}
      lede={w.lede}
      section="rules"
      search
      rowKey={(row) => row.statute.id}
      rowHref={(row) => `${root}/statutes/${row.statute.id}`}
      bar={
        <>
          <ActLink href={`${deskRoot(view)}/statutes/new`} kind="line" icon="plus">
            {w.add}
          </ActLink>
          {ways}
        </>
      }
      empty={
        <Empty title={w.none} acts={ways}>
          {w.noneWhy}
        </Empty>
      }
    />
  );
}

function until(view: View, day: LocalDate | null): string {
  return day === null ? wordsOf(view).register.noEnd : formatDate(day, view.lang);
}

/** One entry in public. */
export function StatutePage(props: {
  readonly view: View;
  readonly statute: Statute;
  readonly today: LocalDate;
  readonly keep: boolean;
  readonly keyValue: string;
}): VNode {
  const { view, statute, today, keep, keyValue } = props;
  const all = wordsOf(view);
  const w = all.register;
  const standing = standingOf(statute, today);
  const desk = `${deskRoot(view)}/statutes/${statute.id}`;
  return (
    <Page view={view} title={statute.title} section="rules">
      <RecordHead
        kind={`${all.levels[statute.level]} ${statute.number}`}
        title={statute.title}
        state={all.standings[standing]}
        lede={statute.issuer}
        next={
          keep &&
          standing !== 'struck' && (
            <ActLink href={desk} kind="line" icon="edit">
              {w.edit}
            </ActLink>
          )
        }
      />
      {standing === 'over' && <Note tone="wait">{w.overNote(until(view, statute.validUntil))}</Note>}
      {statute.struckReason !== null && <Note tone="plain">{w.struckBecause(statute.struckReason)}</Note>}
      <Pair
        side={
          <Facts
            items={[
              { term: w.from, value: formatDate(statute.inForceFrom, view.lang) },
              { term: w.until, value: until(view, statute.validUntil) },
              ...(statute.reviewOn === null
                ? []
                : [{ term: w.review, value: formatDate(statute.reviewOn, view.lang) }]),
              ...(statute.document === '' ? [] : [{ term: w.document, value: statute.document }]),
            ]}
          />
        }
      >
        {statute.summary !== '' && <p>{statute.summary}</p>}
        <Block title={w.used}>
          {statute.uses.length === 0 ? (
            <p class="muted">{w.unused}</p>
          ) : (
            <ul>
              {statute.uses.map((use) => (
                <li key={use}>
                  <a href={useHref(view, use)}>{all.uses[use]}</a>
                </li>
              ))}
            </ul>
          )}
        </Block>
        {keep && standing !== 'struck' && (
          <ConfirmForm
            {...{ view, keyValue, name: 'strike', kind: 'word', label: w.strike, action: `${desk}/strike` }}
            reason={{ label: w.strikeWhy, required: true }}
          />
        )}
      </Pair>
    </Page>
  );
}

function useHref(view: View, use: (typeof uses)[number]): string {
  const [sort, key] = use.split(':');
  return sort === 'rule' ? `${spaceRoot(view)}/rules?kind=${key}` : `${spaceRoot(view)}/procedures/${key}`;
}

/** An entry as a form; a review is the same form. */
export function StatuteFormPage(props: {
  readonly view: View;
  readonly state: FormState | undefined;
  readonly keyValue: string;
  readonly statute?: Statute;
}): VNode {
  const { view, state, keyValue, statute } = props;
  const all = wordsOf(view);
  const w = all.register;
  const title = statute === undefined ? w.add : w.edit;
  const kept = { view, state, form: 'statute' } as const;
  return (
    <Page view={view} title={title} area="desk" section="decisions">
      <PageHead title={title} lede={w.addLede} />
      <Form
        view={view}
        state={state}
        name="statute"
        action={`${deskRoot(view)}/statutes/${statute?.id ?? 'new'}`}
        submit={w.save}
        keyValue={keyValue}
      >
        <Field {...kept} name="title" label={w.name} required value={statute?.title} />
        <Field
          {...{ ...kept, name: 'level', label: w.level, type: 'select', required: true, value: statute?.level }}
          options={levels.map((value) => ({ value, label: all.levels[value] }))}
        />
        <Field {...kept} name="issuer" label={w.issuer} required value={statute?.issuer} />
        <Field
          {...{ ...kept, name: 'document', label: w.document, hint: w.documentHint, optional: true }}
          value={statute?.document}
        />
        <Field
          {...{
            ...kept,
            name: 'summary',
            label: w.summary,
            hint: w.summaryHint,
            type: 'area',
            rows: 3,
            optional: true,
          }}
          value={statute?.summary}
        />
        <FieldRow>
          <Field
            {...{ ...kept, name: 'inForceFrom', label: w.from, type: 'date', required: true }}
            value={statute?.inForceFrom}
          />
          <Field
            {...{ ...kept, name: 'validUntil', label: w.until, type: 'date', optional: true }}
            value={statute?.validUntil ?? undefined}
          />
        </FieldRow>
        <Field
          {...{ ...kept, name: 'reviewOn', label: w.review, hint: w.reviewHint, type: 'date', optional: true }}
          value={statute?.reviewOn ?? undefined}
        />
        <Field
          {...{ ...kept, name: 'uses', label: w.used, type: 'checks', value: statute?.uses }}
          options={uses.map((value) => ({ value, label: all.uses[value] }))}
        />
      </Form>
    </Page>
  );
}
