import type { VNode } from 'preact';
import { pick } from '#kernel/words';
import { ActLink, Button } from '#ui/form';
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

/** The same after a failure of ours, with what was typed: one button sends it once more, so nothing is lost. */
export function failurePage(
  view: View,
  status: number,
  sentence: string,
  action: string,
  typed: Readonly<Record<string, string | readonly string[]>>,
): VNode {
  const w = pick(view.lang, { zh, en });
  const fields = Object.entries(typed).flatMap(([name, value]) =>
    (typeof value === 'string' ? [value] : value).map((one) => ({ name, value: one })),
  );
  if (fields.length === 0) return errorPage(view, status, sentence);
  return (
    <Page view={view} title={w.errorTitle(status)} area="plain">
      <RecordHead kind={w.errorKind} title={w.errorTitle(status)} lede={sentence} />
      <form method="post" action={action}>
        {fields.map((field) => (
          <input key={`${field.name} ${field.value}`} type="hidden" name={field.name} value={field.value} />
        ))}
        <Button kind="main">{w.sendAgain}</Button>
      </form>
    </Page>
  );
}
