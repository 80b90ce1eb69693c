import type { VNode } from 'preact';
import { formatDate, type LocalDate } from '#kernel/dates';
import { type Lang, pick } from '#kernel/words';
import { ActLink, type FormState } from '#ui/form';
import type { Column } from '#ui/list';
import { Page } from '#ui/page';
import { Block, Lines, PageHead, Statement } from '#ui/record';
import { Act, Refused } from '#ui/refusal';
import { deskRoot, hrefWith, spaceRoot, type View } from '#ui/view';
import { en } from './en-participation.ts';
import type { ProposedStep } from './queries-participation.ts';
import { type GroupLine, type Missing, type Participation, shareOf, told, ways } from './rules-participation.ts';
import { zh } from './zh-participation.ts';

/** A group as the file has it. */
export interface ParticipationRow extends GroupLine {
  readonly part: string;
  readonly name: string;
  /** Groups of fewer are not told. */
  readonly least: number;
}

/** What the page is given. */
export interface ParticipationProps {
  readonly view: View;
  readonly from: LocalDate;
  readonly found: Participation;
  readonly missing: readonly Missing[];
  /** Estates by their name. */
  readonly estates: ReadonlyMap<string, string>;
  /** Groups of fewer are not told. */
  readonly least: number;
  readonly keyValue: string;
  readonly state: FormState | undefined;
  /** Whether the reader may note that a step was taken. */
  readonly mayAct: boolean;
  readonly steps: readonly ProposedStep[];
}

const parts = ['bands', 'estates', 'types', 'duties'] as const;

/** Every group of every table, for the file. */
export function participationRows(props: ParticipationProps): ParticipationRow[] {
  const t = pick(props.view.lang, { zh, en });
  return parts.flatMap((part) =>
    props.found[part].map((line) => ({
      ...line,
      part: t.tables[part],
      name: nameOf(props, part, line.key),
      least: props.least,
    })),
  );
}

/** Columns of the file: small groups are held back there too. */
export function participationColumns(view: View): Column<ParticipationRow>[] {
  const t = pick(view.lang, { zh, en });
  const number = (count: number, row: ParticipationRow) => saidOf(view, count, row, row.least);
  const columns: (readonly [string, string, (row: ParticipationRow) => string])[] = [
    ['part', t.file.part, (row) => row.part],
    ['group', t.file.group, (row) => row.name],
    ['of', t.columns.of, (row) => number(row.of, row)],
    ['took', t.columns.took, (row) => number(row.took, row)],
    ['share', t.columns.share, (row) => shareSaid(row, row.least)],
    ...ways.map((way) => [way, t.ways[way], (row: ParticipationRow) => number(row.ways[way], row)] as const),
  ];
  return columns.map(([key, title, text]) => ({ key, title, text, cell: text }));
}

function saidOf(view: View, count: number, line: Pick<GroupLine, 'of'>, least: number): string {
  const t = pick(view.lang, { zh, en });
  const said = told(count, line, least);
  if (said === null) return t.small;
  return said === 'few' ? t.few(least) : `${said}`;
}

function shareSaid(line: GroupLine, least: number): string {
  const share = shareOf(line, least);
  // A share of few would tell the number that is held back.
  return share === null || told(line.took, line, least) === 'few' ? '–' : `${share}%`;
}

function nameOf(props: ParticipationProps, part: (typeof parts)[number], key: string): string {
  const t = pick(props.view.lang, { zh, en });
  const words: Readonly<Record<string, string>> =
    part === 'bands' ? t.bands : part === 'types' ? t.types : part === 'duties' ? t.duties : {};
  if (part === 'estates') return props.estates.get(key) ?? t.noEstate;
  return words[key === '' ? 'none' : key] ?? key;
}

/** Who takes part, for the office: by age, estate and way, with the next step instead of a list of who does not (F007, F195–F197). */
export function ParticipationPage(props: ParticipationProps): VNode {
  const { view, found, least } = props;
  const t = pick(view.lang, { zh, en });
  const share = shareOf(found.all, least);
  return (
    <Page view={view} title={t.title} area="desk" section="people" wide>
      <PageHead title={t.title} lede={t.lede(formatDate(props.from, view.lang))} />
      <Statement>
        {share === null
          ? t.small
          : told(found.all.took, found.all, least) === 'few'
            ? t.shareFew(found.all.of)
            : t.share(found.all.took, found.all.of, share)}
      </Statement>
      <Refused state={props.state} />
      <NextSteps {...props} />
      <StepsTaken {...props} />
      {found.all.of >= least && (
        <Block title={t.tables.ways}>
          <Lines
            items={ways.map((way) => ({
              key: way,
              what: t.ways[way],
              value: saidOf(view, found.all.ways[way], found.all, least),
            }))}
          />
        </Block>
      )}
      {parts.map((part) => (
        <Groups key={part} {...props} part={part} />
      ))}
      <p class="muted">{t.smallWhy(least)}</p>
      <p class="bar">
        <ActLink href={hrefWith(view.url, { format: 'xlsx' })} icon="download" download>
          {t.xlsx}
        </ActLink>
        <ActLink href={hrefWith(view.url, { format: 'csv' })} icon="download" download>
          {t.csv}
        </ActLink>
      </p>
    </Page>
  );
}

function NextSteps(props: ParticipationProps): VNode {
  const { view, missing } = props;
  const t = pick(view.lang, { zh, en });
  const links = linksOf(view);
  return (
    <Block title={t.nextTitle}>
      {missing.length === 0 ? (
        <p>{t.nextNone}</p>
      ) : (
        <Lines
          items={missing.map((one) => {
            const step = one.kind === 'estate' ? (one.without ?? 'any') : one.kind;
            const what = missingSaid(view.lang, props.estates, one);
            const open = props.steps.find((each) => isAbout(each, one) && each.doneAt === null);
            return {
              key: one.kind === 'estate' ? one.estateId : one.kind,
              what: t.steps[step].what,
              note: what,
              value: <a href={links[step]}>{t.steps[step].link}</a>,
              ...(open === undefined || !props.mayAct ? {} : { acts: <StepDone {...props} step={open} /> }),
            };
          })}
        />
      )}
    </Block>
  );
}

function missingSaid(lang: Lang, estates: ReadonlyMap<string, string>, one: Missing): string {
  const t = pick(lang, { zh, en }).missing;
  if (one.kind === 'estate') return t.estate(estates.get(one.estateId) ?? '', one.share);
  return one.kind === 'young' ? t.young(one.share) : t[one.kind](one.share);
}

/** What a task proposes for one group that is missing: what to do, and why; no name and no list of who does not. */
export function stepTitle(estates: ReadonlyMap<string, string>, one: Missing): string {
  const step = one.kind === 'estate' ? (one.without ?? 'any') : one.kind;
  return zh.step(zh.steps[step].what, missingSaid('zh', estates, one));
}

function isAbout(step: ProposedStep, one: Missing): boolean {
  return step.what === one.kind && (one.kind !== 'estate' || step.id === one.estateId);
}

/** A step that waits as a task: what was done about it is written down, and it is left three months to show. */
function StepDone(props: ParticipationProps & { readonly step: ProposedStep }): VNode {
  const { view, keyValue, step } = props;
  const t = pick(view.lang, { zh, en });
  return (
    <Act
      {...{ view, keyValue: `${keyValue}${step.what}${step.id}`, name: 'step', label: t.done, kind: 'word' }}
      action={`${deskRoot(view)}/participation/steps`}
      hidden={{ what: step.what, id: step.id }}
      reason={{ name: 'done', label: t.doneWhat, required: true }}
    />
  );
}

/** What was done where few took part, the last first. */
function StepsTaken({ view, steps }: ParticipationProps): VNode | null {
  const t = pick(view.lang, { zh, en });
  const taken = steps.filter((one) => one.doneAt !== null);
  if (taken.length === 0) return null;
  return (
    <Block title={t.taken}>
      <Lines
        items={taken.map((one) => ({
          key: `${one.what}${one.id}${one.doneAt?.getTime() ?? 0}`,
          what: one.done,
          note: one.title,
          value: one.doneAt === null ? '' : formatDate(one.doneAt, view.lang),
        }))}
      />
    </Block>
  );
}

/** Where each next step begins. */
function linksOf(view: View): Readonly<Record<keyof (typeof zh)['steps'], string>> {
  const [desk, open] = [deskRoot(view), spaceRoot(view)];
  return {
    speak: `${open}/say/poster`,
    join: `${desk}/activities`,
    give: `${open}/points`,
    discuss: `${open}/topics`,
    vote: `${open}/votes`,
    watch: `${open}/results`,
    any: `${desk}/matters/new`,
    young: `${desk}/activities`,
    duty: `${open}/topics`,
    deciding: `${desk}/matters/hot`,
  };
}

function Groups(props: ParticipationProps & { readonly part: (typeof parts)[number] }): VNode | null {
  const { view, part, found, least } = props;
  const t = pick(view.lang, { zh, en });
  const lines = found[part];
  if (lines.length === 0) return null;
  return (
    <Block title={t.tables[part]}>
      <table class="plain many">
        <thead>
          <tr>
            <th scope="col">{t.columns.group}</th>
            {[t.columns.of, t.columns.took, t.columns.share].map((title) => (
              <th key={title} scope="col" class="num">
                {title}
              </th>
            ))}
            {ways.map((way) => (
              <th key={way} scope="col" class="num desktop">
                {t.ways[way]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.key}>
              <th scope="row">{nameOf(props, part, line.key)}</th>
              {line.of < least ? (
                <td class="num" colSpan={3}>
                  {t.small}
                </td>
              ) : (
                [
                  <td key="of" class="num">
                    {line.of}
                  </td>,
                  <td key="took" class="num">
                    {saidOf(view, line.took, line, least)}
                  </td>,
                  <td key="share" class="num">
                    {shareSaid(line, least)}
                  </td>,
                  ...ways.map((way) => (
                    <td key={way} class="num desktop">
                      {saidOf(view, line.ways[way], line, least)}
                    </td>
                  )),
                ]
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </Block>
  );
}
