import { copyFileSync, cpSync, readFileSync, renameSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { Frontier, leafHash } from '#algorithms/merkle';
import {
  formatCheckpoint,
  formatNote,
  makeSigner,
  parseCheckpoint,
  parseNote,
  signatureType,
  signNote,
} from '#algorithms/merkle-notes';
import { bundleEntries, readBundle, subtreeRoot, tilePath, tilesOf, tileWidth } from '#algorithms/merkle-tiles';
import { sequenceAll } from '#tests/sequenced';
import { makeWorld } from '#tests/world';
import { fetchLog, judge, makeStage, newFolder, tamper } from './stage.ts';

const world = await makeWorld(import.meta.url);
const stage = await makeStage(world);
let honest = '';

beforeAll(async () => {
  honest = await fetchLog(stage.base);
});

/** The honest log in a folder of its own, to be spoilt. */
function copy(): string {
  const folder = newFolder();
  cpSync(honest, folder, { recursive: true });
  return folder;
}

const path = (folder: string, level: number | 'entries', index: number, width = tileWidth): string =>
  join(folder, tilePath({ level, index, width }));
const headOf = (folder: string) =>
  parseCheckpoint(parseNote(readFileSync(join(folder, 'checkpoint'), 'utf8'))?.body ?? '');

/** Changes a row, has the log looked at, and puts the row back. */
async function withRow(change: string, back: string): Promise<readonly string[]> {
  await tamper(world, change);
  try {
    return judge(await fetchLog(stage.base)).codes;
  } finally {
    await tamper(world, back);
  }
}

describe('an honest log', () => {
  test('F042 everything holds, twice over, and growth continues what was seen', async () => {
    const memory = newFolder();
    const first = judge(honest, memory);
    expect(first.codes).toEqual([]);
    expect(first.sentences.at(-1)).toContain('Everything holds');
    expect(judge(honest, memory).sentences.join('\n')).toContain('all 1 checkpoints');
    await stage.many(40);
    await sequenceAll(world);
    expect(judge(await fetchLog(stage.base), memory).codes).toEqual([]);
  });

  test('a gift taken back and a forgotten person leave everything valid', async () => {
    const { erasePerson } = await import('#modules/people');
    const { reverseGift } = await import('#modules/gifts');
    const { must } = await import('#kernel/result');
    const { makeGift } = await import('#tests/project');
    const gift = await makeGift(world, stage.town, '333.33', 'B-back');
    must(await reverseGift(stage.town.finance.scope, { id: gift, reason: '打错了' }));
    const before = await fetchLogNow();
    must(await erasePerson(stage.town.admin.scope, { personId: stage.speaker.personId, confirm: 'yes' }));
    const after = await fetchLogNow();
    const memory = newFolder();
    expect(judge(before, memory).codes).toEqual([]);
    expect(judge(after, memory).codes).toEqual([]);
    honest = after;
  });

  test('a forgotten salt leaves the commitment, and the log valid', async () => {
    await tamper(world, `delete from log_salt where kind in ('promise', 'rule')`);
    expect(judge(await fetchLog(stage.base)).codes).toEqual([]);
  });
});

async function fetchLogNow(): Promise<string> {
  await sequenceAll(world);
  return fetchLog(stage.base);
}

describe('each kind of tampering is found and named', () => {
  test('a changed row', async () => {
    const gift = `(select entry_id from ledger_posting where amount = 2000000 limit 1)`;
    const turn = (by: string) =>
      `update ledger_posting set amount = amount + (case when amount > 0 then ${by} else -(${by}) end) where entry_id = ${gift.replace('2000000', by === '100' ? '2000000' : '2000100')}`;
    expect(await withRow(turn('100'), turn('-100'))).toEqual(['row_changed']);
  });

  test('a changed tally, and changed words of a motion', async () => {
    const tally = (from: string, to: string) =>
      `update procedure_step set tally = jsonb_set(tally, '{yes}', '${to}') where kind = 'vote' and tally->>'yes' = '${from}'`;
    expect(await withRow(tally('4', '5'), tally('5', '4'))).toContain('row_changed');
    const words = (from: string, to: string) => `update procedure set title = replace(title, '${from}', '${to}')`;
    expect(await withRow(words('助餐', '旅游'), words('旅游', '助餐'))).toEqual(['row_changed']);
  });

  test('an entry without leaf', async () => {
    const id = '01900000-0000-7000-8000-00000000beef';
    const line = (n: number, account: string, amount: string) =>
      `insert into ledger_posting (space_id, entry_id, line, account_id, commodity, amount, day) values ('${world.space.id}', '${id}', ${n}, '${account}', 'CNY', ${amount}, '2026-03-02')`;
    await tamper(
      world,
      `insert into ledger_entry (space_id, id, day, kind, subject_kind, subject_id, lines, at, xact) values ('${world.space.id}', '${id}', '2026-03-02', 'gifts.bank', 'gift', '${id}', 2, now(), '3')`,
      line(1, stage.bank, '500'),
      line(2, stage.money, '-500'),
      `update ledger_account set checkpoint = checkpoint + 500 where id = '${stage.bank}'`,
      `update ledger_account set checkpoint = checkpoint - 500 where id = '${stage.money}'`,
    );
    const { codes, sentences } = judge(await fetchLog(stage.base));
    expect(codes).toEqual(['entry_without_leaf']);
    expect(sentences.join('\n')).toContain('not in the log');
    await tamper(
      world,
      `delete from ledger_posting where entry_id = '${id}'`,
      `delete from ledger_entry where id = '${id}'`,
      `update ledger_account set checkpoint = checkpoint - 500 where id = '${stage.bank}'`,
      `update ledger_account set checkpoint = checkpoint + 500 where id = '${stage.money}'`,
    );
  });

  test('a row that was taken out', async () => {
    const folder = copy();
    const lines = readFileSync(join(folder, 'ledger.jsonl'), 'utf8').split('\n');
    lines.splice(300, 1);
    writeFileSync(join(folder, 'ledger.jsonl'), lines.join('\n'));
    expect(judge(folder).codes).toEqual(['row_gone']);
  });

  test('a removed leaf', async () => {
    const folder = copy();
    const entries = readBundle(readFileSync(path(folder, 'entries', 1))) ?? [];
    writeFileSync(path(folder, 'entries', 1), bundleEntries(entries.filter((_, at) => at !== 17)));
    expect(judge(folder).codes).toEqual(['leaf_missing']);
    await tamper(
      world,
      `create table kept as select * from log_leaf where idx = 300`,
      'delete from log_leaf where idx = 300',
    );
    expect(judge(await fetchLog(stage.base)).codes).toEqual(['leaf_missing', 'entry_without_leaf']);
    await tamper(world, 'insert into log_leaf select * from kept', 'drop table kept');
  });

  test('two leaves swapped', async () => {
    const folder = copy();
    const entries = readBundle(readFileSync(path(folder, 'entries', 1))) ?? [];
    const [one, other] = [entries[3], entries[200]];
    if (one === undefined || other === undefined) throw new Error('too few');
    entries[3] = other;
    entries[200] = one;
    writeFileSync(path(folder, 'entries', 1), bundleEntries(entries));
    const { codes, sentences } = judge(folder);
    expect(codes).toContain('leaves_swapped');
    expect(sentences.join('\n')).toContain('Leaves 259 and 456 were swapped');
  });

  test('an altered leaf', () => {
    const folder = copy();
    const bytes = readFileSync(path(folder, 'entries', 0));
    const at = bytes.indexOf('"2000000"');
    bytes.write('"9', at);
    writeFileSync(path(folder, 'entries', 0), bytes);
    expect(judge(folder).codes).toContain('leaf_changed');
  });

  test('a swapped tile, of leaves and of tiles', () => {
    const folder = copy();
    const [one, other] = [path(folder, 0, 0), path(folder, 0, 1)];
    renameSync(one, `${one}.x`);
    renameSync(other, one);
    renameSync(`${one}.x`, other);
    expect(judge(folder).codes).toEqual(['tile_wrong', 'tile_wrong']);
    const upper = copy();
    const width = Math.trunc((headOf(upper)?.size ?? 0) / tileWidth);
    const bytes = readFileSync(path(upper, 1, 0, width));
    writeFileSync(
      path(upper, 1, 0, width),
      Buffer.concat([bytes.subarray(32, 64), bytes.subarray(0, 32), bytes.subarray(64)]),
    );
    expect(judge(upper).codes).toEqual(['tile_wrong']);
  });

  test('a truncated tile', () => {
    const folder = copy();
    truncateSync(path(folder, 0, 1), 8000);
    expect(judge(folder).codes).toEqual(['tile_short']);
    const bundle = copy();
    truncateSync(path(bundle, 'entries', 1), 9000);
    expect(judge(bundle).codes).toContain('bundle_broken');
  });

  test('a database rolled back to yesterday', async () => {
    const memory = newFolder();
    const yesterday = honest;
    await stage.many(3);
    expect(judge(await fetchLogNow(), memory).codes).toEqual([]);
    const { codes, sentences } = judge(yesterday, memory);
    expect(codes).toEqual(['shrunk']);
    expect(sentences.join('\n')).toContain('earlier day');
  });

  test('a forged checkpoint, and one with another size or root', () => {
    const folder = copy();
    const note = readFileSync(join(folder, 'checkpoint'), 'utf8');
    const body = parseNote(note)?.body ?? '';
    const thief = makeSigner(headOf(folder)?.origin ?? '', signatureType.ed25519, new Uint8Array(32).fill(9));
    writeFileSync(join(folder, 'checkpoint'), formatNote(body, [signNote(body, thief)]));
    expect(judge(folder).codes).toEqual(['forged']);
    writeFileSync(
      join(folder, 'checkpoint'),
      note.replace(/\n(\d+)\n/, (_all, size: string) => `\n${Number(size) - 1}\n`),
    );
    expect(judge(folder).codes).toContain('forged');
    writeFileSync(join(folder, 'checkpoint'), 'nothing');
    expect(judge(folder).codes).toEqual(['forged']);
  });

  test('a history written anew and signed with the real key', () => {
    const memory = newFolder();
    expect(judge(honest, memory).codes).toEqual([]);
    const folder = rewrite(copy(), (body) =>
      body.replace('"2000000"', '"2000001"').replace('"-2000000"', '"-2000001"'),
    );
    expect(judge(folder, memory).codes).toContain('rewritten');
  });

  test('a key that nobody vouches for', () => {
    const memory = newFolder();
    expect(judge(honest, memory).codes).toEqual([]);
    const folder = copy();
    const origin = headOf(folder)?.origin ?? '';
    const thief = makeSigner(origin, signatureType.ed25519, new Uint8Array(32).fill(9));
    const body = parseNote(readFileSync(join(folder, 'checkpoint'), 'utf8'))?.body ?? '';
    writeFileSync(join(folder, 'checkpoint'), formatNote(body, [signNote(body, thief)]));
    writeFileSync(
      join(folder, 'keys'),
      `${thief.vkey.name}+${thief.vkey.id.toString(16).padStart(8, '0')}+${Buffer.from([1, ...thief.vkey.key]).toString('base64')} 2026\n`,
    );
    expect(judge(folder, memory).codes).toEqual(['key_changed']);
  });

  test('a payment without decision', () => {
    const folder = rewrite(copy(), (body) =>
      body.includes('"deed":"funds.') && body.includes('"150000"')
        ? body.replace(/"authorisation":"[^"]+"/, '"authorisation":null')
        : body,
    );
    expect(judge(folder).codes).toContain('payment_without_decision');
  });

  test('more paid than decided, a false tally, an entry that does not balance, a thing twice', () => {
    const spoil = (change: (body: string) => string): readonly string[] => judge(rewrite(copy(), change)).codes;
    expect(spoil((body) => (body.includes('"deed":"funds.') ? body.replaceAll('150000"', '990000"') : body))).toContain(
      'over_authorised',
    );
    expect(spoil((body) => body.replace('"yes":4', '"yes":1'))).toContain('decision_wrong');
    expect(spoil((body) => body.replace('"-2000000"', '"-1999999"'))).toContain('unbalanced');
    let last = '';
    const twice = (body: string): string => {
      const kept = last;
      last = body;
      return body.includes('"-77"') ? kept : body;
    };
    expect(spoil(twice)).toContain('doubled');
    expect(
      spoil((body) => body.replace(/"authorisation":null(.*"reverses":"[0-9a-f-]{35})./, '"authorisation":null$10')),
    ).toContain('reversal_wrong');
  });

  test('a balance that does not follow', async () => {
    const add = (fen: number) =>
      `update ledger_account set checkpoint = checkpoint + ${fen} where id = '${stage.bank}'`;
    expect(await withRow(add(12_300), add(-12_300))).toEqual(['balance_wrong']);
  });

  test('and after all of it the log is whole again', async () => {
    expect(judge(await fetchLog(stage.base)).codes).toEqual([]);
    copyFileSync(join(honest, 'checkpoint'), join(newFolder(), 'checkpoint'));
  });
});

/** Writes a log anew with changed leaves, and signs it with the key of the house: what only the house could do. */
function rewrite(folder: string, change: (body: string) => string): string {
  const head = headOf(folder);
  if (head === null) throw new Error('no head');
  const tree = new Frontier();
  const tiles = new Map<string, Buffer>();
  for (const tile of tilesOf(head.size).filter((one) => one.level === 0)) {
    const file = path(folder, 'entries', tile.index, tile.width);
    const entries = (readBundle(readFileSync(file)) ?? []).map((one) =>
      Buffer.from(change(Buffer.from(one).toString())),
    );
    writeFileSync(file, bundleEntries(entries));
    const hashes = entries.map(leafHash);
    for (const hash of hashes) tree.add(hash);
    tiles.set(`0/${tile.index}`, Buffer.concat(hashes));
    writeFileSync(path(folder, 0, tile.index, tile.width), Buffer.concat(hashes));
  }
  for (const tile of tilesOf(head.size).filter((one) => one.level === 1)) {
    const roots = Array.from({ length: tile.width }, (_, at) =>
      subtreeRoot(tiles.get(`0/${tile.index * tileWidth + at}`) ?? Buffer.alloc(0), 0, tileWidth),
    );
    writeFileSync(path(folder, 1, tile.index, tile.width), Buffer.concat(roots));
  }
  const body = formatCheckpoint({ ...head, root: tree.root() });
  const seed = world.platform.keys.log.at(-1) ?? new Uint8Array();
  const signer = makeSigner(head.origin, signatureType.ed25519, seed);
  writeFileSync(join(folder, 'checkpoint'), formatNote(body, [signNote(body, signer)]));
  return folder;
}
