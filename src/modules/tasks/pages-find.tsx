import type { ComponentChildren, VNode } from 'preact';
import { ActLink, Button } from '#ui/form';
import { Page } from '#ui/page';
import { Block, Empty, Lines, PageHead } from '#ui/record';
import { deskRoot, type View } from '#ui/view';
import { wordsOf } from './pages.tsx';

/** What can be looked for at the desk. */
export type FoundKind =
  | 'people'
  | 'matters'
  | 'needs'
  | 'resources'
  | 'projects'
  | 'decisions'
  | 'payments'
  | 'gifts'
  | 'activities'
  | 'organisations';

/** One thing found: its page, what it is called, and what tells it from others. */
export interface FoundThing {
  readonly id: string;
  readonly href: string;
  readonly name: string;
  readonly note: string;
  readonly value?: ComponentChildren;
}

/** The first things of one kind, how many there are, and the list that shows them all. */
export interface FoundGroup {
  readonly kind: FoundKind;
  readonly things: readonly FoundThing[];
  readonly total: number;
  readonly all: string;
}

const searchRole = { role: 'search' as const };

/** The box again, with what was looked for: on a phone the masthead has no room for it. */
function AskAgain(props: { readonly view: View; readonly q: string }): VNode {
  const w = wordsOf(props.view).find;
  return (
    <form class="search" {...searchRole} aria-label={w.lede} method="get" action={`${deskRoot(props.view)}/find`}>
      <label class="sr" for="find-again">
        {w.lede}
      </label>
      <input class="input" id="find-again" type="search" name="q" value={props.q} />
      <Button icon="search">{w.title}</Button>
    </form>
  );
}

/** Everything the desk knows under one word or number, by kind; kinds without a find are left out. */
export function FindPage(props: {
  readonly view: View;
  readonly q: string;
  readonly groups: readonly FoundGroup[];
}): VNode {
  const { view, q } = props;
  const w = wordsOf(view).find;
  const groups = props.groups.filter((group) => group.total > 0);
  const total = groups.reduce((sum, group) => sum + group.total, 0);
  const title = q === '' ? w.title : w.titleFor(q);
  return (
    <Page view={view} title={title} area="desk">
      <PageHead title={title} lede={total === 0 ? w.lede : w.found(total)} acts={<AskAgain view={view} q={q} />} />
      {q !== '' && total === 0 && <Empty title={w.none}>{w.noneWhy}</Empty>}
      {groups.map((group) => (
        <Block key={group.kind} title={w.kinds[group.kind]} aside={group.total}>
          <Lines
            items={group.things.map((thing) => ({
              key: thing.id,
              what: <a href={thing.href}>{thing.name}</a>,
              note: thing.note,
              ...(thing.value === undefined ? {} : { value: thing.value }),
            }))}
          />
          {group.total > group.things.length && (
            <p>
              <ActLink href={group.all}>{w.all(group.total)}</ActLink>
            </p>
          )}
        </Block>
      ))}
    </Page>
  );
}
