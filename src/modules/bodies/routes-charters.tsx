import { fail } from '#kernel/result';
import { personNames, roleNamed } from '#modules/people';
import { roles } from '#modules/tasks';
import { oneOf } from '#platform/asked';
import { allowed } from '#platform/permission';
import { today } from '#platform/scope';
import { type Context, form, get, type Route, type Shown } from '#platform/web';
import type { FormState } from '#ui/form';
import { spaceRoot } from '#ui/view';
import { writeCharter } from './commands-charters.ts';
import { CharterFormPage, CharterPage } from './pages-charters.tsx';
import { DutiesPage } from './pages-seats.tsx';
import { permissions } from './permissions.ts';
import { bodies } from './queries.ts';
import { charters, charterVersions, inForce } from './queries-charters.ts';
import { areas } from './schema.ts';

async function showDuties({ scope, view }: Context): Promise<Shown> {
  const [active, all] = [await bodies(scope, { state: 'active' }), [...(await charters(scope)).values()]];
  const rows = areas.map((area) => ({
    area,
    bodies: active.filter((one) => one.areas.includes(area)),
    roles: all.filter((one) => one.areas.includes(area)).map((one) => roleNamed(one.role, view.lang)),
  }));
  const named = all.map((charter) => ({ charter, name: roleNamed(charter.role, view.lang) }));
  return <DutiesPage view={view} rows={rows} charters={named} />;
}

/** The role in the address with everything written for it; null for none. */
async function chartersOf({ scope, view, params }: Context) {
  const role = oneOf(roles, params['role']);
  if (role === undefined) return null;
  const versions = await charterVersions(scope, role);
  return { versions, charter: { charter: inForce(versions, role, today(scope)), name: roleNamed(role, view.lang) } };
}

async function showCharter(context: Context): Promise<Shown> {
  const { scope, view } = context;
  const found = await chartersOf(context);
  if (found === null) return fail('bodies.role_unknown');
  const ids = found.versions.flatMap((one) => one.writtenBy ?? []);
  const names = new Map([...(await personNames(scope, ids))].map(([id, one]) => [id, one.public]));
  const mayWrite = allowed(scope, permissions.charter).ok;
  return <CharterPage {...{ view, ...found, names, mayWrite, today: today(scope) }} />;
}

async function showForm(context: Context, state: FormState | undefined): Promise<Shown> {
  const { scope, view, key } = context;
  const found = await chartersOf(context);
  if (found === null) return fail('bodies.role_unknown');
  return <CharterFormPage {...{ view, state, keyValue: key, charter: found.charter, today: today(scope) }} />;
}

/** Whose each thing is, what each role is there for, and where that is written. */
export const charterRoutes: readonly Route[] = [
  get('/s/:space/responsibilities', { permission: permissions.see, show: showDuties, cached: true }),
  get('/s/:space/responsibilities/:role', { permission: permissions.see, show: showCharter }),
  form('/desk/:space/responsibilities/:role', {
    permission: permissions.charter,
    ...{ name: 'charter', command: writeCharter, show: showForm },
    input: ({ params }, fields) => ({ ...fields, role: params['role'] }),
    done: ({ view }, { role }) => `${spaceRoot(view)}/responsibilities/${role}?done=charter`,
  }),
];
