import { sql } from 'kysely';
import { shortCode } from '#kernel/ids';
import type { Result } from '#kernel/result';
import { fail, ok } from '#kernel/result';
import { audit } from '#modules/record';
import { command } from '#platform/command';
import type { Inside } from '#platform/scope';
import { permissions } from './permissions.ts';
import { classRefusal, sortBelow } from './rules-classes.ts';
import { AddClass, OneClass, RenameClass } from './schema.ts';

async function sameWord(scope: Inside, parent: string, zh: string, besides: string | null): Promise<boolean> {
  const row = await scope.db
    .selectFrom('classification')
    .select('code')
    .where('parent', '=', parent)
    .where('zh', '=', zh)
    .where('code', '<>', besides ?? '')
    .where((where) => where.or([where('space_id', 'is', null), where('space_id', '=', scope.spaceId)]))
    .executeTakeFirst();
  return row !== undefined;
}

/**
 * Adds a class of the space's own below another (F009, F010). Its code begins with its parent's, so that common figures
 * still count it. Refuses `needs.class_unknown`, `needs.class_retired`, `needs.class_too_deep`, `needs.class_twice`.
 */
export const addClass = command({
  name: 'needs.add_class',
  permission: permissions.classes,
  input: AddClass,
  run: async (scope, input): Promise<Result<{ code: string }>> => {
    const parent = await scope.db
      .selectFrom('classification')
      .select(['code', 'sort', 'retired_at'])
      .where('code', '=', input.parent)
      .where((where) => where.or([where('space_id', 'is', null), where('space_id', '=', scope.spaceId)]))
      .executeTakeFirst();
    const wrong = classRefusal(parent ?? null);
    if (wrong !== null || parent === undefined) return fail(wrong ?? 'needs.class_unknown', { field: 'parent' });
    if (await sameWord(scope, parent.code, input.zh, null)) return fail('needs.class_twice', { field: 'zh' });
    const code = `${parent.code}.x${shortCode(6).toLowerCase()}`;
    await scope.db
      .insertInto('classification')
      .values({
        code,
        parent: parent.code,
        zh: input.zh,
        en: input.en,
        sort: sortBelow(parent),
        whole: input.whole,
        space_id: scope.spaceId,
      })
      .execute();
    await audit(scope, { kind: 'space', id: scope.spaceId, detail: { class: code, zh: input.zh } });
    return ok({ code });
  },
});

async function ownClass(scope: Inside, code: string) {
  return scope.db
    .selectFrom('classification')
    .select(['code', 'parent', 'zh', 'retired_at'])
    .where('space_id', '=', scope.spaceId)
    .where('code', '=', code)
    .forUpdate()
    .executeTakeFirst();
}

/** Gives an own class other words; what stands under it stays. Refuses `needs.class_unknown`, `needs.class_twice`. */
export const renameClass = command({
  name: 'needs.rename_class',
  permission: permissions.classes,
  input: RenameClass,
  run: async (scope, input): Promise<Result<{ code: string }>> => {
    const known = await ownClass(scope, input.code);
    if (known === undefined) return fail('needs.class_unknown');
    if (await sameWord(scope, known.parent ?? '', input.zh, known.code))
      return fail('needs.class_twice', { field: 'zh' });
    await scope.db
      .updateTable('classification')
      .set({ zh: input.zh, en: input.en })
      .where('space_id', '=', scope.spaceId)
      .where('code', '=', input.code)
      .execute();
    await audit(scope, {
      kind: 'space',
      id: scope.spaceId,
      detail: { class: input.code, from: known.zh, to: input.zh },
    });
    return ok({ code: input.code });
  },
});

/**
 * Takes an own class, and those below it, out of the choices; what stands under them keeps it. Pressed again, brings it
 * back. Refuses `needs.class_unknown`.
 */
export const retireClass = command({
  name: 'needs.retire_class',
  permission: permissions.classes,
  input: OneClass,
  run: async (scope, input): Promise<Result<{ code: string; retired: boolean }>> => {
    const known = await ownClass(scope, input.code);
    if (known === undefined) return fail('needs.class_unknown');
    const retired = known.retired_at === null;
    await scope.db
      .updateTable('classification')
      .set({ retired_at: retired ? scope.now() : null })
      .where('space_id', '=', scope.spaceId)
      .where((where) => where.or([where('code', '=', input.code), where(sql`code`, 'like', `${input.code}.%`)]))
      .execute();
    await audit(scope, { kind: 'space', id: scope.spaceId, detail: { class: input.code, retired } });
    return ok({ code: input.code, retired });
  },
});
