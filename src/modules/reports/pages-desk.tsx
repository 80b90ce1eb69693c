import type { VNode } from 'preact';
import { formatDate, type LocalDate } from '#kernel/dates';
import { ActLink, Field, FieldRow, Form, type FormState } from '#ui/form';
import { Page } from '#ui/page';
import { Block, Empty, Lines, PageHead, RecordHead } from '#ui/record';
import { deskRoot, spaceRoot, type View } from '#ui/view';
import { periodName, ReportBody, wordsOf } from './pages-parts.tsx';
import { type Period, type ReportContent, showingPlaces, type Version } from './schema.ts';

/** The periods that are over, each with what was published of it. */
export function ReportsDeskPage(props: {
  readonly view: View;
  readonly periods: readonly { readonly period: Period; readonly last: Version | null }[];
}): VNode {
  const { view, periods } = props;
  const w = wordsOf(view.lang);
  const desk = deskRoot(view);
  return (
    <Page view={view} title={w.desk.title} area="desk" section="fund">
      <PageHead
        title={w.desk.title}
        lede={w.desk.lede}
        acts={<ActLink href={`${spaceRoot(view)}/reports`}>{w.desk.public}</ActLink>}
      />
      {periods.length === 0 ? (
        <Empty title={w.desk.none} acts={<ActLink href={`${desk}/money`}>{w.desk.money}</ActLink>}>
          {w.desk.noneWhy}
        </Empty>
      ) : (
        <Lines
          items={periods.map(({ period, last }) => ({
            key: period.key,
            what: <a href={`${desk}/reports/${period.key}`}>{periodName(view.lang, period)}</a>,
            note:
              last === null
                ? w.spans[period.span]
                : `${w.spans[period.span]} · ${w.desk.done(last.version, formatDate(last.publishedOn, view.lang))}`,
            ...(last === null ? { value: <span class="held">{w.desk.waiting}</span> } : {}),
          }))}
        />
      )}
    </Page>
  );
}

/** Where the last version was shown, and writing down one more place. */
function Shown(props: {
  readonly view: View;
  readonly state: FormState | undefined;
  readonly keyValue: string;
  readonly last: Version;
  readonly action: string;
  readonly day: LocalDate;
}): VNode {
  const { view, state, keyValue, last } = props;
  const w = wordsOf(view.lang);
  const show = { view, state, form: 'show' };
  return (
    <Block title={w.report.shown}>
      <Lines
        items={last.showings.map((showing) => ({
          key: `${showing.place}${showing.day}`,
          what: w.places[showing.place],
          value: formatDate(showing.day, view.lang),
        }))}
      />
      <Form
        {...{ view, state, keyValue, name: 'show', action: props.action, submit: w.desk.show }}
        hidden={{ versionId: last.id }}
        quiet
      >
        <FieldRow>
          <Field
            {...{ ...show, name: 'place', type: 'select', label: w.desk.place }}
            options={showingPlaces.map((value) => ({ value, label: w.places[value] }))}
            required
          />
          <Field {...{ ...show, name: 'day', type: 'date', label: w.desk.day, value: props.day }} required />
        </FieldRow>
      </Form>
    </Block>
  );
}

/** One period at the desk: what the books say now, publishing it, and where it was shown. */
export function ReportDeskPage(props: {
  readonly view: View;
  readonly state: FormState | undefined;
  readonly keyValue: string;
  readonly period: Period;
  readonly content: ReportContent;
  readonly versions: readonly Version[];
  readonly day: LocalDate;
  readonly over: boolean;
}): VNode {
  const { view, state, keyValue, period, versions } = props;
  const w = wordsOf(view.lang);
  const here = `${deskRoot(view)}/reports/${period.key}`;
  const last = versions[0];
  const publish = { view, state, form: 'publish' };
  return (
    <Page view={view} title={periodName(view.lang, period)} area="desk" section="fund">
      <RecordHead
        kind={<a href={`${deskRoot(view)}/reports`}>{w.desk.title}</a>}
        title={w.report.title(periodName(view.lang, period))}
        state={last === undefined ? w.desk.waiting : w.desk.done(last.version, formatDate(last.publishedOn, view.lang))}
        {...(last === undefined
          ? {}
          : {
              next: (
                <>
                  <ActLink href={`${spaceRoot(view)}/reports/${last.id}`}>{w.desk.public}</ActLink>
                  <ActLink href={`${spaceRoot(view)}/reports/${last.id}/poster`} icon="print">
                    {w.report.poster}
                  </ActLink>
                </>
              ),
            })}
      />
      {props.over && (
        <Form
          {...{ view, state, keyValue, name: 'publish', action: `${here}/publish` }}
          submit={last === undefined ? w.desk.publish : w.desk.again}
          quiet={last !== undefined}
        >
          <Field
            {...{ ...publish, name: 'summary', type: 'area', label: w.desk.summary, hint: w.desk.summaryHint }}
            value={last?.summary}
            optional
          />
          {last !== undefined && <Field {...{ ...publish, name: 'reason', label: w.desk.reason }} required />}
        </Form>
      )}
      {last !== undefined && <Shown {...{ view, state, keyValue, last }} action={`${here}/show`} day={props.day} />}
      <Block title={w.desk.preview}>
        <ReportBody view={view} content={props.content} />
      </Block>
    </Page>
  );
}
