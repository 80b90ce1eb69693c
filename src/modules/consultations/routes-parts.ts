import { personNames } from '#modules/people';
import { oneOf } from '#platform/asked';
import type { Scope } from '#platform/scope';
import { type Body, type Context, withId } from '#platform/web';
import type { ListQuery } from '#ui/list';
import { wordsOf } from './pages.tsx';
import type { CommentRow } from './pages-comments.tsx';
import { askedText, commentsOn, consultations, textsOf } from './queries.ts';
import { type Answer, type Comment, consultationStates } from './schema.ts';

/** Names as the public may see them. */
export async function publicNames(scope: Scope, comments: readonly Comment[]): Promise<Map<string, string>> {
  const ids = comments.flatMap((one) => (one.personId === null || one.unnamed ? [] : [one.personId]));
  return new Map([...(await personNames(scope, ids))].map(([id, name]) => [id, name.public]));
}

/** Consultations for a list, with the words of its filter. */
export async function loadConsultations({ scope, view }: Context, query: ListQuery, open: boolean) {
  const w = wordsOf(view);
  const state = oneOf(consultationStates, query.filters['state']);
  const found = await consultations(scope, {
    ...{ q: query.q, open, limit: query.size, offset: (query.page - 1) * query.size },
    ...(state === undefined ? {} : { state }),
  });
  const options = consultationStates
    .filter((value) => !open || value !== 'draft')
    .map((value) => ({ value, label: w.states[value] }));
  return { ...found, filters: [{ key: 'state', title: w.list.filterState, options }] };
}

/** Comments of a consultation with their answers, for a list narrowed by section and outcome. */
export async function commentRows(
  { scope, view }: Context,
  query: ListQuery,
  id: string,
  answers: ReadonlyMap<string, Answer>,
) {
  const words = wordsOf(view);
  const [texts, comments] = await Promise.all([textsOf(scope, id), commentsOn(scope, id)]);
  const sections = askedText(texts);
  const headings = new Map(sections.map((one) => [one.key, one.heading]));
  const { section = '', outcome = '' } = query.filters;
  const rows: CommentRow[] = comments
    .map((comment) => ({
      ...{ id: comment.id, comment, answer: answers.get(comment.id) ?? null },
      heading: comment.section === null ? words.page.whole : (headings.get(comment.section) ?? ''),
    }))
    .filter((row) => section === '' || `${row.comment.section ?? 'whole'}` === section)
    .filter((row) => outcome === '' || (row.answer?.outcome ?? 'open') === outcome);
  const outcomes = Object.entries({ ...words.outcomes, open: words.comments.open });
  const filters = [
    {
      ...{ key: 'section', title: words.comments.filterSection },
      options: [
        ...sections.map((one) => ({ value: `${one.key}`, label: one.heading })),
        { value: 'whole', label: words.page.whole },
      ],
    },
    {
      ...{ key: 'outcome', title: words.comments.outcome },
      options: outcomes.map(([value, label]) => ({ value, label })),
    },
  ];
  const from = (query.page - 1) * query.size;
  return { rows: rows.slice(from, from + query.size), total: rows.length, filters };
}

/** What a form sent, about the comment that its address names. */
export const withComment = (context: Context, body: Body): Body => ({
  ...withId(context, body),
  commentId: context.params['comment'] ?? '',
});
