import { normalisePhone } from '#kernel/checks';
import { formatDate } from '#kernel/dates';
import { fail } from '#kernel/result';
import { normalise } from '#kernel/text';
import { guessClass, matter, matterHeadlines, matters, similarMatters } from '#modules/intake';
import { classNames, classOptions } from '#modules/needs';
import { findByPhoneEnd, personNames } from '#modules/people';
import { holdersOf } from '#modules/tasks';
import { allowed } from '#platform/permission';
import { type Scope, today } from '#platform/scope';
import type { Body, Context, FormStep, Route } from '#platform/web';
import { form, get, post, raw } from '#platform/web';
import type { FormState } from '#ui/form';
import { deskRoot } from '#ui/view';
import { takeCall } from './commands.ts';
import { closeReception, planReception } from './commands-days.ts';
import { speakNote, writeNote } from './commands-notes.ts';
import { DaysPage, DeskDaysPage, NotesPage, type ShownReception, SpeakPage } from './pages.tsx';
import { CallPage, ToldPage } from './pages-call.tsx';
import { wordsOf } from './pages-parts.tsx';
import { permissions } from './permissions.ts';
import { receptions, soundOf, voiceNotes } from './queries.ts';
import { largestSpeech, TakeCall } from './schema.ts';

const shown = (state: FormState | undefined, name: string): string => {
  const value = state?.values[name];
  return typeof value === 'string' ? value : '';
};

/** Asks for the words first, and then shows what they are like; what is wrong with the first part is said before. */
function nextStep(_context: Context, body: Body): FormStep | null {
  if (body['step'] === 'check') return null;
  const parsed = TakeCall.safeParse(body);
  const typed = (name: string): string => {
    const value = body[name];
    return typeof value === 'string' ? normalise(value) : '';
  };
  const named = ['anonymous', 'person', 'contact_name'].some((name) => typed(name) !== '');
  const words = typed('words') !== '';
  // The second part has no field for the number: what is wrong with it is said here.
  const phone = typed('phone') === '' ? null : normalisePhone(typed('phone'));
  const faults = [
    ...(phone === null || phone.ok ? [] : [{ ...phone.fault, field: 'phone' }]),
    ...(named ? [] : [{ code: 'reception.who_missing', field: 'contact_name' }]),
    ...(words ? [] : [{ code: 'reception.words_missing', field: 'words' }]),
  ];
  if (faults.length > 0) return { values: { step: 'write' }, faults };
  return parsed.success ? { values: { step: 'check' }, faults: [] } : null;
}

async function showCall(context: Context, state?: FormState) {
  const { scope, view, url } = context;
  const tail = url.searchParams.get('tail') ?? '';
  const words = shown(state, 'words');
  // What is wrong with the first part is put right there.
  const wrong = ['words', 'contact_name', 'phone', 'place_text'].some((name) => state?.errors[name] !== undefined);
  const step = shown(state, 'step') === 'check' && !wrong ? 'check' : 'write';
  const petition = shown(state, 'channel') === 'petition';
  const classes = await classNames(scope, view.lang);
  const guess = step === 'check' ? await guessClass(scope, words) : null;
  const similar = step === 'check' && !petition ? await similarMatters(scope, words) : [];
  const w = wordsOf(view).call;
  const planned = (await receptions(scope)).filter((one) => one.state === 'planned');
  return (
    <CallPage
      view={view}
      keyValue={context.key}
      state={state}
      step={step}
      tail={tail}
      callers={(await findByPhoneEnd(scope, tail)).map((one) => ({
        value: one.id,
        label: one.name,
        ...(one.placeName === null ? {} : { hint: one.placeName }),
      }))}
      classes={await classOptions(scope, view.lang)}
      guess={guess === null ? null : { code: guess.code, name: classes.get(guess.code) ?? guess.code }}
      similar={similar.map((one) => ({ value: one.id, label: one.headline, hint: w.sameAs(one.number, one.joined) }))}
      days={planned.map((one) => ({ value: one.id, label: `${formatDate(one.heldOn, view.lang)} · ${one.place}` }))}
    />
  );
}

async function showTold({ scope, view, params }: Context) {
  const found = await matter(scope, params['id'] ?? '');
  if (found === null) return fail('intake.not_found');
  return <ToldPage view={view} id={found.id} number={found.number} code={found.slipCode} />;
}

const ended = ['solved', 'closed', 'answered'];

async function shownDays(scope: Scope, side: 'public' | 'inside'): Promise<ShownReception[]> {
  const all = await receptions(scope);
  const names = await personNames(
    scope,
    all.map((one) => one.leaderId),
  );
  const states = new Map(
    (
      await matters(
        scope,
        all.flatMap((one) => one.matterIds),
      )
    ).map((one) => [one.id, one.state]),
  );
  return all.map((one) => ({
    ...one,
    leader: names.get(one.leaderId)?.[side] ?? '',
    done: one.matterIds.filter((id) => ended.includes(states.get(id) ?? '')).length,
  }));
}

async function showDays(context: Context, state?: FormState) {
  const { scope, view } = context;
  const held = await Promise.all(
    (['secretary', 'admin', 'worker'] as const).map((role) => holdersOf(scope, role, today(scope))),
  );
  const people = [...new Set(held.flat())];
  const names = await personNames(scope, people);
  return (
    <DeskDaysPage
      view={view}
      keyValue={context.key}
      state={state}
      days={await shownDays(scope, 'inside')}
      leaders={people.map((person) => ({ value: person, label: names.get(person)?.inside ?? '' }))}
      mayPlan={allowed(scope, permissions.plan).ok}
      mayTake={allowed(scope, permissions.take).ok}
    />
  );
}

async function showNotes(context: Context, state?: FormState) {
  const { scope, view } = context;
  const notes = await voiceNotes(scope);
  const known = new Map(
    (
      await matters(
        scope,
        notes.map((one) => one.matterId),
      )
    ).map((one) => [one.id, one.number]),
  );
  const written = notes.filter((one) => one.state !== 'waiting').map((one) => one.matterId);
  const headlines = await matterHeadlines(scope, written);
  return (
    <NotesPage
      view={view}
      keyValue={context.key}
      state={state}
      notes={notes.map((one) => ({
        ...one,
        number: known.get(one.matterId) ?? '',
        headline: headlines.get(one.matterId) ?? '',
      }))}
    />
  );
}

const withId = ({ params }: Context, body: Body): Body => ({ ...body, id: params['id'] });

const sound = raw('GET', '/desk/:space/voice-notes/:id/sound', {
  permission: permissions.take,
  respond: async ({ scope, params }) => {
    const found = await soundOf(scope, params['id'] ?? '');
    if (found === null) return fail('reception.note_unknown');
    const headers = {
      'content-type': found.mediaType,
      'content-disposition': 'inline',
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    };
    return new Response(found.bytes, { headers });
  },
});

const dayRoutes: Route[] = [
  get('/s/:space/receptions', {
    permission: permissions.look,
    cached: true,
    show: async ({ scope, view }) => <DaysPage view={view} days={await shownDays(scope, 'public')} />,
  }),
  get('/desk/:space/receptions', { permission: permissions.read, show: (context) => showDays(context) }),
  post('/desk/:space/receptions', {
    permission: permissions.plan,
    name: 'plan',
    command: planReception,
    show: showDays,
    done: ({ view }) => `${deskRoot(view)}/receptions?done=planned`,
  }),
  ...(['held', 'cancel'] as const).map((deed) =>
    post(`/desk/:space/receptions/:id/${deed}`, {
      permission: permissions.plan,
      name: deed,
      command: closeReception,
      input: (context, body) => ({ ...withId(context, body), outcome: deed === 'held' ? 'held' : 'cancelled' }),
      show: showDays,
      done: ({ view }) => `${deskRoot(view)}/receptions?done=closed`,
    }),
  ),
];

/** Calls, reception days and voice notes. */
export const routes: Route[] = [
  form('/desk/:space/ring', {
    permission: permissions.take,
    name: 'call',
    command: takeCall,
    step: nextStep,
    show: showCall,
    done: ({ view }, { id }) => `${deskRoot(view)}/ring/${id}?done=taken`,
  }),
  get('/desk/:space/ring/:id', { permission: permissions.take, show: showTold }),
  ...dayRoutes,
  get('/desk/:space/voice-notes', { permission: permissions.take, show: (context) => showNotes(context) }),
  sound,
  post('/desk/:space/voice-notes/:id/write', {
    permission: permissions.take,
    name: 'write-note',
    command: writeNote,
    input: withId,
    show: showNotes,
    done: ({ view }, { matterId }) => `${deskRoot(view)}/matters/${matterId}`,
  }),
  form('/s/:space/say/voice', {
    permission: permissions.speak,
    name: 'voice',
    command: speakNote,
    show: ({ view, key }, state) => <SpeakPage view={view} state={state} keyValue={key} />,
    done: (context, slip) =>
      `/s/${context.params['space'] ?? ''}/slip?number=${encodeURIComponent(slip.number)}&code=${slip.code}&fresh=1`,
    maxBytes: largestSpeech,
  }),
];
