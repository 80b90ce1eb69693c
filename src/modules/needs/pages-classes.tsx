import type { VNode } from 'preact';
import { pick } from '#kernel/words';
import { Field, FieldRow, Fold, Form, type FormState, Note } from '#ui/form';
import { Page } from '#ui/page';
import { Block, PageHead } from '#ui/record';
import { Act, Refused } from '#ui/refusal';
import { deskRoot, type View } from '#ui/view';
import { en } from './en.ts';
import type { ListedClass } from './queries-classes.ts';
import { zh } from './zh.ts';

/** What the page of the classes is given. */
export interface ClassesProps {
  readonly view: View;
  readonly keyValue: string;
  readonly state: FormState | undefined;
  readonly classes: readonly ListedClass[];
  readonly parents: readonly { readonly value: string; readonly label: string }[];
}

/** The tree of classes: the common ones as they are everywhere, and the space's own to be renamed and retired. */
export function ClassesPage(props: ClassesProps): VNode {
  const { view, state } = props;
  const t = pick(view.lang, { zh, en }).classes;
  const here = `${deskRoot(view)}/needs/classes`;
  return (
    <Page view={view} title={t.title} area="desk" section="needs">
      <PageHead title={t.title} lede={t.lede} />
      <Refused state={state} except={['add-class', 'rename']} />
      <Block title={t.add}>
        <Form
          view={view}
          state={state}
          name="add-class"
          action={`${here}/add`}
          submit={t.add}
          keyValue={`${props.keyValue}-a`}
        >
          <Field
            {...{ view, state, form: 'add-class', name: 'parent', label: t.parent, type: 'select', required: true }}
            options={props.parents}
          />
          <FieldRow>
            <Field {...{ view, state, form: 'add-class', name: 'zh', label: t.zh, required: true }} />
            <Field {...{ view, state, form: 'add-class', name: 'en', label: t.en, required: true }} />
          </FieldRow>
          <Field
            {...{ view, state, form: 'add-class', name: 'whole', label: t.whole, hint: t.wholeHint, type: 'check' }}
          />
        </Form>
      </Block>
      <Own {...props} />
      <Block title={t.all}>
        <Tree {...props} parent={null} />
      </Block>
    </Page>
  );
}

function Own(props: ClassesProps): VNode {
  const { view, state, classes } = props;
  const t = pick(view.lang, { zh, en }).classes;
  const own = classes.filter((one) => one.own);
  const label = new Map(classes.map((one) => [one.code, one.label]));
  return (
    <Block title={t.own}>
      {own.length === 0 && <Note>{t.noOwn}</Note>}
      {own.map((one) => (
        <OwnClass
          key={one.code}
          {...{ view, state, one, keyValue: props.keyValue }}
          under={label.get(one.parent ?? '') ?? ''}
        />
      ))}
    </Block>
  );
}

function OwnClass(props: {
  readonly view: View;
  readonly state: FormState | undefined;
  readonly keyValue: string;
  readonly one: ListedClass;
  readonly under: string;
}): VNode {
  const { view, one } = props;
  const t = pick(view.lang, { zh, en }).classes;
  const here = `${deskRoot(view)}/needs/classes`;
  const mine = props.state?.values['code'] === one.code ? props.state : undefined;
  // Every form of the page has ids of its own.
  const name = mine?.form === 'rename' ? 'rename' : `rename-${one.code.replaceAll('.', '-')}`;
  return (
    <section class="own-class">
      <h3>
        {one.label} <small>{t.line(props.under, one.uses, one.retired)}</small>
      </h3>
      <div class="bar">
        <Fold title={t.rename} state={undefined} fields={[]} open={mine?.form === 'rename'}>
          <Form
            view={view}
            state={mine}
            name={name}
            action={`${here}/rename`}
            submit={t.rename}
            keyValue={`${props.keyValue}-${one.code}`}
            hidden={{ code: one.code }}
            quiet
          >
            <FieldRow>
              <Field {...{ view, state: mine, form: name, name: 'zh', label: t.zh, value: one.zh, required: true }} />
              <Field {...{ view, state: mine, form: name, name: 'en', label: t.en, value: one.en, required: true }} />
            </FieldRow>
          </Form>
        </Fold>
        <Act
          view={view}
          action={`${here}/retire`}
          name="retire"
          label={one.retired ? t.bringBack : t.retire}
          kind="word"
          keyValue={`${props.keyValue}-${one.code}`}
          hidden={{ code: one.code }}
        />
      </div>
    </section>
  );
}

function Tree(props: ClassesProps & { readonly parent: string | null }): VNode | null {
  const { view, classes, parent } = props;
  const t = pick(view.lang, { zh, en }).classes;
  const below = classes.filter((one) => one.parent === parent);
  if (below.length === 0) return null;
  return (
    <ul class="tree">
      {below.map((one) => (
        <li key={one.code}>
          {one.uses > 0 ? <a href={`${deskRoot(view)}/needs?class=${one.code}`}>{one.label}</a> : one.label}{' '}
          <small>
            {t.uses(one.uses)}
            {one.own && ` · ${t.ours}`}
            {one.retired && ` · ${t.retired}`}
          </small>
          <Tree {...props} parent={one.code} />
        </li>
      ))}
    </ul>
  );
}
