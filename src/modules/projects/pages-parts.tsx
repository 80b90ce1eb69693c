import type { ComponentChildren, VNode } from 'preact';
import { formatDate } from '#kernel/dates';
import { formatMinutes } from '#kernel/hours';
import type { Words } from '#kernel/words';
import { pick } from '#kernel/words';
import type { Procedure } from '#modules/decisions';
import { Day } from '#ui/day';
import { Money } from '#ui/money';
import { Block, Empty, Facts, Lines } from '#ui/record';
import { Sums, Thread, type ThreadStep } from '#ui/thread';
import { spaceRoot, type View } from '#ui/view';
import { en } from './en.ts';
import type { ProjectRecord } from './queries-record.ts';
import { total } from './rules.ts';
import { type Draft, type Progress, partNames } from './schema.ts';
import { zh } from './zh.ts';

/** The words of this room in the reader's language. */
export function wordsOf(view: Pick<View, 'lang'>): Words<typeof zh> {
  return pick(view.lang, { zh, en });
}

/** Text with its line breaks as typed. */
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

/** The five parts of a version or a draft: one plan, read from top to bottom. */
export function FiveParts(props: { readonly view: View; readonly of: Draft }): VNode | null {
  const w = wordsOf(props.view);
  const said = partNames.filter((part) => props.of[part] !== '');
  if (said.length === 0) return null;
  return (
    <Block title={w.page.plan}>
      <dl class="said-list">
        {said.map((part) => (
          <div key={part}>
            <dt>{w.parts[part]}</dt>
            <dd>
              <Paragraphs text={props.of[part]} />
            </dd>
          </div>
        ))}
      </dl>
    </Block>
  );
}

function BudgetTable(props: { readonly view: View; readonly of: Draft }): VNode {
  const w = wordsOf(props.view);
  const { lines } = props.of;
  return (
    <table class="plain many">
      <caption class="sr">{w.page.budgetTitle}</caption>
      <thead>
        <tr>
          <th scope="col">{w.page.item}</th>
          <th scope="col">{w.page.source}</th>
          <th scope="col" class="num">
            {w.page.quantity}
          </th>
          <th scope="col" class="num">
            {w.page.price}
          </th>
          <th scope="col" class="num">
            {w.page.sum}
          </th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line, at) => (
          <tr key={`line${at}`}>
            <th scope="row">{line.title}</th>
            <td>{w.sources[line.source]}</td>
            <td class="num">{line.quantity.toString()}</td>
            <td class="num">
              <Money fen={line.price} />
            </td>
            <td class="num">
              <Money fen={line.quantity * line.price} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The budget against what was granted, paid, given back and is left: the sums add up to zero (F013, F043). */
export function BudgetBlock(props: { readonly view: View; readonly record: ProjectRecord; readonly of: Draft }): VNode {
  const { view, of } = props;
  const w = wordsOf(view).page;
  const { money } = props.record;
  const rows = [
    { term: w.sum, value: <Money fen={total(of.lines)} /> },
    { term: w.fromFund, value: <Money fen={total(of.lines, 'fund')} /> },
  ];
  const granted =
    money.approved === null
      ? []
      : [
          { term: w.approved, value: <Money fen={money.approved} />, tone: 'in' as const },
          { term: w.spent, value: <Money fen={-money.spent} />, tone: 'out' as const },
          { term: w.returned, value: <Money fen={-money.returned} /> },
          { term: w.left, value: <Money fen={money.left} />, tone: 'held' as const },
        ];
  return (
    <Block title={w.budgetTitle}>
      <BudgetTable view={view} of={of} />
      <Sums rows={[...rows, ...granted]} />
    </Block>
  );
}

/** What was paid, each line leading to its payment. */
export function PaymentsBlock(props: { readonly view: View; readonly record: ProjectRecord }): VNode {
  const { view, record } = props;
  const w = wordsOf(view).page;
  const paid = record.payments.filter((payment) => payment.state === 'paid');
  return (
    <Block title={w.paymentsTitle}>
      {paid.length === 0 ? (
        <p class="muted">{w.noPayments}</p>
      ) : (
        <Lines
          items={paid.map((payment) => ({
            key: payment.id,
            what: <a href={`${spaceRoot(view)}/payments/${payment.id}`}>{payment.whatFor}</a>,
            note: payment.publicPayee,
            value: <Money fen={payment.amount} tone="out" />,
          }))}
        />
      )}
    </Block>
  );
}

/** What one report counted. */
function Counted(props: { readonly view: View; readonly of: Progress }): VNode | null {
  const { view, of } = props;
  if (of.services === 0n && of.people === 0n && of.minutes === 0n) return null;
  return (
    <p class="muted">
      {wordsOf(view).page.counted(of.services, of.people)}
      {of.minutes > 0n && ` · ${formatMinutes(of.minutes, view.lang)}`}
    </p>
  );
}

function Photos(props: { readonly view: View; readonly record: ProjectRecord; readonly of: Progress }): VNode | null {
  const { view, record, of } = props;
  const own = record.photos.filter((photo) => photo.aboutId === of.id);
  const root = `${spaceRoot(view)}/files`;
  if (own.length === 0) return null;
  return (
    <p class="bar">
      {own.map((photo, at) => (
        <a key={photo.id} href={`${root}/${photo.id}`}>
          <img
            src={`${root}/${photo.id}?size=small`}
            alt={wordsOf(view).page.photoAlt(at + 1)}
            loading="lazy"
            width={160}
            height={120}
          />
        </a>
      ))}
    </p>
  );
}

/** How it goes, the newest first, with photos and what was counted (F043, F133). */
export function ProgressBlock(props: { readonly view: View; readonly record: ProjectRecord }): VNode {
  const { view, record } = props;
  const w = wordsOf(view).page;
  return (
    <Block title={w.progressTitle} id="progress">
      {record.progress.length === 0 ? (
        <p class="muted">{record.project.finishedAt === null ? w.noProgress : w.noProgressEver}</p>
      ) : (
        <ul class="answers">
          {record.progress.toReversed().map((one) => (
            <li key={one.id}>
              <p class="kind">
                <Day view={view} date={one.at} full /> · {w.steps.progress(one.percent)}
              </p>
              <Paragraphs text={one.text} />
              <Counted view={view} of={one} />
              <Photos view={view} record={record} of={one} />
            </li>
          ))}
        </ul>
      )}
    </Block>
  );
}

/** Every version with what changed and why; one that answers somebody's word says so (F049). */
export function VersionsBlock(props: { readonly view: View; readonly record: ProjectRecord }): VNode | null {
  const { view, record } = props;
  const w = wordsOf(view).page;
  if (record.versions.length === 0) return null;
  return (
    <Block title={w.versionsTitle}>
      <Lines
        items={record.versions.toReversed().map((version) => ({
          key: `v${version.version}`,
          what: (
            <>
              {w.version(version.version)}: {version.changed === '' ? w.firstVersion : version.changed}
            </>
          ),
          note: version.changeId === null ? undefined : w.byChange,
          value: <Day view={view} date={version.at} />,
        }))}
      />
    </Block>
  );
}

interface Dated {
  readonly at: Date;
  readonly step: ThreadStep;
}

/** What a procedure about a project is called: letting a service in, granting, or where the rest of the money goes. */
function procedureWords(view: View, item: Pick<Procedure, 'template' | 'number'>) {
  const w = wordsOf(view);
  const { number } = item;
  if (item.template === 'admission')
    return { term: w.kinds.service, link: w.page.admission(number), passed: w.page.steps.admissionPassed };
  if (item.template === 'surplus')
    return { term: w.surplus.to, link: w.page.decision(number), passed: w.surplus.passed };
  return { term: w.page.decided, link: w.page.decision(number), passed: w.page.steps.granted };
}

function procedureSteps(view: View, record: ProjectRecord): Dated[] {
  const w = wordsOf(view).page;
  return record.procedures.flatMap((item): Dated[] => {
    if (item.endedAt === null) return [];
    const words = procedureWords(view, item);
    const good = item.state === 'passed';
    const { amount } = item;
    return [
      {
        at: item.endedAt,
        step: {
          mark: good ? w.marks.decided : w.marks.ended,
          tone: good ? 'decided' : 'plain',
          date: <Day view={view} date={item.endedAt} />,
          title: good ? words.passed : w.steps.notPassed,
          body: <a href={`${spaceRoot(view)}/decisions/${item.id}`}>{words.link}</a>,
          ...(good && amount !== null ? { amount: <Money fen={amount} /> } : {}),
        },
      },
    ];
  });
}

function plain(view: View, at: Date | null, mark: string, title: string, body?: ComponentChildren): Dated[] {
  if (at === null) return [];
  const date = <Day view={view} date={at} />;
  return [{ at, step: { mark, tone: 'plain', date, title, ...(body === undefined ? {} : { body }) } }];
}

function versionSteps(view: View, record: ProjectRecord): Dated[] {
  const w = wordsOf(view).page;
  return record.versions.flatMap((version) =>
    version.version === 1
      ? plain(view, version.at, w.marks.submitted, w.steps.submitted)
      : plain(view, version.at, w.marks.changed, w.version(version.version), <p>{version.changed}</p>),
  );
}

function paidSteps(view: View, record: ProjectRecord): Dated[] {
  const w = wordsOf(view).page;
  return record.payments
    .filter((payment) => payment.state === 'paid')
    .map((payment) => ({
      at: payment.at,
      step: {
        mark: w.marks.paid,
        tone: 'paid',
        date: <Day view={view} date={payment.paidOn ?? payment.at} />,
        title: w.steps.paid(payment.whatFor),
        amount: <Money fen={-payment.amount} />,
      },
    }));
}

/** What happened, in order. */
export function Timeline(props: { readonly view: View; readonly record: ProjectRecord }): VNode {
  const { view, record } = props;
  const { project } = record;
  const w = wordsOf(view).page;
  // Things of the same moment stay in the order in which one leads to the other.
  const steps = [
    ...versionSteps(view, record),
    ...procedureSteps(view, record),
    ...plain(view, project.startedAt, w.marks.held, w.steps.running),
    ...record.progress.flatMap((one) => plain(view, one.at, w.marks.progress, w.steps.progress(one.percent))),
    ...paidSteps(view, record),
    ...plain(view, project.finishedAt, w.marks.done, w.steps.done),
    ...plain(view, project.closedAt, w.marks.closed, w.steps.closed),
  ].sort((a, b) => a.at.getTime() - b.at.getTime());
  return (
    <Block title={w.timeline}>
      <Thread view={view} steps={steps.map((one) => one.step)} />
    </Block>
  );
}

/** The needs it answers (F014). */
export function NeedsBlock(props: { readonly view: View; readonly record: ProjectRecord }): VNode {
  const { view, record } = props;
  const w = wordsOf(view).page;
  return (
    <Block title={w.needsTitle}>
      {record.needs.length === 0 ? (
        <p class="muted">{w.noNeeds}</p>
      ) : (
        <Lines
          items={record.needs.map((need) => ({
            key: need.id,
            what: <a href={`${spaceRoot(view)}/needs/${need.id}`}>{need.title}</a>,
            note: need.number ?? undefined,
          }))}
        />
      )}
    </Block>
  );
}

/** Facts at the side. */
export function ProjectFacts(props: {
  readonly view: View;
  readonly record: ProjectRecord;
  readonly inside?: boolean;
}): VNode {
  const { view, record } = props;
  const w = wordsOf(view);
  const { project, fund, leader } = record;
  const root = spaceRoot(view);
  const { startsOn, endsOn } = project;
  const day = (date: string) => formatDate(date, view.lang);
  const items: { term: string; value: ComponentChildren }[] = [];
  if (record.provider !== null)
    items.push({
      term: w.page.provider,
      value: <a href={`${root}/organisations/${project.providerId ?? ''}`}>{record.provider}</a>,
    });
  if (leader !== null)
    items.push({ term: w.page.leader, value: props.inside === true ? leader.inside : leader.public });
  if (fund !== null) items.push({ term: w.page.fund, value: <a href={`${root}/funds/${fund.id}`}>{fund.name}</a> });
  items.push({ term: w.page.driver, value: w.drivers[project.driver] });
  if (startsOn !== null && endsOn !== null)
    items.push({
      term: w.page.days,
      value: (
        <>
          <span class="one">{day(startsOn)}</span> {w.page.until} <span class="one">{day(endsOn)}</span>
        </>
      ),
    });
  for (const item of record.procedures) {
    const words = procedureWords(view, item);
    items.push({ term: words.term, value: <a href={`${root}/decisions/${item.id}`}>{words.link}</a> });
  }
  if (record.reportDue !== null && project.state === 'running')
    items.push({ term: w.page.reportAsked, value: <ReportDue view={view} due={record.reportDue} /> });
  if (record.finalDue !== null)
    items.push({ term: w.page.finalAsked, value: <ReportDue view={view} due={record.finalDue} /> });
  return <Facts items={items} />;
}

/** When the next report is asked for: red when late, and said so in words (F139). */
export function ReportDue(props: { readonly view: View; readonly due: Date }): VNode {
  const { view, due } = props;
  const late = due < view.now;
  if (!late) return <Day view={view} date={due} />;
  return <span class="late">{wordsOf(view).list.late(formatDate(due, view.lang))}</span>;
}

/** Nothing in the list yet. */
export function NoProjects(props: { readonly view: View; readonly why: string; readonly acts: ComponentChildren }) {
  return (
    <Empty title={wordsOf(props.view).list.none} acts={props.acts}>
      {props.why}
    </Empty>
  );
}
