import type { VNode } from 'preact';
import type { Words } from '#kernel/words';
import { pick } from '#kernel/words';
import type { ListData } from '#platform/web';
import type { Column } from '#ui/list';
import { ReadingList } from '#ui/list-page';
import { Block, Lines } from '#ui/record';
import { Act } from '#ui/refusal';
import { deskRoot, spaceRoot, type View } from '#ui/view';
import { participationEn } from './en-participation.ts';
import { type StageLine, stages } from './rules-participation.ts';
import { participationZh } from './zh-participation.ts';

/** The words of residents' part in the reader's language. */
export function participationWords(view: View): Words<typeof participationZh> {
  return pick(view.lang, { zh: participationZh, en: participationEn });
}

function said(view: View, line: StageLine): string {
  const w = participationWords(view);
  if (line.state === 'reached') return w.counts[line.stage](line.count);
  return line.state === 'explained' ? `${w.states.explained}: ${line.reason ?? ''}` : w.states[line.state];
}

/** The five stages of residents' part on a project's page; at the desk one says why a stage was left out. */
export function ParticipationBlock(props: {
  readonly view: View;
  readonly projectId: string;
  readonly lines: readonly StageLine[];
  /** At the desk: the page's key. */
  readonly keyValue?: string;
}): VNode {
  const { view, projectId, lines, keyValue } = props;
  const w = participationWords(view);
  return (
    <Block title={w.title} id="participation">
      <p class="muted">
        {w.lede} <a href={`${spaceRoot(view)}/participation`}>{w.list.see}</a>
      </p>
      <Lines
        items={lines.map((line) => ({
          key: line.stage,
          what: <b>{w.stages[line.stage]}</b>,
          note: line.state === 'skipped' ? <span class="wrong">{said(view, line)}</span> : said(view, line),
          value: line.state === 'reached' ? '✓' : line.state === 'ahead' ? '' : '×',
          ...(keyValue !== undefined && line.state === 'skipped'
            ? {
                acts: (
                  <Act
                    {...{ view, keyValue: `${keyValue}${line.stage}`, name: 'stage', label: w.explain, kind: 'word' }}
                    action={`${deskRoot(view)}/projects/${projectId}/stage`}
                    hidden={{ stage: line.stage }}
                    reason={{ label: w.why, required: true }}
                  />
                ),
              }
            : {}),
        }))}
      />
    </Block>
  );
}

/** A project with its stages, in the list of all. */
export interface ParticipationRow {
  readonly id: string;
  readonly title: string;
  readonly lines: readonly StageLine[];
}

/** Columns of the list: one for each stage, and what was left out. */
export function participationColumns(view: View): Column<ParticipationRow>[] {
  const w = participationWords(view);
  const mark = { reached: '✓', ahead: '–', explained: '×', skipped: '×' } as const;
  const left = (row: ParticipationRow): string => {
    const out = row.lines.filter((line) => line.state === 'skipped' || line.state === 'explained');
    if (out.length === 0) return w.list.whole;
    const text = (line: StageLine) => `${w.stages[line.stage]}: ${line.reason ?? w.states.skipped}`;
    return out.map(text).join(view.lang === 'zh' ? '；' : '; ');
  };
  return [
    { key: 'title', title: w.list.project, cell: (row) => row.title, text: (row) => row.title, wide: true },
    ...stages.map((stage) => ({
      ...{ key: stage, title: w.stages[stage], desktopOnly: true },
      cell: (row: ParticipationRow) => mark[row.lines.find((line) => line.stage === stage)?.state ?? 'ahead'],
      text: (row: ParticipationRow) => w.states[row.lines.find((line) => line.stage === stage)?.state ?? 'ahead'],
    })),
    {
      key: 'left',
      title: w.list.left,
      cell: (row) =>
        row.lines.some((line) => line.state === 'skipped') ? <span class="wrong">{left(row)}</span> : left(row),
      text: left,
      secondary: true,
    },
  ];
}

/** Every project with residents' part in it (F203). */
export function ParticipationPage(props: { readonly view: View; readonly data: ListData<ParticipationRow> }): VNode {
  const { view, data } = props;
  const w = participationWords(view).list;
  const root = spaceRoot(view);
  return (
    <ReadingList
      {...{ view, data, words: w, section: 'projects' as const }}
      rowKey={(row) => row.id}
      rowHref={(row) => `${root}/projects/${row.id}#participation`}
      ways={[
        { href: `${root}/projects`, label: w.see },
        { href: `${root}/say`, label: w.say },
      ]}
    />
  );
}
