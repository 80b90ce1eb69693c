import { z } from 'zod';
import { fail, ok, type Result } from '#kernel/result';
import { pick } from '#kernel/words';
import { audit } from '#modules/record';
import { type Command, command } from '#platform/command';
import { firstFault, id } from '#platform/input';
import { actorId, type Inside, type Scope, withKey } from '#platform/scope';
import { bringStatement, mapStatement } from './commands-files.ts';
import { landStatement } from './commands-landing.ts';
import { notOurs } from './commands-linking.ts';
import { en } from './en.ts';
import { permissions } from './permissions.ts';
import { statementFile } from './queries.ts';
import { copiesOf, type Shared, sharedAccounts, sharesOf } from './queries-together.ts';
import { BringStatement, ById, several } from './schema.ts';
import { zh } from './zh.ts';

/** A statement, and the other spaces by their slugs to which it is brought as well. */
const BringTogether = BringStatement.extend({ also: several.pipe(z.array(z.string().max(80)).max(20)) });

/**
 * What takes the same deed in several spaces is no command: each space's own command runs in a transaction and under a
 * scope of its own, one after the other, and what one of them refuses undoes nothing in another.
 */
function inEach<S extends z.ZodType, T>(spec: {
  readonly name: string;
  readonly permission: Command<S, T>['spec']['permission'];
  readonly input: S;
  readonly run: (scope: Scope, input: z.output<S>) => Promise<Result<T>>;
}): Command<S, T> {
  const call = async (scope: Scope, raw: z.input<S>): Promise<Result<T>> => {
    const parsed = spec.input.safeParse(raw);
    return parsed.success ? spec.run(scope, parsed.data) : { ok: false, fault: firstFault(parsed.error) };
  };
  return Object.assign(call, { spec });
}

/**
 * Brings a statement here and to those of the reader's other spaces that were ticked and have registered the same
 * account (decision 18). Refuses as `bringStatement`, and `reconciliation.also_other_account` before anything is taken in.
 */
export const bringTogether = inEach({
  name: 'reconciliation.bring',
  permission: permissions.bring,
  input: BringTogether,
  run: async (scope, { also, ...statement }): Promise<Result<{ id: string }>> => {
    const shared = also.length === 0 ? [] : await sharedAccounts(scope);
    const others: Shared[] = [];
    for (const slug of also) {
      const one = shared.find((each) => each.home.slug === slug && each.here.id === statement.outsideId);
      if (one === undefined) {
        const space = shared.find((each) => each.home.slug === slug)?.home.name ?? slug;
        return fail('reconciliation.also_other_account', { field: 'also', params: { space } });
      }
      others.push(one);
    }
    const brought = await bringStatement(scope, statement);
    if (!brought.ok) return brought;
    // Where another space has this very file already, its copy is the one that is shown.
    for (const { home, there } of others)
      await bringStatement(withKey(home.scope, scope.key), { ...statement, outsideId: there.id });
    return brought;
  },
});

/**
 * Lands a file, and with it the copies that the same person brought to other spaces and that wait there, read by the same
 * columns. Refuses as `landStatement`.
 */
export const landTogether = inEach({
  name: 'reconciliation.land',
  permission: permissions.bring,
  input: ById,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const landed = await landStatement(scope, input);
    const file = landed.ok ? await statementFile(scope, input.id) : null;
    if (!landed.ok || file === null) return landed;
    for (const { home, file: copy } of await copiesOf(scope, file)) {
      if (copy.state !== 'waiting' || copy.broughtBy !== actorId(home.scope)) continue;
      const columns = Object.fromEntries(Object.entries(file.columns).map(([field, at]) => [field, String(at)]));
      const mapped = await mapStatement(withKey(home.scope, null), { ...columns, id: copy.id });
      if (mapped.ok) await landStatement(withKey(home.scope, scope.key), { id: copy.id });
    }
    return landed;
  },
});

const LeaveLines = z.object({ id: id(), lines: z.array(id()).max(5000) });

const leaveLines = command({
  name: 'reconciliation.leave',
  permission: permissions.match,
  input: LeaveLines,
  run: async (scope: Inside, input): Promise<Result<{ id: string }>> => {
    const reason = pick(scope.lang, { zh, en }).together.leftReason;
    for (const line of input.lines) {
      const left = await notOurs(scope, { id: line, reason });
      if (!left.ok) return left;
    }
    await audit(scope, { kind: 'bank_statement', id: input.id, detail: { left: input.lines.length } });
    return ok({ id: input.id });
  },
});

/**
 * Marks as not of these funds every line of a file that another space of the reader has confirmed as its own and that has
 * nothing here. Refuses `reconciliation.not_found`, `reconciliation.nothing_chosen`.
 */
export const leaveToOthers = inEach({
  name: 'reconciliation.leave',
  permission: permissions.match,
  input: ById,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const file = await statementFile(scope, input.id);
    if (file === null) return fail('reconciliation.not_found');
    const owners = await sharesOf(scope, file, await copiesOf(scope, file));
    const lines = owners.flatMap((owner) => owner.leave);
    return lines.length === 0 ? fail('reconciliation.nothing_chosen') : leaveLines(scope, { id: file.id, lines });
  },
});
