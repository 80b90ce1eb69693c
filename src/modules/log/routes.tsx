import { isId } from '#kernel/ids';
import { fail } from '#kernel/result';
import { parameter } from '#modules/parameters';
import { allowed } from '#platform/permission';
import { type Context, form, get, post, type Route, type Shown } from '#platform/web';
import type { FormState } from '#ui/form';
import { addWitness, endWitness } from './commands-witness.ts';
import { LogPage } from './pages.tsx';
import { WitnessesPage } from './pages-desk.tsx';
import { ProofPage } from './pages-proof.tsx';
import { permissions } from './permissions.ts';
import { isLeafKind, prove } from './queries-proof.ts';
import { lag, latestHead, originOf, unlistedAmong } from './queries-tree.ts';
import { logKeys, witnesses } from './queries-witness.ts';
import { quorumOf } from './rules.ts';

/** What waits longer than this is told on the page. */
const lateAfter = 5_000;

async function showLog({ scope, view }: Context): Promise<Shown> {
  const { db, spaceId } = scope;
  const watching = await witnesses(scope);
  const [needed, freshDays] = [await parameter(scope, 'log.witnesses'), await parameter(scope, 'log.freshDays')];
  const behind = await lag(db, spaceId);
  const head = await latestHead(db, spaceId);
  const isLate = behind.since !== null && scope.now().getTime() - behind.since.getTime() > lateAfter;
  return (
    <LogPage
      view={view}
      head={head}
      unlisted={await unlistedAmong(db, spaceId, head?.size ?? 0)}
      origin={await originOf(db, spaceId)}
      lag={isLate ? behind : { rows: 0, since: null }}
      witnesses={watching}
      quorum={quorumOf(watching, needed, freshDays, scope.now())}
      address={`${scope.platform.baseUrl}/s/${view.space?.slug ?? ''}`}
    />
  );
}

async function showProof({ scope, view, params }: Context): Promise<Shown> {
  const [kind, of] = [params['kind'] ?? '', params['of'] ?? ''];
  const proven = isLeafKind(kind) && isId(of) ? await prove(scope, kind, of) : null;
  if (proven === null) return fail('log.not_proven');
  const vkeys = (await logKeys(scope)).map((one) => one.vkey);
  return <ProofPage view={view} proven={proven} vkeys={vkeys} />;
}

async function showWitnesses({ scope, view, key }: Context, state?: FormState): Promise<Shown> {
  return (
    <WitnessesPage
      {...{ view, state, keyValue: key, witnesses: await witnesses(scope) }}
      mayAppoint={allowed(scope, permissions.appoint).ok}
    />
  );
}

/** The pages of the log; its files are in `routes-files.ts`. */
export const routes: Route[] = [
  get('/s/:space/log', { permission: permissions.look, show: showLog }),
  get('/s/:space/proof/:kind/:of', { permission: permissions.look, show: showProof }),
  get('/desk/:space/log', { permission: permissions.watch, show: (context) => showWitnesses(context) }),
  form('/desk/:space/log', {
    permission: permissions.appoint,
    name: 'add_witness',
    postOnly: true,
    command: addWitness,
    show: showWitnesses,
    done: ({ view }) => `/desk/${view.space?.slug ?? ''}/log?done=added`,
  }),
  post('/desk/:space/log/:id/end', {
    permission: permissions.appoint,
    name: 'end_witness',
    command: endWitness,
    input: ({ params }, body) => ({ ...body, id: params['id'] }),
    show: showWitnesses,
    done: ({ view }) => `/desk/${view.space?.slug ?? ''}/log?done=ended`,
  }),
];
