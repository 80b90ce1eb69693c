import { formatMonth } from '#kernel/dates';
import { pick } from '#kernel/words';
import { ownConsultations } from '#modules/consultations';
import { dueFor, limitOf } from '#modules/limits';
import {
  classNames,
  classOptions,
  needOfMatter,
  needsOfPerson,
  partBySlip,
  similarAmong,
  speak,
  voiceCounts,
} from '#modules/needs';
import { personNames } from '#modules/people';
import { placeNames, placeOptions } from '#modules/places';
import { ownQuestionnaires } from '#modules/questionnaires';
import { askedVoices } from '#modules/results';
import { alike } from '#modules/search';
import { topicsBehind } from '#modules/topics';
import { ownPolls } from '#modules/votes';
import { faults } from '#platform/input';
import { type Scope, subjectPerson } from '#platform/scope';
import type { Body, Context, FormStep, Route } from '#platform/web';
import { form, get, list, post, withId } from '#platform/web';
import type { FormState } from '#ui/form';
import { spaceRoot } from '#ui/view';
import { reopenMatter, withdrawMatter } from './commands.ts';
import { allowWords } from './commands-joining.ts';
import { en } from './en.ts';
import { PosterPage } from './pages-poster.tsx';
import { PromisesPage, promiseColumns } from './pages-promises.tsx';
import { AskPage, SayPage, type SayStep, SlipPage, SlipPrint, saySteps } from './pages-say.tsx';
import { VoicePage } from './pages-voice.tsx';
import { permissions } from './permissions.ts';
import type { Matter } from './queries.ts';
import { guessClass } from './queries-classes.ts';
import {
  bySlip,
  type Promised,
  promiseCounts,
  promiseLedger,
  promiseMonths,
  type SlipView,
  voiceOf,
} from './queries-record.ts';
import { changedTitles } from './routes-changed.ts';
import { appealRefusal, isOpen } from './rules.ts';
import { largestSay, Say } from './schema.ts';
import { zh } from './zh.ts';

function typedIn(body: Body, name: string): string {
  const value = body[name];
  return typeof value === 'string' ? value : '';
}

function isStep(value: string): value is SayStep {
  return saySteps.some((step) => step === value);
}

/**
 * Which question comes next. Words are looked at when they are typed, so that nobody answers three more questions
 * before hearing that the text is too long; the command checks everything once more.
 */
async function nextQuestion(context: Context, body: Body): Promise<FormStep | null> {
  const to = (step: SayStep): FormStep => ({ values: { step }, faults: [] });
  const back = typedIn(body, 'back');
  if (isStep(back)) return to(back);
  const words = Say.shape.words.safeParse(body['words']);
  if (!words.success)
    return { values: { step: 'words' }, faults: faults(words.error).map((fault) => ({ ...fault, field: 'words' })) };
  const appeal = appealRefusal(words.data);
  if (appeal !== null) return { values: { step: 'words' }, faults: [{ code: appeal, field: 'words' }] };
  const step = typedIn(body, 'step');
  if (step === 'tell') return null;
  if (step === 'where') return to('tell');
  if (step === 'same') return toWhere(context, body, words.data);
  const found = await needsLike(context.scope, words.data);
  // Whoever said "mine too" while still writing has answered already.
  const same = typedIn(body, 'same');
  const isAnswered = same === 'none' || found.some((one) => one.id === same);
  return found.length > 0 && !isAnswered ? to('same') : toWhere(context, body, words.data);
}

/** On to the place, with the class the words look like already chosen there. */
async function toWhere(context: Context, body: Body, words: string): Promise<FormStep> {
  const looksLike = typedIn(body, 'class_code') === '' ? await likelyClass(context, words) : null;
  return { values: { step: 'where', ...(looksLike === null ? {} : { class_code: looksLike.code }) }, faults: [] };
}

/** How many needs that share a piece with the words are looked at more closely. */
const looked = 24;

/** Open needs that may be what was said. */
async function needsLike(scope: Scope, words: string) {
  const near = await alike(scope, 'need', words, looked);
  return similarAmong(
    scope,
    words,
    near.map((one) => one.id),
  );
}

async function showSay(context: Context, state: FormState | undefined) {
  const { scope, view } = context;
  const value = (name: string) => {
    const typed = state?.values[name];
    return typeof typed === 'string' ? typed : '';
  };
  const asked = value('step');
  const wanted = isStep(asked) ? asked : 'words';
  const step = state?.errors['words'] === undefined ? wanted : 'words';
  const found = step === 'words' ? [] : await needsLike(scope, value('words'));
  const voices = await voiceCounts(
    scope,
    found.map((need) => need.id),
  );
  const w = pick(view.lang, { zh, en }).say;
  const similar = found.map((need) => ({
    value: need.id,
    label: need.title,
    hint: w.voices(voices.get(need.id) ?? 0),
  }));
  const places = await placeOptions(scope, ['estate', 'site']);
  const looksLike = step === 'where' ? await likelyClass(context, value('words')) : null;
  return <SayPage {...{ view, state, step, places, similar, looksLike }} keyValue={context.key} />;
}

/** The class the words look like, with the others to choose from; a guess that is hardly one asks nobody. */
async function likelyClass({ scope, view }: Context, words: string) {
  const guess = await guessClass(scope, words);
  if (guess === null || guess.percent < askedFrom) return null;
  const classes = await classOptions(scope, view.lang);
  const name = (await classNames(scope, view.lang)).get(guess.code);
  return name === undefined ? null : { code: guess.code, name, classes };
}

/** From this confidence on it is worth a question; in hundredths. */
const askedFrom = 20;

const sayRoute = form('/s/:space/say', {
  permission: permissions.say,
  name: 'say',
  command: speak,
  step: nextQuestion,
  show: showSay,
  done: (context, slip) =>
    `/s/${context.params['space'] ?? ''}/slip?number=${encodeURIComponent(slip.number)}&code=${slip.code}&fresh=1`,
  maxBytes: largestSay,
});

/** By when something still unanswered is answered, and why not yet; what was said just now has its limit foretold. */
async function limitFor(scope: Scope, of: Matter): Promise<{ readonly due: Date; readonly paused: string } | null> {
  if (!isOpen(of.state) || of.state === 'answered') return null;
  const limit = await limitOf(scope, of.id);
  if (limit !== null && limit.metAt === null) return { due: limit.dueAt, paused: limit.pauseReason };
  const due = limit === null ? await dueFor(scope, of) : null;
  return due === null ? null : { due, paused: '' };
}

async function slipProps(context: Context, slip: SlipView) {
  const { scope, view } = context;
  const { matter } = slip;
  // Whoever holds the slip knows who spoke; whoever finds it need not.
  const speakers = [matter.personId, matter.spokenForId];
  const ids = [matter.handlerId, ...slip.steps.map((step) => step.personId)]
    .filter((id) => id !== null)
    .filter((id) => !speakers.includes(id));
  const names = new Map([...(await personNames(scope, ids))].map(([id, name]) => [id, name.public]));
  const places = await placeNames(scope, [matter.placeId]);
  const place = [places.get(matter.placeId ?? '') ?? '', matter.placeText].filter((part) => part !== '').join(' · ');
  const query = `number=${encodeURIComponent(matter.number)}&code=${matter.slipCode}`;
  const joined = matter.state === 'joined' && matter.joinedToId === null ? await needOfMatter(scope, matter.id) : null;
  const [asked] = await askedVoices(scope, { matterId: matter.id });
  return {
    view,
    keyValue: context.key,
    slip,
    // What nobody has checked yet is not public, whoever joined it.
    sameAs: joined === null || joined.state === 'draft' ? null : joined,
    judged: asked === undefined ? null : (asked.last?.verdict ?? ('asked' as const)),
    names,
    changed: await changedTitles(
      scope,
      slip.steps.map((step) => step.changed).filter((one) => one !== null),
    ),
    limit: await limitFor(scope, matter),
    place,
    handler: names.get(matter.handlerId ?? '') ?? null,
    url: `${scope.platform.baseUrl}/s/${context.params['space'] ?? ''}/slip?${query}`,
    fresh: context.url.searchParams.has('fresh'),
  };
}

async function showSlip(context: Context, state?: FormState) {
  const { url, scope, view } = context;
  const sent = (name: string): string => {
    const typed = state?.values[name];
    return typeof typed === 'string' ? typed : (url.searchParams.get(name) ?? '');
  };
  const [number, code] = [sent('number'), sent('code')];
  if (number === '' && code === '') return <AskPage view={view} state={undefined} />;
  const slip = await bySlip(scope, number, code);
  if (slip === null) {
    const errors = { number: pick(view.lang, { zh, en }).slip.notFound };
    return <AskPage view={view} state={{ form: 'ask', values: { number, code }, errors }} />;
  }
  const props = { ...(await slipProps(context, slip)), state };
  return url.searchParams.has('print') ? <SlipPrint {...props} /> : <SlipPage {...props} />;
}

async function showVoice(context: Context, state?: FormState) {
  const { scope, view } = context;
  const me = subjectPerson(scope) ?? '';
  const own = await Promise.all(
    (await voiceOf(scope, me)).map(async (matter) => {
      const need = await needOfMatter(scope, matter.id);
      return { matter, need: need !== null && need.state !== 'draft' ? need : null };
    }),
  );
  const changed = await changedTitles(
    scope,
    own.map((one) => one.matter.stood?.changed ?? null).filter((one) => one !== null),
  );
  const spoken = new Set(own.map((one) => one.need?.id));
  const mine = (await needsOfPerson(scope, me)).filter((need) => !spoken.has(need.id));
  const classes = await classNames(scope, view.lang);
  const needs = mine.map((need) => ({ need, state: classes.get(need.classCode) ?? '' }));
  const drafts = await ownConsultations(scope, me);
  const [topics, votes] = [await topicsBehind(scope, me), await ownPolls(scope, me)];
  const answered = (await ownQuestionnaires(scope, me)).filter((one) => one.answeredOn !== null);
  const shown = { view, own, needs, topics, votes, changed, answered, drafts, state };
  return <VoicePage {...shown} keyValue={context.key} />;
}

/** The address of one's voice page with a notice. */
function voiceDone(word: string) {
  return (context: Context) => `/me/${context.params['space'] ?? ''}/voice?done=${word}`;
}

/** What everybody and the one who spoke can open. */
export const sayRoutes: Route[] = [
  sayRoute,
  get('/s/:space/say/poster', {
    permission: permissions.slip,
    show: ({ scope, view }) => <PosterPage view={view} url={`${scope.platform.baseUrl}${spaceRoot(view)}/say`} />,
    cached: true,
  }),
  get('/s/:space/slip', { permission: permissions.slip, show: (context) => showSlip(context) }),
  post('/s/:space/slip/part', {
    permission: permissions.slip,
    name: 'part',
    command: partBySlip,
    show: showSlip,
    done: ({ params }, { number, code }) =>
      `/s/${params['space'] ?? ''}/slip?number=${encodeURIComponent(number)}&code=${code}&done=parted`,
  }),
  list<Promised>('/s/:space/promises', {
    permission: permissions.promises,
    name: 'promises',
    filters: ['stand', 'month'],
    columns: ({ view }) => promiseColumns(view),
    load: async ({ scope, view }, query) => {
      const { stands, promises } = pick(view.lang, { zh, en });
      const options = (['open', 'overdue', 'escalated', 'kept', 'late', 'broken', 'replaced'] as const).map(
        (stand) => ({
          value: stand,
          label: stands[stand],
        }),
      );
      const months = (await promiseMonths(scope)).map((month) => ({
        value: month,
        label: formatMonth(`${month}-01`, view.lang),
      }));
      return {
        ...(await promiseLedger(scope, query)),
        filters: [
          { key: 'stand', title: promises.standFilter, options },
          { key: 'month', title: promises.monthFilter, options: months },
        ],
      };
    },
    show: async ({ scope, view }, data) => <PromisesPage view={view} data={data} counts={await promiseCounts(scope)} />,
    cached: true,
  }),
  get('/me/:space/voice', { permission: permissions.voice, show: (context) => showVoice(context) }),
  post('/me/:space/voice/:id/reopen', {
    permission: permissions.voice,
    name: 'reopen',
    command: reopenMatter,
    input: withId,
    show: showVoice,
    done: voiceDone('reopened'),
  }),
  post('/me/:space/voice/:id/withdraw', {
    permission: permissions.voice,
    name: 'withdraw',
    command: withdrawMatter,
    input: withId,
    show: showVoice,
    done: voiceDone('withdrawn'),
  }),
  post('/me/:space/voice/:id/words', {
    permission: permissions.voice,
    name: 'words',
    command: allowWords,
    input: withId,
    show: showVoice,
    done: voiceDone('allowed'),
  }),
];
