import type { VNode } from 'preact';
import { pick, type Words } from '#kernel/words';
import { ConfirmForm, Note } from '#ui/form';
import type { View } from '#ui/view';
import { en } from './en.ts';
import { zh } from './zh.ts';

/** The words of this room in the reader's language. */
export function wordsOf(view: View): Words<typeof zh> {
  return pick(view.lang, { zh, en });
}

/** Words of a cell that keep to one line; nothing where there are none, so that a folded row leaves no gap for them. */
export function one(text: string | null): VNode | null {
  return text === null || text === '' ? null : <span class="one">{text}</span>;
}

/** A browser's own long name, shortened to what a person recognises: the system and the browser. */
export function deviceName(agent: string): string {
  const system = /iPhone|iPad|Android|Windows|Mac OS X|HarmonyOS|Linux/.exec(agent)?.[0] ?? '';
  const browser = /MicroMessenger|Edg|Firefox|Chrome|Safari/.exec(agent)?.[0] ?? '';
  const names: Readonly<Record<string, string>> = { Edg: 'Edge', MicroMessenger: 'WeChat', 'Mac OS X': 'Mac' };
  return [system, browser]
    .filter((part) => part !== '')
    .map((part) => names[part] ?? part)
    .join(' · ');
}

/** Says in whose name one acts, with the way back; stands on top of one's own pages. */
export function ActingNote(props: { readonly view: View; readonly name: string; readonly slug: string }): VNode {
  const { view, name, slug } = props;
  const w = wordsOf(view).me;
  return (
    <Note tone="wait">
      <p>
        <b>{w.actingTitle(name)}</b> {w.actingHint}
      </p>
      <ConfirmForm view={view} action={`/me/${slug}/stop-acting`} label={w.stop} />
    </Note>
  );
}

/** A role in words; a word nobody knows stands as it is. */
export function roleName(view: View, role: string): string {
  const names: Readonly<Record<string, string>> = wordsOf(view).roles;
  return names[role] ?? role;
}
