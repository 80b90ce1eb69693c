import { fail } from '#kernel/result';
import { actorId } from '#platform/scope';
import type { Context, Shown } from '#platform/web';
import type { FormState } from '#ui/form';
import { MeetingPage } from './pages.tsx';
import { takesPart } from './queries.ts';
import { record } from './queries-record.ts';
import { idIn } from './routes-parts.ts';
import { publicStates } from './schema.ts';

/** A meeting as everybody may see it. */
export async function showPublic(context: Context, state?: FormState): Promise<Shown> {
  const { scope, view } = context;
  const of = await record(scope, idIn(context), 'public');
  if (of === null || !publicStates.includes(of.meeting.state)) return fail('meetings.not_found');
  return <MeetingPage view={view} of={of} state={state} takes={await takesPart(scope, of.meeting, actorId(scope))} />;
}
