import type { VNode } from 'preact';
import { pick } from '#kernel/words';
import { ActLink } from '#ui/form';
import { Page } from '#ui/page';
import { RecordHead } from '#ui/record';
import { spaceRoot, type View } from '#ui/view';
import { en } from './en.ts';
import { zh } from './zh.ts';

/** What is shown when a page can not be: what happened, what to do, two ways on. */
export function errorPage(view: View, status: number, sentence: string): VNode {
  const w = pick(view.lang, { zh, en });
  return (
    <Page view={view} title={w.errorTitle(status)} area={view.space === null ? 'plain' : 'public'}>
      <RecordHead kind={w.errorKind} title={w.errorTitle(status)} lede={sentence} />
      <p>
        <ActLink href={spaceRoot(view)}>{w.home}</ActLink>
      </p>
    </Page>
  );
}
