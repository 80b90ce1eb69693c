import { formatDateTime, formatMonth } from '#kernel/dates';
import { isId } from '#kernel/ids';
import { fail } from '#kernel/result';
import { type Lang, pick } from '#kernel/words';
import { limitOf } from '#modules/limits';
import { classNames, classOptions, needOfMatter } from '#modules/needs';
import { parameter } from '#modules/parameters';
import { personNames, personOptions } from '#modules/people';
import { placeNames, placeOptions } from '#modules/places';
import { readStored, storedHeaders } from '#platform/files';
import type { Body, Context, Route } from '#platform/web';
import { form, get, list, post, raw } from '#platform/web';
import type { FormState } from '#ui/form';
import {
  closeMatter,
  noteMatter,
  reopenMatter,
  solveMatter,
  sortMatter,
  takeMatter,
  withdrawMatter,
  writeDown,
} from './commands.ts';
import { joinMatter, partMatter } from './commands-joining.ts';
import { answerMatter, breakPromise, keepPromise, movePromise } from './commands-promises.ts';
import { en } from './en.ts';
import { en as understandEn } from './en-understand.ts';
import { FiguresPage, type ListedMatter, MattersPage, matterColumns, matterFilters } from './pages.tsx';
import { MatterPage } from './pages-record.tsx';
import { WritePage } from './pages-write.tsx';
import { permissions } from './permissions.ts';
import { matterFigures, matterList } from './queries.ts';
import { asReached } from './queries-reach.ts';
import { auditFile, matterRecord } from './queries-record.ts';
import { similarMatters } from './queries-similar.ts';
import { changedTitles, changeOptions } from './routes-changed.ts';
import { escalationRoutes } from './routes-escalations.tsx';
import { importRoutes } from './routes-import.tsx';
import { monthRoutes } from './routes-month.tsx';
import { participationRoutes } from './routes-participation.tsx';
import { sayRoutes } from './routes-say.tsx';
import { understandRoutes } from './routes-understand.tsx';
import { headlineOf, isOpen } from './rules.ts';
import { largestSay } from './schema.ts';
import { zh } from './zh.ts';
import { zh as understandZh } from './zh-understand.ts';

/** The limit of a matter as its page says it. */
async function limitWords({ scope, view }: Context, matterId: string): Promise<string> {
  const limit = await limitOf(scope, matterId);
  const t = pick(view.lang, { zh, en }).record;
  if (limit === null || limit.metAt !== null) return '';
  return limit.pausedAt === null ? t.limitBy(formatDateTime(limit.dueAt, view.lang)) : t.limitPaused(limit.pauseReason);
}

async function showMatter(context: Context, state?: FormState) {
  const { scope, view, params } = context;
  const opened = await matterRecord(scope, params['id'] ?? '');
  if (opened === null) return fail('intake.not_found');
  const { record, reach } = await asReached(scope, opened);
  const { matter } = record;
  const ids = [
    matter.personId,
    matter.spokenForId,
    matter.handlerId,
    matter.takenById,
    ...record.steps.map((step) => step.personId),
  ];
  const names = await personNames(
    scope,
    ids.filter((id) => id !== null),
  );
  const places = await placeNames(scope, [matter.placeId]);
  const usual = await parameter(scope, 'promise.usualDays');
  const words = pick(view.lang, { zh, en });
  const classes = await classNames(scope, view.lang);
  const similar = isOpen(matter.state) ? await similarMatters(scope, record.words, { except: matter.id }) : [];
  return (
    <MatterPage
      view={view}
      keyValue={context.key}
      state={state}
      record={record}
      reach={reach}
      names={new Map([...names].map(([id, name]) => [id, name.inside]))}
      className={classes.get(matter.classCode ?? '') ?? ''}
      guessName={classes.get(matter.classGuess?.code ?? '') ?? ''}
      similar={similar}
      place={places.get(matter.placeId ?? '') ?? ''}
      classes={await classOptions(scope, view.lang)}
      places={await placeOptions(scope)}
      need={await needOfMatter(scope, matter.id)}
      changes={isOpen(matter.state) ? await changeOptions(scope, words.changedKinds) : []}
      changed={
        await changedTitles(
          scope,
          record.steps.map((step) => step.changed).filter((one) => one !== null),
        )
      }
      limit={await limitWords(context, matter.id)}
      usualDays={usual}
      headline={headlineOf(record.words)}
    />
  );
}

async function showWrite(context: Context, state?: FormState) {
  const { scope, view, url } = context;
  const find = url.searchParams.get('who') ?? '';
  const found = await personOptions(scope, find);
  return (
    <WritePage
      view={view}
      keyValue={context.key}
      state={state}
      find={find}
      found={found}
      classes={await classOptions(scope, view.lang)}
      places={await placeOptions(scope)}
    />
  );
}

async function showFigures(context: Context) {
  const { scope, view, params } = context;
  const w = pick(view.lang, { zh, en });
  const classes = await classNames(scope, view.lang);
  const kinds = ['state', 'class', 'place', 'month', 'channel'] as const;
  const groups = await Promise.all(
    kinds.map(async (by) => {
      const rows = await matterFigures(scope, by);
      const places =
        by === 'place'
          ? await placeNames(
              scope,
              rows.map((row) => (row.key === '' ? null : row.key)),
            )
          : new Map<string, string>();
      const states: Readonly<Record<string, string>> = w.states;
      const channels: Readonly<Record<string, string>> = w.channels;
      const words: Readonly<Record<typeof by, (key: string) => string | undefined>> = {
        state: (key) => states[key],
        channel: (key) => channels[key],
        class: (key) => classes.get(key),
        place: (key) => places.get(key),
        month: (key) => formatMonth(`${key}-01`, view.lang),
      };
      const root = `/desk/${params['space'] ?? ''}/matters`;
      return {
        key: by,
        title: w.figures[by],
        lines: rows.map((row) => ({
          key: row.key,
          label: row.key === '' ? w.figures.none : (words[by](row.key) ?? row.key),
          count: row.count,
          ...(by === 'month' || row.key === '' ? {} : { href: `${root}?${by}=${encodeURIComponent(row.key)}` }),
        })),
      };
    }),
  );
  return <FiguresPage view={view} groups={groups} />;
}

/** A proposed class as the list says it. */
function guessWord(lang: Lang, name: string | undefined): string {
  return name === undefined ? '' : pick(lang, { zh: understandZh, en: understandEn }).guess.maybe(name);
}

/** Back to the record, or to the list where the button stood there. */
function done(word: string) {
  return (context: Context, value: { readonly id: string }) =>
    `/desk/${context.params['space'] ?? ''}/matters/${value.id}?done=${word}`;
}

function withPathId(context: Context, body: Body): Body {
  const { id = '' } = context.params;
  return { ...body, id: isId(id) ? id : '' };
}

/** A promise named by the path. */
function withPromise(context: Context, body: Body): Body {
  const { promise = '' } = context.params;
  return { ...body, id: isId(promise) ? promise : '' };
}

const record = '/desk/:space/matters/:id';

const acts: Route[] = [
  post(`${record}/take`, {
    permission: permissions.handle,
    name: 'take',
    command: takeMatter,
    input: withPathId,
    show: showMatter,
    done: done('taken'),
  }),
  post(`${record}/answer`, {
    permission: permissions.handle,
    name: 'answer',
    command: answerMatter,
    input: withPathId,
    show: showMatter,
    done: done('answered'),
  }),
  post(`${record}/solve`, {
    permission: permissions.handle,
    name: 'solve',
    command: solveMatter,
    input: withPathId,
    show: showMatter,
    done: done('solved'),
  }),
  post(`${record}/close`, {
    permission: permissions.handle,
    name: 'close',
    command: closeMatter,
    input: withPathId,
    show: showMatter,
    done: done('closed'),
  }),
  post(`${record}/note`, {
    permission: permissions.handle,
    name: 'note',
    command: noteMatter,
    input: withPathId,
    show: showMatter,
    done: done('noted'),
  }),
  post(`${record}/sort`, {
    permission: permissions.handle,
    name: 'sort',
    command: sortMatter,
    input: withPathId,
    show: showMatter,
    done: done('sorted'),
  }),
  post(`${record}/join`, {
    permission: permissions.handle,
    name: 'join',
    command: joinMatter,
    input: withPathId,
    show: showMatter,
    done: done('joined'),
  }),
  post(`${record}/part`, {
    permission: permissions.handle,
    name: 'part',
    command: partMatter,
    input: withPathId,
    show: showMatter,
    done: done('parted'),
  }),
  post(`${record}/reopen`, {
    permission: permissions.handle,
    name: 'reopen',
    command: reopenMatter,
    input: withPathId,
    show: showMatter,
    done: done('reopened'),
  }),
  post(`${record}/withdraw`, {
    permission: permissions.handle,
    name: 'withdraw',
    command: withdrawMatter,
    input: withPathId,
    show: showMatter,
    done: done('withdrawn'),
  }),
  post(`${record}/promises/:promise/keep`, {
    permission: permissions.handle,
    name: 'keep',
    command: keepPromise,
    input: withPromise,
    show: showMatter,
    done: done('kept'),
  }),
  post(`${record}/promises/:promise/move`, {
    permission: permissions.handle,
    name: 'move',
    command: movePromise,
    input: withPromise,
    show: showMatter,
    done: done('moved'),
  }),
  post(`${record}/promises/:promise/break`, {
    permission: permissions.handle,
    name: 'break',
    command: breakPromise,
    input: withPromise,
    show: showMatter,
    done: done('broken'),
  }),
];

const photo = raw('GET', `${record}/photo/:file`, {
  permission: permissions.read,
  respond: async ({ scope, params, url }) => {
    const { id = '', file = '' } = params;
    if (!isId(id) || !isId(file)) return fail('intake.not_found');
    const row = await scope.db
      .selectFrom('stored_file')
      .select(['sha256', 'kind', 'media_type', 'name'])
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', file)
      .where('about_kind', '=', 'matter')
      .where('about_id', '=', id)
      .executeTakeFirst();
    const small = url.searchParams.get('size') === 'small';
    const bytes =
      row === undefined ? undefined : await readStored(scope.platform.dataDir, row.sha256, small ? 'small' : 'full');
    if (row === undefined || bytes === undefined) return fail('intake.not_found');
    await auditFile(scope, id, file);
    const headers = storedHeaders({ kind: row.kind, mediaType: row.media_type, name: row.name });
    return new Response(new Uint8Array(bytes), { headers: { ...headers, 'cache-control': 'no-store' } });
  },
});

/** All routes of the room. */
export const routes: Route[] = [
  ...sayRoutes,
  list<ListedMatter>('/desk/:space/matters', {
    permission: permissions.read,
    name: 'matters',
    filters: ['state', 'channel', 'class', 'place', 'due'],
    columns: ({ view }) => matterColumns(view),
    load: async ({ scope, view }, query) => {
      const found = await matterList(scope, query);
      const places = await placeNames(
        scope,
        found.rows.map((row) => row.placeId),
      );
      const names = await personNames(
        scope,
        found.rows.map((row) => row.handlerId).filter((id) => id !== null),
      );
      const classes = await classNames(scope, view.lang);
      const rows = found.rows.map((row) => ({
        ...row,
        className: classes.get(row.classCode ?? '') ?? '',
        guessName: guessWord(view.lang, classes.get(row.classGuess?.code ?? '')),
        placeName: [places.get(row.placeId ?? '') ?? '', row.placeText].filter((one) => one !== '').join(' · '),
        handler: names.get(row.handlerId ?? '')?.inside ?? '',
      }));
      const filters = matterFilters(view, await classOptions(scope, view.lang), await placeOptions(scope));
      return { rows, total: found.total, more: found.more, filters };
    },
    show: ({ view, key }, data) => <MattersPage view={view} data={data} keyValue={key} />,
  }),
  get('/desk/:space/matters/figures', { permission: permissions.read, show: showFigures }),
  ...understandRoutes,
  ...monthRoutes,
  form('/desk/:space/matters/new', {
    permission: permissions.write,
    name: 'write',
    command: writeDown,
    show: showWrite,
    done: done('written'),
    maxBytes: largestSay,
  }),
  get(record, { permission: permissions.read, show: (context) => showMatter(context) }),
  ...acts,
  photo,
  ...importRoutes,
  ...participationRoutes,
  ...escalationRoutes,
];
