import { fail } from '#kernel/result';
import { allowed } from '#platform/permission';
import { actorId } from '#platform/scope';
import { type Body, type Context, form, type Route, type Shown } from '#platform/web';
import type { FormState } from '#ui/form';
import { deskRoot } from '#ui/view';
import { enterSheet } from './commands-paper.ts';
import { PaperPage } from './pages-paper.tsx';
import { permissions } from './permissions.ts';
import { entriesOf } from './queries-paper.ts';
import { record } from './queries-record.ts';
import { idIn, presenceInput } from './routes-parts.ts';

async function showPaper(context: Context, state?: FormState): Promise<Shown> {
  const { scope, view, key } = context;
  const of = await record(scope, idIn(context), 'inside');
  if (of === null) return fail('meetings.not_found');
  if (!allowed(scope, permissions.type).ok) return fail('access.not_allowed');
  const entries = await entriesOf(scope, of.meeting.id);
  return <PaperPage {...{ view, state, keyValue: key, of, entries, self: actorId(scope) }} />;
}

const fieldName = /^item-([0-9a-f-]{36})-([a-z]+)$/;

/** One line for each item, from fields named `item-<item>-<what>`; and who was there. */
function sheetInput(context: Context, fields: Body): unknown {
  const items = new Map<string, Record<string, unknown>>();
  for (const [name, value] of Object.entries(fields)) {
    const [, itemId, what] = fieldName.exec(name) ?? [];
    if (itemId === undefined || what === undefined) continue;
    items.set(itemId, { ...items.get(itemId), itemId, [what]: value });
  }
  const { lines } = presenceInput(context, fields);
  return { id: idIn(context), from: fields['from'], until: fields['until'], lines, items: [...items.values()] };
}

/** Typing a meeting from its sheets. */
export const paperRoutes: readonly Route[] = [
  form('/desk/:space/meetings/:id/paper', {
    permission: permissions.type,
    ...{ name: 'paper', command: enterSheet, show: showPaper, input: sheetInput },
    done: (context, { step }) =>
      step === 'done'
        ? `${deskRoot(context.view)}/meetings/${idIn(context)}?done=typed`
        : `${deskRoot(context.view)}/meetings/${idIn(context)}/paper?done=${step === 'second' ? 'typed_once' : 'typed_apart'}`,
  }),
];
