import { formatFen } from '#kernel/money';
import { lotOrder } from './rules.ts';
import type { BallotKind, Mark, Poll } from './schema.ts';

const voteTypes: Readonly<Record<BallotKind, string>> = {
  yes_no: 'choose-1',
  choose: 'choose-1',
  approval: 'approval',
  knapsack: 'approval',
  points: 'cumulative',
  ranks: 'ordinal',
};

const quoted = (text: string): string => `"${text.replace(/\s+/g, ' ').replaceAll('"', '""')}"`;
const plain = (fen: bigint): string => formatFen(fen, { plain: true });

/**
 * The name of each option in the file: the place the lot gave it, then its number. Whoever breaks ties by the order of
 * names, as most counting rules do, so breaks them by the lot.
 */
export function fileIds(of: Pick<Poll, 'options' | 'lot'>): Map<number, string> {
  const drawn = lotOrder(
    of.lot ?? '',
    of.options.map((one) => one.number),
  );
  const width = String(drawn.length).length;
  return new Map(drawn.map((number, at) => [number, `${String(at + 1).padStart(width, '0')}-${number}`]));
}

/** Every valid ballot of a vote in the Pabulib format (pabulib.org/format), without anything that tells of a person. */
export function pabulibText(
  of: Poll,
  ballots: readonly { readonly marks: readonly Mark[]; readonly invalid: string }[],
): string {
  const ids = fileIds(of);
  const graded = of.kind === 'points';
  const valid = ballots.filter((one) => one.invalid === '');
  const budget = of.budget === null ? String(of.seats) : plain(of.budget);
  const meta = [
    ['description', quoted(`${of.number ?? ''} ${of.title}`)],
    ['country', 'China'],
    ['unit', of.id],
    ['instance', of.number ?? ''],
    ['num_projects', String(of.options.length)],
    ['num_votes', String(valid.length)],
    ['budget', budget],
    ['vote_type', voteTypes[of.kind]],
    ['rule', of.rule],
    ['date_begin', of.opensAt.toISOString().slice(0, 10)],
    ['date_end', new Date(of.closesAt.getTime() - 1).toISOString().slice(0, 10)],
    ['currency', 'CNY'],
    ...(of.points === null ? [] : [['max_sum_points', String(of.points)]]),
    ...(of.most === null ? [] : [['max_length', String(of.most)]]),
    ['lot', of.lot ?? ''],
  ];
  const projects = [...ids].map(([number, id]) => {
    const option = of.options.find((one) => one.number === number);
    const votes = valid.filter((one) => one.marks.some(([marked]) => marked === number)).length;
    return [id, option?.cost == null ? '1' : plain(option.cost), String(votes), quoted(option?.title ?? '')];
  });
  const votes = valid.map(({ marks }, at) => {
    const named = marks.map(([number]) => ids.get(number) ?? '').join(',');
    return [String(at + 1), named, ...(graded ? [marks.map(([, value]) => value).join(',')] : [])];
  });
  const rows = (lines: readonly (readonly string[])[]): string => lines.map((line) => line.join(';')).join('\n');
  return `META\nkey;value\n${rows(meta)}\nPROJECTS\nproject_id;cost;votes;name\n${rows(projects)}\nVOTES\nvoter_id;vote${
    graded ? ';points' : ''
  }\n${rows(votes)}\n`;
}
