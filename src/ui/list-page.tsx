import type { ComponentChildren, VNode } from 'preact';
import { List, type ListProps } from './list.tsx';
import { type Area, Page, type Section } from './page.tsx';
import { PageHead } from './record.tsx';
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
