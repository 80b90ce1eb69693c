import { pick } from '#kernel/words';
import { parameter } from '#modules/parameters';
import { placeNames } from '#modules/places';
import { cellsCsv } from '#platform/sheet';
import type { Context } from '#platform/web';
import { en } from './en.ts';
import { type FiguresProps, NeedFiguresPage } from './pages-figures.tsx';
import { type GroupedBy, needFigures, needGroups, needReach, needRises, needsByMonth } from './queries-figures.ts';
import { classNames, classWords } from './queries-more.ts';
import { type GroupCount, otherGroups, publicGroups } from './rules-figures.ts';
import { zh } from './zh.ts';

async function byClass({ scope, view }: Context) {
  const figures = await needFigures(scope);
  const years = [...new Set(figures.map((row) => row.year))].sort();
  const rows = (await classWords(scope, view.lang)).flatMap((word) => {
    const own = figures.filter((row) => row.classCode === word.code || row.classCode.startsWith(`${word.code}.`));
    if (own.length === 0) return [];
    const sum = (of: typeof own, key: 'count' | 'met') => of.reduce((total, row) => total + row[key], 0);
    const counts = years.map((year) =>
      sum(
        own.filter((row) => row.year === year),
        'count',
      ),
    );
    return [{ code: word.code, label: word.label, counts, total: sum(own, 'count'), met: sum(own, 'met') }];
  });
  return { years, rows };
}

/** The groups of one kind with their words; small ones folded together for everybody. */
async function groupsBy(context: Context, by: GroupedBy, least: number | null) {
  const { scope, view } = context;
  const w = pick(view.lang, { zh, en });
  const all = await needGroups(scope, by);
  const lines = least === null ? all : publicGroups(all, least);
  const isPlace = by === 'estate' || by === 'grid';
  const named = isPlace
    ? await placeNames(
        scope,
        lines.map((line) => line.key).filter((key) => key !== '' && key !== otherGroups),
      )
    : new Map<string, string>();
  const fixed: Readonly<Record<string, string>> = { ...w.ageGroups, ...w.urgencies };
  const label = ({ key }: GroupCount) => {
    if (key === otherGroups) return w.figures.others;
    if (key === '') return w.figures.noPlace;
    return (isPlace ? named.get(key) : fixed[key]) ?? key;
  };
  return { title: w.figures.by[by], lines: lines.map((line) => ({ ...line, label: label(line) })) };
}

async function figuresOf(context: Context, desk: boolean): Promise<FiguresProps> {
  const { scope, view } = context;
  const least = desk ? null : await parameter(scope, 'publication.smallCell');
  const kinds: readonly GroupedBy[] = desk
    ? ['urgency', 'age_group', 'estate', 'grid']
    : ['urgency', 'age_group', 'estate'];
  const groups: FiguresProps['groups'][number][] = [];
  for (const kind of kinds) groups.push(await groupsBy(context, kind, least));
  const names = await classNames(scope, view.lang);
  const rises = await needRises(scope);
  return {
    ...{ view, desk, least, groups },
    ...(await byClass(context)),
    months: await needsByMonth(scope),
    rises: rises.map((one) => ({ label: names.get(one.classCode) ?? one.classCode, now: one.now, before: one.before })),
    reach: await needReach(scope),
  };
}

/** The page of figures, for everybody or for the office. */
export function showFigures(desk: boolean) {
  return async (context: Context) => <NeedFiguresPage {...(await figuresOf(context, desk))} />;
}

/** The same as a table to take home: one line for each figure. */
export function figuresFile(desk: boolean) {
  return async (context: Context): Promise<Response> => {
    const { years, rows, months, groups } = await figuresOf(context, desk);
    const t = pick(context.view.lang, { zh, en }).figures;
    const lines = [
      [t.class, ...years, t.total, t.met],
      ...rows.map((row) => [row.label, ...row.counts.map(String), `${row.total}`, `${row.met}`]),
      [],
      [t.month, t.total],
      ...months.map((one) => [one.month.slice(0, 7), `${one.count}`]),
      ...groups.flatMap((group) => [
        [],
        [group.title, t.total, t.met],
        ...group.lines.map((line) => [line.label, `${line.count}`, `${line.met}`]),
      ]),
    ];
    return new Response(cellsCsv(lines), {
      headers: {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': 'attachment; filename="needs-figures.csv"',
        'cache-control': 'no-store',
      },
    });
  };
}
