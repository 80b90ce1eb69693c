import type { VNode } from 'preact';
import { pick } from '#kernel/words';
import { Field, Form, type FormState } from '#ui/form';
import { Block } from '#ui/record';
import { deskRoot, type View } from '#ui/view';
import { en } from './en.ts';
import { type PrivateGroup, privateGroups } from './schema.ts';
import { zh } from './zh.ts';

/** What the desk may know of the groups behind a need: whether any are sealed, and which, once opened. */
export interface GroupsKept {
  readonly sealed: boolean;
  /** Null while they lie closed. */
  readonly opened: readonly PrivateGroup[] | null;
}

/** The groups for which posts and offers are kept: sealed, opened by one tap that is recorded, changed with consent. */
export function GroupsBlock(props: {
  readonly view: View;
  readonly state: FormState | undefined;
  readonly keyValue: string;
  readonly needId: string;
  readonly personId: string | null;
  readonly kept: GroupsKept;
  readonly mayKeep: boolean;
}): VNode | null {
  const { view, state, needId, kept } = props;
  const t = pick(view.lang, { zh, en }).groups;
  const here = `${deskRoot(view)}/needs/${needId}`;
  // Without a person there is nobody whose groups they could be.
  if (!props.mayKeep || props.personId === null) return null;
  const said =
    kept.opened === null
      ? kept.sealed
        ? t.sealed
        : t.none
      : kept.opened.length === 0
        ? t.none
        : kept.opened.map((group) => t.names[group]).join(t.join);
  return (
    <Block title={t.title} id="groups">
      <p>
        {said} {kept.sealed && kept.opened === null && <a href={`${here}?groups=open#groups`}>{t.open}</a>}
      </p>
      <details class="more" open={state?.form === 'groups'}>
        <summary>{kept.sealed ? t.change : t.write}</summary>
        <p class="muted">
          {t.consent} <a href={`${deskRoot(view)}/people/${props.personId}`}>{t.person}</a>
        </p>
        <Form
          {...{ view, state, name: 'groups', action: `${here}/groups`, submit: t.save, quiet: true }}
          keyValue={`${props.keyValue}-groups`}
        >
          <Field
            {...{ view, state, form: 'groups', name: 'groups', type: 'checks', label: t.which, hint: t.hint }}
            options={privateGroups.map((value) => ({ value, label: t.names[value] }))}
            value={kept.opened ?? []}
          />
        </Form>
      </details>
    </Block>
  );
}
