import { formatDate, formatDateTime } from '#kernel/dates';
import { isId } from '#kernel/ids';
import { bodies } from '#modules/bodies';
import { procedureRows } from '#modules/decisions';
import { topics } from '#modules/topics';
import { oneOf } from '#platform/asked';
import type { Scope } from '#platform/scope';
import type { Body, Context } from '#platform/web';
import type { ListQuery } from '#ui/list';
import type { View } from '#ui/view';
import { countText, nameOf, wordsOf } from './pages-parts.tsx';
import { meetings } from './queries.ts';
import type { Record } from './queries-record.ts';
import { isHere } from './rules.ts';
import { type MeetingState, meetingKinds, meetingStates } from './schema.ts';

/** The meeting an address names; the empty text where it names none. */
export function idIn(context: Context): string {
  const id = context.params['id'] ?? '';
  return isId(id) ? id : '';
}

/** A page of meetings with the filters above them. */
export async function loadMeetings({ scope, view }: Context, query: ListQuery, states: readonly MeetingState[]) {
  const w = wordsOf(view);
  const known = await bodies(scope);
  const kind = oneOf(meetingKinds, query.filters['kind']);
  const bodyId = known.find((one) => one.id === query.filters['body'])?.id;
  const state = oneOf(meetingStates, query.filters['state']);
  const wanted = state !== undefined && states.includes(state) ? [state] : states;
  const found = await meetings(scope, {
    ...{ q: query.q, states: wanted, limit: query.size, offset: (query.page - 1) * query.size },
    ...(kind === undefined ? {} : { kind }),
    ...(bodyId === undefined ? {} : { bodyId }),
  });
  const filters = [
    { key: 'state', title: w.list.filterState, options: states.map((value) => ({ value, label: w.states[value] })) },
    { key: 'kind', title: w.list.filterKind, options: meetingKinds.map((value) => ({ value, label: w.kinds[value] })) },
    { key: 'body', title: w.list.filterBody, options: known.map((one) => ({ value: one.id, label: one.name })) },
  ];
  return { ...found, filters };
}

/** Procedures that may be voted on at a meeting. */
export async function runningProcedures(scope: Scope) {
  const { rows } = await procedureRows(scope, { state: 'running', page: 1, size: 50 });
  return rows
    .filter((one) => one.stepKind === 'vote')
    .map((one) => ({ value: one.id, label: `${one.number} ${one.title}` }));
}

/** Topics of residents that wait for an agenda. */
export async function dueTopics(scope: Scope) {
  const { rows } = await topics(scope, { state: 'due', limit: 50, offset: 0 });
  return rows.map((one) => ({ value: one.id, label: `${one.number} ${one.title}` }));
}

/** A form's fields with the meeting from the path. */
export function withId(context: Context, fields: Body): unknown {
  return { ...fields, id: idIn(context) };
}

/** One field for each person, `way-<person>`; those left open say nothing. */
export function presenceInput(context: Context, fields: Body) {
  return { id: idIn(context), lines: perPerson(fields, 'way-').map(([personId, way]) => ({ personId, way })) };
}

/** One field for each seat, `answer-<seat>`. */
export function answersInput(context: Context, fields: Body): unknown {
  const lines = perPerson(fields, 'answer-').map(([seatId, choice]) => ({ seatId, choice }));
  return { id: idIn(context), itemId: fields['itemId'], lines };
}

/** Three numbers, or one field for each member, `mark-<person>`. */
export function voteInput(context: Context, fields: Body): unknown {
  const roll = perPerson(fields, 'mark-').map(([personId, mark]) => ({ personId, mark }));
  return { ...fields, id: idIn(context), marks: roll };
}

function perPerson(fields: Body, prefix: string): [string, string][] {
  return Object.entries(fields)
    .filter((pair): pair is [string, string] => pair[0].startsWith(prefix) && typeof pair[1] === 'string')
    .filter(([, value]) => value !== '')
    .map(([name, value]) => [name.slice(prefix.length), value]);
}

/** A first text of the minutes, from what happened: who came, what came of each item, what was promised. */
export function draftMinutes(view: View, of: Record): string {
  const words = wordsOf(view);
  const w = words.draft;
  const join = (ids: readonly string[]) => ids.map((id) => nameOf(of, id)).join(view.lang === 'zh' ? '、' : ', ');
  const { meeting } = of;
  const here = of.presence.filter(isHere).map((one) => one.personId);
  const away = of.seats.map((seat) => seat.personId).filter((one) => !here.includes(one));
  const when = formatDateTime(meeting.startsAt, view.lang);
  const items = of.items.flatMap((item) => [
    '',
    w.item(item.ordinal, item.title),
    ...spokenOn(of, item.id).map((ids) => w.spoke(join(ids))),
    ...of.motions
      .filter((one) => one.itemId === item.id)
      .flatMap((one) => [w.motion(one.text, nameOf(of, one.moverId), nameOf(of, one.secondId)), countText(view, one)]),
    ...(item.outcome === null ? [] : [w.result(item.outcome)]),
  ]);
  const promised = of.followups.map((one) =>
    w.promised(one.title, nameOf(of, one.ownerId), formatDate(one.dueOn, view.lang)),
  );
  return [
    w.head({ title: meeting.title, when, place: meeting.placeText, reason: '' }),
    w.here(join(here), here.length),
    ...(away.length === 0 ? [] : [w.away(join(away))]),
    ...items,
    ...(promised.length === 0 ? [] : ['', ...promised]),
  ].join('\n');
}

/** Who spoke on an item, each once, as one list; none where nobody did. */
function spokenOn(of: Record, itemId: string): string[][] {
  const ids = of.turns.filter((one) => one.itemId === itemId && one.beganAt !== null).map((one) => one.personId);
  return ids.length === 0 ? [] : [[...new Set(ids)]];
}
