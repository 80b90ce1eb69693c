import { expect, test } from 'vitest';
import { z } from 'zod';
import { must } from '#kernel/result';
import {
  actorFor,
  contactOf,
  createAccount,
  endMandate,
  erasePerson,
  findPersons,
  grantMandate,
  hasConsent,
  householdOf,
  issueCard,
  keepSensitive,
  nameHelper,
  openSensitive,
  personNames,
  recordConsent,
  registerPerson,
  showAs,
} from '#modules/people';
import { audit, seal } from '#modules/record';
import { command } from '#platform/command';
import { may } from '#platform/permission';
import { makeWorld } from '#tests/world';
import { openSheet } from './commands-cards.ts';
import { clearOld } from './commands-clear.ts';
import { sensitiveOf } from './queries.ts';

const world = await makeWorld(import.meta.url, { rooms: [] });
const admin = await world.person('林管理', ['admin']);
const worker = await world.person('周社工', ['worker']);

async function register(name: string, more: Record<string, string> = {}): Promise<string> {
  return must(await registerPerson(worker.scope, { name, ...more })).id;
}

const events = (subject: string) =>
  world.system.db
    .selectFrom('audit_event')
    .selectAll()
    .where('space_id', '=', world.space.id)
    .where('subject_id', '=', subject)
    .orderBy('id')
    .execute();

test('a person is registered with a full-width number, found by it, and the number is nowhere readable', async () => {
  const id = await register('赵大妈', { phone: '１３８ 0013 8000' });
  expect((await findPersons(worker.scope, '13800138000')).map((one) => one.id)).toEqual([id]);
  expect((await findPersons(worker.scope, '大妈')).map((one) => one.name)).toContain('赵大妈');
  const row = await world.system.db.selectFrom('person').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  const account = await world.system.db
    .selectFrom('auth.user')
    .selectAll()
    .where('name', '=', '赵大妈')
    .executeTakeFirstOrThrow();
  expect(`${JSON.stringify(row)} ${row.phone_sealed?.toString('latin1')} ${JSON.stringify(account)}`).not.toContain(
    '13800138000',
  );
  expect(await contactOf(worker.scope, id)).toEqual({ phone: '13800138000', preferred: 'none' });
  expect((await events(id)).map((one) => one.command)).toEqual(['people.register', 'people.read_contact']);
});

test('refused by code: a number one digit short, markup as a name, a household of another space', async () => {
  expect(await registerPerson(worker.scope, { name: '钱', phone: '1380013800' })).toMatchObject({
    fault: { code: 'phone.length', field: 'phone', params: { digits: 10 } },
  });
  expect(await registerPerson(worker.scope, { name: '<b>钱</b>' })).toMatchObject({ fault: { code: 'input.markup' } });
  const other = await world.otherSpace();
  const foreign = await world.person('外人', ['worker'], { space: other });
  expect(await grantMandate(admin.scope, { personId: foreign.personId, role: 'worker' })).toMatchObject({
    fault: { code: 'people.not_found' },
  });
  expect(await personNames(worker.scope, [foreign.personId])).toEqual(new Map());
  expect(await contactOf(worker.scope, foreign.personId)).toBeNull();
});

test('names are masked in public unless the person chose otherwise', async () => {
  const id = await register('欧阳小明');
  expect((await personNames(worker.scope, [id])).get(id)).toEqual({ public: '欧阳**', inside: '欧阳小明' });
  const own = world.scopeOf(await actorFor(world.platform, world.space.id, id));
  expect(await showAs(own, { personId: id, display: 'alias' })).toMatchObject({
    fault: { code: 'people.alias_missing' },
  });
  must(await showAs(own, { personId: id, display: 'alias', alias: '三栋的老欧' }));
  expect((await personNames(worker.scope, [id])).get(id)?.public).toBe('三栋的老欧');
  expect(await showAs(worker.scope, { personId: id, display: 'real' })).toMatchObject({
    fault: { code: 'people.not_yours' },
  });
});

test('a role is a mandate with start and end: before and after it gives nothing', async () => {
  const id = await register('孙书记');
  const granted = must(
    await grantMandate(admin.scope, { personId: id, role: 'worker', startsOn: '2026-03-10', endsOn: '2026-03-20' }),
  );
  const roles = async () => (await actorFor(world.platform, world.space.id, id)).mandates.map((one) => one.role);
  expect(await roles()).toEqual([]);
  world.clock.set('2026-03-20T23:00:00+08:00');
  expect(await roles()).toEqual(['worker']);
  world.clock.set('2026-03-21T00:30:00+08:00');
  expect(await roles()).toEqual([]);
  expect(await endMandate(admin.scope, { mandateId: granted.id, reason: '晚了' })).toMatchObject({
    fault: { code: 'people.mandate_ended' },
  });
  const next = must(await grantMandate(admin.scope, { personId: id, role: 'worker' }));
  expect(await grantMandate(admin.scope, { personId: id, role: 'worker' })).toMatchObject({
    fault: { code: 'people.mandate_overlaps' },
  });
  expect(await roles()).toEqual(['worker']);
  must(await endMandate(admin.scope, { mandateId: next.id, reason: '调走了' }));
  expect(await roles()).toEqual([]);
});

test('nobody gives themselves a role over money, only an administrator grants, and the last one stays', async () => {
  expect(await grantMandate(admin.scope, { personId: admin.personId, role: 'treasurer' })).toMatchObject({
    fault: { code: 'people.money_to_oneself' },
  });
  expect(await grantMandate(worker.scope, { personId: worker.personId, role: 'admin' })).toMatchObject({
    fault: { code: 'access.not_allowed' },
  });
  const last = admin.actor.mandates[0]?.id ?? '';
  expect(await endMandate(admin.scope, { mandateId: last, reason: '走了' })).toMatchObject({
    fault: { code: 'people.last_admin' },
  });
});

test('the sensitive part opens with a reason, for ten minutes, only to the one who asked', async () => {
  const id = await register('李阿婆');
  must(await keepSensitive(worker.scope, { personId: id, health: '糖尿病', idNumber: '', hardship: '', note: '' }));
  expect(await sensitiveOf(admin.scope, id)).toBeNull();
  must(await openSensitive(admin.scope, { personId: id, reason: 'visit' }));
  expect((await sensitiveOf(admin.scope, id))?.health).toBe('糖尿病');
  world.clock.advance({ minutes: 11 });
  expect(await sensitiveOf(admin.scope, id)).toBeNull();
  expect(await sensitiveOf(worker.scope, id)).toBeNull();
  const grid = await world.person('吴网格', ['grid_worker']);
  expect(await openSensitive(grid.scope, { personId: id, reason: 'visit' })).toMatchObject({
    fault: { code: 'access.not_allowed' },
  });
  expect((await events(id)).at(-1)?.detail).toEqual({ reason: 'visit' });
});

test('consent stands until it is taken back; for one thing it decides before the general word', async () => {
  const id = await register('陈爷爷');
  const own = world.scopeOf(await actorFor(world.platform, world.space.id, id));
  const about = { kind: 'matter' as const, id: await register('别的事') };
  expect(await hasConsent(own, id, 'publish_words')).toBe(false);
  must(await recordConsent(own, { personId: id, purpose: 'publish_words', given: 'yes' }));
  expect(await hasConsent(own, id, 'publish_words', about)).toBe(true);
  world.clock.advance({ minutes: 1 });
  must(
    await recordConsent(own, {
      personId: id,
      purpose: 'publish_words',
      given: false,
      aboutKind: about.kind,
      aboutId: about.id,
    }),
  );
  expect(await hasConsent(own, id, 'publish_words', about)).toBe(false);
  expect(await hasConsent(own, id, 'publish_words')).toBe(true);
  const stranger = await world.person('路人');
  expect(await recordConsent(stranger.scope, { personId: id, purpose: 'photo', given: true })).toMatchObject({
    fault: { code: 'people.not_yours' },
  });
  must(await recordConsent(worker.scope, { personId: id, purpose: 'photo', given: true, way: 'paper' }));
  expect(await hasConsent(worker.scope, id, 'photo')).toBe(true);
});

test('a helper acts as the one they help and never with their own mandates; a worker leaves money at home', async () => {
  const grandmother = await register('何奶奶');
  const granddaughter = await world.person('何小妹', ['treasurer']);
  const own = world.scopeOf(await actorFor(world.platform, world.space.id, grandmother));
  expect(await nameHelper(own, { personId: grandmother, helperPersonId: grandmother })).toMatchObject({
    fault: { code: 'people.not_self' },
  });
  must(await nameHelper(own, { personId: grandmother, helperPersonId: granddaughter.personId }));
  const onBehalfOf = { personId: grandmother, as: 'helper' } as const;
  const helping = await actorFor(world.platform, world.space.id, granddaughter.personId, {
    onBehalfOf,
    secondFactor: true,
  });
  expect(helping.mandates).toEqual([]);
  must(await recordConsent(world.scopeOf(helping), { personId: grandmother, purpose: 'photo', given: true }));
  const consent = await world.system.db
    .selectFrom('consent')
    .selectAll()
    .where('person_id', '=', grandmother)
    .executeTakeFirstOrThrow();
  const [event] = await events(consent.id);
  expect(event).toMatchObject({ person_id: granddaughter.personId, on_behalf_of: grandmother, acting_as: 'helper' });
  expect(
    await nameHelper(world.scopeOf(helping), { personId: grandmother, helperPersonId: worker.personId }),
  ).toMatchObject({
    fault: { code: 'people.acting' },
  });
  const both = await world.person('双身份', ['worker', 'finance']);
  const acting = await actorFor(world.platform, world.space.id, both.personId, {
    onBehalfOf: { personId: grandmother, as: 'worker' },
    secondFactor: true,
  });
  expect(acting.mandates.map((one) => one.role)).toEqual(['worker']);
});

const sealSomething = command({
  name: 'people.seal_for_test',
  permission: may('people.seal_for_test', 'resident'),
  input: z.object({ personId: z.string() }),
  run: async (scope, input) => {
    const about = { kind: 'person' as const, id: input.personId };
    const id = await seal(scope, {
      about,
      kind: 'words',
      personId: input.personId,
      text: '楼道的灯坏了',
      searchable: true,
    });
    await audit(scope, { kind: 'person', id: input.personId });
    return { ok: true, value: id };
  },
});

test('erasing leaves the history valid and unreadable, and closes every way in', async () => {
  const id = await register('郑老师', { phone: '13900139000' });
  must(
    await createAccount(world.platform, {
      spaceId: world.space.id,
      personId: id,
      username: 'zheng',
      password: '一句好记的长话123',
    }),
  );
  must(await keepSensitive(worker.scope, { personId: id, hardship: '低保' }));
  must(await sealSomething(worker.scope, { personId: id }));
  const card = must(await issueCard(worker.scope, { personId: id }));
  expect(openSheet(worker.scope, card.id, card.sheet)).toMatch(/^[0-9A-Z]{12}$/);
  expect(openSheet(admin.scope, card.id, card.sheet)).toBeNull();
  expect((await householdOf(worker.scope, id))?.members.map((one) => one.name)).toEqual(['郑老师']);
  const mandate = must(await grantMandate(admin.scope, { personId: id, role: 'hub' }));
  const own = world.scopeOf(await actorFor(world.platform, world.space.id, id));
  expect(await erasePerson(own, { personId: id, confirm: 'yes' })).toMatchObject({
    fault: { code: 'people.still_mandated' },
  });
  must(await endMandate(admin.scope, { mandateId: mandate.id, reason: '本人要走' }));
  expect(await erasePerson(own, { personId: id })).toMatchObject({ fault: { code: 'people.confirm_missing' } });
  expect(await erasePerson(worker.scope, { personId: id, confirm: true })).toMatchObject({
    fault: { code: 'people.not_yours' },
  });
  must(await erasePerson(own, { personId: id, confirm: true }));
  expect((await personNames(worker.scope, [id])).get(id)).toEqual({
    public: '（已应本人要求删除）',
    inside: '（已应本人要求删除）',
  });
  expect(await findPersons(worker.scope, '13900139000')).toEqual([]);
  expect(await contactOf(worker.scope, id)).toBeNull();
  const trail = await events(id);
  expect(trail.map((one) => one.command)).toContain('people.register');
  expect(JSON.stringify(trail)).not.toMatch(/郑|139001/);
  const left = await world.system.db.selectFrom('sealed_body').select('id').where('person_id', '=', id).execute();
  expect(left).toEqual([]);
  const account = await world.system.db.selectFrom('auth.user').select('id').where('username', '=', 'zheng').execute();
  expect(account).toEqual([]);
  expect(
    await showAs(world.scopeOf({ ...own.actor, onBehalfOf: null } as typeof admin.actor), {
      personId: id,
      display: 'real',
    }),
  ).toMatchObject({
    fault: { code: 'people.erased' },
  });
});

test('what was needed for a moment is thrown away: old tries, and the messages codes went out in', async () => {
  const moment = world.clock.now();
  const values = {
    id: await register('旧事'),
    deed: 'enter',
    who: 'a',
    address: 'b',
    state: 'tried',
    at: moment,
  } as const;
  await world.system.db.insertInto('auth.login_attempt').values(values).execute();
  must(await clearOld(world.system, {}));
  expect(await world.system.db.selectFrom('auth.login_attempt').select('id').execute()).toHaveLength(1);
  world.clock.advance({ days: 31 });
  must(await clearOld(world.system, {}));
  expect(await world.system.db.selectFrom('auth.login_attempt').select('id').execute()).toEqual([]);
  expect(await clearOld(worker.scope, {})).toMatchObject({ fault: { code: 'access.not_allowed' } });
});
