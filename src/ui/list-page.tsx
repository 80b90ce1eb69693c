import type { ComponentChildren, VNode } from 'preact';
import type { ListData } from '#platform/web';
import { ActLink } from './action.tsx';
import { List, type ListProps } from './list.tsx';
import { type Area, Page, type Section } from './page.tsx';
import { Empty, PageHead } from './record.tsx';
import type { View } from './view.tsx';

/** A page that is one list: the title once as heading and once as the list's own, everything else the list's. */
export function ListPage<R>(
  props: Omit<ListProps<R>, 'level'> & {
    readonly view: View;
    readonly lede: ComponentChildren;
    readonly area?: Area;
    readonly section: Section;
    /** Stands above the heading, as a refusal does. */
    readonly above?: ComponentChildren;
    /** Stands between heading and list. */
    readonly between?: ComponentChildren;
  },
): VNode {
  const { lede, area, section, above, between, ...list } = props;
  return (
    <Page view={list.view} title={list.title} {...(area === undefined ? {} : { area })} section={section} wide>
      {above}
      <PageHead title={list.title} lede={lede} />
      {between}
      <List {...list} level={2} />
    </Page>
  );
}

/** A public list that is only read: its words, where its rows lead, and where else to look when nothing is in it. */
export function ReadingList<R>(props: {
  readonly view: View;
  readonly data: ListData<R>;
  readonly words: { readonly title: string; readonly lede: string; readonly none: string; readonly noneWhy: string };
  readonly section: Section;
  readonly rowKey: (row: R) => string;
  readonly rowHref: (row: R) => string;
  readonly ways: readonly { readonly href: string; readonly label: string }[];
}): VNode {
  const { view, data, words, section, rowKey, rowHref } = props;
  const ways = props.ways.map((way) => (
    <ActLink key={way.href} href={way.href}>
      {way.label}
    </ActLink>
  ));
  return (
    <ListPage
      {...{ view, ...data, title: words.title, lede: words.lede, section, rowKey, rowHref }}
      empty={
        <Empty title={words.none} acts={ways}>
          {words.noneWhy}
        </Empty>
      }
    />
  );
}
