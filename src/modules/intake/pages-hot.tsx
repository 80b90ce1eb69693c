import type { ComponentChildren, VNode } from 'preact';
import { formatDate } from '#kernel/dates';
import { pick } from '#kernel/words';
import { ActLink } from '#ui/form';
import type { Column } from '#ui/list';
import { Page } from '#ui/page';
import { Block, Empty, Facts, PageHead } from '#ui/record';
import { deskRoot, hrefWith, type View } from '#ui/view';
import { en } from './en-understand.ts';
import type { HotMatter } from './queries-understand.ts';
import { growthOf } from './rules-heat.ts';
import { zh } from './zh-understand.ts';

/** A hot matter as the file has it, with the name of its place. */
export interface HotRow extends HotMatter {
  readonly place: string;
}

/** Where it is: the place most of them were put at, else the one they name. */
export function placeOf(one: HotMatter, places: ReadonlyMap<string, string>): string {
  return places.get(one.placeId ?? '') ?? one.placeText;
}

/** Columns of the file: every number that the heat is made of, so that it can be added up again. */
export function hotFileColumns(view: View): Column<HotRow>[] {
  const t = pick(view.lang, { zh, en }).hot;
  const column = (
    key: keyof (typeof zh)['hot']['file'],
    text: Column<HotRow>['text'],
    more: Partial<Column<HotRow>> = {},
  ): Column<HotRow> => ({ key, title: t.file[key], cell: (row) => text(row)?.toString(), text, ...more });
  return [
    column('number', (row) => row.number),
    column('headline', (row) => row.headline, { wide: true }),
    column('where', (row) => row.place),
    column('from', (row) => row.firstOn),
    column('to', (row) => row.lastOn),
    column('people', (row) => row.people, { numeric: true }),
    column('days', (row) => row.days, { numeric: true }),
    column('lately', (row) => row.lately, { numeric: true }),
    column('before', (row) => row.before, { numeric: true }),
    column('heat', (row) => row.heat, { numeric: true }),
    column('sum', (row) => t.sum(row.people, row.days, growthOf(row))),
    column('members', (row) => row.members.map((one) => one.number).join(' ')),
  ];
}

/** What the page of hot matters is given. */
export interface HotProps {
  readonly view: View;
  readonly hot: readonly HotMatter[];
  readonly places: ReadonlyMap<string, string>;
}

/** What many speak of, with what its heat is made of. */
export function HotPage(props: HotProps): VNode {
  const { view, hot } = props;
  const t = pick(view.lang, { zh, en }).hot;
  const root = deskRoot(view);
  const [first] = hot;
  return (
    <Page view={view} title={t.title} area="desk" section="intake">
      <PageHead title={t.title} lede={t.lede} acts={<ActLink href={`${root}/matters`}>{t.toList}</ActLink>} />
      {first === undefined ? (
        <Empty title={t.empty} acts={<ActLink href={`${root}/matters`}>{t.toList}</ActLink>}>
          {t.emptyWhy}
        </Empty>
      ) : (
        <>
          <p class="muted">
            {t.heatWhy} · {t.made(formatDate(first.madeAt, view.lang))}
          </p>
          {hot.map((one) => (
            <HotOne key={one.leadId} {...props} one={one} />
          ))}
          <p class="bar">
            <ActLink href={hrefWith(view.url, { format: 'xlsx' })} icon="download" download>
              {t.sheet}
            </ActLink>
            <ActLink href={hrefWith(view.url, { format: 'csv' })} icon="download" download>
              {t.csv}
            </ActLink>
          </p>
        </>
      )}
    </Page>
  );
}

function HotOne(props: HotProps & { readonly one: HotMatter }): VNode {
  const { view, one } = props;
  const t = pick(view.lang, { zh, en }).hot;
  const root = deskRoot(view);
  const place = placeOf(one, props.places);
  const facts: { term: string; value: ComponentChildren }[] = [
    { term: t.heat, value: `${one.heat} = ${t.sum(one.people, one.days, growthOf(one))}` },
    { term: t.where, value: place === '' ? t.nowhere : place },
    { term: t.when, value: t.period(formatDate(one.firstOn, view.lang), formatDate(one.lastOn, view.lang)) },
    { term: t.line(one.people, one.days), value: t.growth(one.lately, one.before) },
  ];
  return (
    <Block title={<a href={`${root}/matters/${one.leadId}`}>{one.headline === '' ? one.number : one.headline}</a>}>
      <Facts items={facts} />
      <details>
        <summary>{t.members(one.members.length)}</summary>
        <p>
          {one.members.map((member) => (
            <a key={member.id} href={`${root}/matters/${member.id}`}>
              {`${member.number} `}
            </a>
          ))}
        </p>
      </details>
    </Block>
  );
}
