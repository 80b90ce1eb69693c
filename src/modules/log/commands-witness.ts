import {
  parseNote,
  parseSignatures,
  parseVkey,
  signatureType,
  toBase64,
  type Verified,
  verifyNote,
} from '#algorithms/merkle-notes';
import { newId } from '#kernel/ids';
import { fail, ok } from '#kernel/result';
import { audit } from '#modules/record';
import { command } from '#platform/command';
import { lineOf } from '#platform/line';
import { actorId, type Inside, type Scope } from '#platform/scope';
import { permissions } from './permissions.ts';
import { consistency } from './queries-proof.ts';
import { latestHead } from './queries-tree.ts';
import { witnesses } from './queries-witness.ts';
import { isWitnessUrl } from './rules.ts';
import { AddWitness, EndWitness, type Head, type Witness } from './schema.ts';

/** A signature of the same checkpoint is asked for again after this long, so that its age says that someone watches. */
const renewAfter = 3_600_000;
const patience = 10_000;

/** Asks somebody to witness. Refuses: `log.witness_key`, `log.witness_url`, `log.witness_taken`. */
export const addWitness = command({
  name: 'log.add_witness',
  permission: permissions.appoint,
  input: AddWitness,
  conflicts: { log_witness_live: 'log.witness_taken' },
  run: async (scope, input) => {
    const vkey = parseVkey(input.vkey);
    if (vkey?.type !== signatureType.cosignature) return fail('log.witness_key', { field: 'vkey' });
    if (!isWitnessUrl(input.url)) return fail('log.witness_url', { field: 'url' });
    const id = newId(scope.now());
    await scope.db
      .insertInto('log_witness')
      .values({
        ...{ space_id: scope.spaceId, id, vkey: input.vkey, url: input.url.replace(/\/+$/, '') },
        ...{ added_by: actorId(scope) || null, at: scope.now() },
      })
      .execute();
    await audit(scope, { kind: 'witness', id, detail: { name: vkey.name } });
    return ok({ id });
  },
});

/** Ends the asking, with a reason; what was signed stays. Refuses `log.witness_unknown`. */
export const endWitness = command({
  name: 'log.end_witness',
  permission: permissions.appoint,
  input: EndWitness,
  run: async (scope, input) => {
    const ended = await scope.db
      .updateTable('log_witness')
      .set({ ended_at: scope.now(), ended_reason: input.reason })
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', input.id)
      .where('ended_at', 'is', null)
      .returning('id')
      .executeTakeFirst();
    if (ended === undefined) return fail('log.witness_unknown');
    await audit(scope, { kind: 'witness', id: input.id, detail: { ended: true } });
    return ok({ id: input.id });
  },
});

/** Sends the newest checkpoint to every witness that has not signed it, or signed it long ago. */
export async function submitCheckpoints(scope: Scope): Promise<void> {
  const head = await latestHead(scope.db, scope.spaceId);
  if (head === null) return;
  for (const witness of await witnesses(scope)) {
    const fresh = witness.signedAt !== null && scope.now().getTime() - witness.signedAt.getTime() < renewAfter;
    if (witness.signedSize === head.size && fresh) continue;
    const answer = await ask(scope, witness, head, witness.signedSize ?? 0).catch((error: unknown) =>
      error instanceof Error ? error.message : String(error),
    );
    await keep(scope, witness, head, answer);
  }
}

/** One request as C2SP tlog-witness; a witness that is elsewhere says so and is asked again from there. */
async function ask(scope: Scope, witness: Witness, head: Head, old: number, again = true): Promise<Verified | string> {
  const proof = await consistency(scope, old, head.size);
  const lines = [`old ${old}`, ...proof.map(toBase64), '', head.note];
  const response = await fetch(`${witness.url}/add-checkpoint`, {
    method: 'POST',
    body: lines.join('\n'),
    redirect: 'error',
    signal: AbortSignal.timeout(patience),
  });
  const text = (await response.text()).slice(0, 100_000);
  const size = /^(0|[1-9]\d{0,15})\n$/.exec(text)?.[1];
  if (response.status === 409 && size !== undefined && again && Number(size) <= head.size)
    return ask(scope, witness, head, Number(size), false);
  if (response.status !== 200) return `HTTP ${response.status}`;
  const note = parseSignatures(text) === null ? null : parseNote(head.note + text);
  const vkey = parseVkey(witness.vkey);
  const verified = note === null || vkey === null ? null : verifyNote(note, [vkey]);
  return verified?.[0] ?? 'signature';
}

/** Writes down what the witness said; a refusal that stays the same is written once a day at most. */
async function keep(scope: Scope, witness: Witness, head: Head, answer: Verified | string): Promise<void> {
  const refusal = typeof answer === 'string' ? answer.slice(0, 200) : null;
  if (refusal !== null && refusal === witness.refusal) return;
  await scope.db.transaction().execute(async (db) => {
    const inside: Inside = {
      ...scope,
      db,
      running: { command: 'log.submit', line: await lineOf(db), audited: 0, afterCommit: [] },
    };
    await writeAnswer(inside, witness, head, answer, refusal);
  });
}

async function writeAnswer(
  scope: Inside,
  witness: Witness,
  head: Head,
  answer: Verified | string,
  refusal: string | null,
): Promise<void> {
  const signed = typeof answer === 'string' ? null : answer;
  await scope.db
    .insertInto('log_cosignature')
    .values({
      ...{ space_id: scope.spaceId, id: newId(scope.now()), witness: witness.vkey, size: BigInt(head.size) },
      ...{ line: signed?.line ?? null, refusal, at: scope.now() },
      signed_at: signed === null ? null : new Date(Number(signed.seconds ?? 0n) * 1000),
    })
    .execute();
}
