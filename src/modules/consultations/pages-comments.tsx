import type { VNode } from 'preact';
import { formatDate } from '#kernel/dates';
import { excerpt } from '#kernel/text';
import type { ListData } from '#platform/web';
import { ActLink } from '#ui/form';
import type { Column } from '#ui/list';
import { ListPage } from '#ui/list-page';
import { Empty } from '#ui/record';
import { spaceRoot, type View } from '#ui/view';
import { wordsOf } from './pages.tsx';
import { owesAnswer } from './rules.ts';
import type { Answer, Comment, Consultation } from './schema.ts';

/** A comment with what became of it, for lists and exports; no names. */
export interface CommentRow {
  readonly id: string;
  readonly comment: Comment;
  readonly heading: string;
  readonly answer: Answer | null;
}

/** Columns of the comments of a consultation. */
export function commentColumns(view: View): Column<CommentRow>[] {
  const words = wordsOf(view);
  const w = words.comments;
  const said = ({ comment }: CommentRow) =>
    comment.takenBack
      ? words.page.takenBack
      : comment.hiddenReason === null
        ? comment.text
        : words.page.hidden(comment.hiddenReason);
  const way = ({ comment }: CommentRow) =>
    words.page.by([words.ways[comment.way], comment.source, formatDate(comment.saidOn, view.lang)]);
  const outcome = ({ answer, comment }: CommentRow) => {
    if (answer !== null) return words.outcomes[answer.outcome];
    return owesAnswer(comment) ? w.open : '';
  };
  const reason = ({ answer }: CommentRow) => answer?.reason ?? '';
  return [
    {
      ...{ key: 'ordinal', title: w.ordinal, desktopOnly: true },
      ...{ cell: (one) => one.comment.ordinal, text: (one) => one.comment.ordinal },
    },
    { key: 'text', title: w.text, cell: said, text: said, wide: true },
    {
      key: 'section',
      title: w.section,
      cell: (one) => excerpt(one.heading, 20),
      text: (one) => one.heading,
      secondary: true,
    },
    { key: 'outcome', title: w.outcome, cell: outcome, text: outcome },
    { key: 'reason', title: w.reason, cell: (one) => excerpt(reason(one), 24), text: reason, desktopOnly: true },
    {
      ...{ key: 'supports', title: w.supports, numeric: true },
      cell: (one) => (one.comment.supports === 0 ? '' : one.comment.supports),
      text: (one) => one.comment.supports,
    },
    { key: 'way', title: w.way, cell: ({ comment }) => words.ways[comment.way], text: way, desktopOnly: true },
  ];
}

/** All comments of a consultation as a list; `back` is the page it belongs to. */
export function CommentsPage(props: {
  readonly view: View;
  readonly of: Consultation;
  readonly data: ListData<CommentRow>;
  readonly back: string;
  readonly area?: 'desk';
}): VNode {
  const { view, of, data, back, area } = props;
  const w = wordsOf(view).comments;
  const leave = <ActLink href={back}>{w.back}</ActLink>;
  return (
    <ListPage
      view={view}
      {...data}
      title={`${of.title} · ${w.title}`}
      lede={w.lede}
      {...(area === undefined ? {} : { area })}
      section="decisions"
      bar={leave}
      rowKey={(one) => one.id}
      rowHref={(one) => `${back}#c-${one.comment.ordinal}`}
      empty={
        <Empty
          title={w.none}
          acts={
            <>
              {leave}
              <ActLink href={`${spaceRoot(view)}/consultations`}>{wordsOf(view).page.back}</ActLink>
            </>
          }
        >
          {w.noneWhy}
        </Empty>
      }
    />
  );
}
