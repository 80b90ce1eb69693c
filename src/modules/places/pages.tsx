import type { VNode } from 'preact';
import type { Words } from '#kernel/words';
import { pick } from '#kernel/words';
import { ActLink, Field, FieldRow, Form, type FormState } from '#ui/form';
import { Page } from '#ui/page';
import { Block, Empty, Lines, PageHead } from '#ui/record';
import type { View } from '#ui/view';
import { en } from './en.ts';
import type { Figure, SpaceFacts, SpaceLine } from './queries.ts';
import { spaceKinds } from './schema.ts';
import { zh } from './zh.ts';

/** The words of this room in the reader's language. */
export function wordsOf(view: View): Words<typeof zh> {
  return pick(view.lang, { zh, en });
}

function SpaceLines(props: {
  readonly view: View;
  readonly spaces: readonly SpaceLine[];
  readonly root: '/s' | '/desk';
}): VNode {
  const w = wordsOf(props.view);
  return (
    <Lines
      items={props.spaces.map((space) => ({
        key: space.id,
        what: <a href={`${props.root}/${space.slug}`}>{space.name}</a>,
        ...(space.sentence === '' ? {} : { note: space.sentence }),
        value: w.spaceKinds[space.kind],
      }))}
    />
  );
}

/** The home of all spaces. `first` when there is none at all, so that the set-up page is open. */
export function HomePage(props: {
  readonly view: View;
  readonly spaces: readonly SpaceLine[];
  readonly first: boolean;
}): VNode {
  const { view, spaces, first } = props;
  const w = wordsOf(view).home;
  return (
    <Page view={view} title={w.title} section="front">
      <PageHead title={w.title} lede={w.lede} />
      {spaces.length === 0 ? (
        <Empty
          title={first ? w.noneYet : w.none}
          acts={
            <>
              {first && (
                <ActLink href="/setup" kind="main">
                  {w.setUp}
                </ActLink>
              )}
              {!first && <ActLink href="/sign-in">{w.signIn}</ActLink>}
              <ActLink href="/design">{w.design}</ActLink>
            </>
          }
        >
          {first ? w.noneYetWhy : w.noneWhy}
        </Empty>
      ) : (
        <Block title={w.spaces}>
          <SpaceLines view={view} spaces={spaces} root="/s" />
        </Block>
      )}
    </Page>
  );
}

/** The choice of desks, for whoever works in several communities. */
export function DesksPage(props: { readonly view: View; readonly spaces: readonly SpaceLine[] }): VNode {
  const { view, spaces } = props;
  const w = wordsOf(view).desks;
  return (
    <Page view={view} title={w.title} area="plain" section="desk">
      <PageHead title={w.title} {...(spaces.length > 1 ? { lede: w.lede } : {})} />
      {spaces.length === 0 ? (
        <Empty
          title={w.none}
          acts={
            <>
              <ActLink href="/me">{w.me}</ActLink>
              <ActLink href="/">{w.home}</ActLink>
            </>
          }
        >
          {w.noneWhy}
        </Empty>
      ) : (
        <SpaceLines view={view} spaces={spaces} root="/desk" />
      )}
    </Page>
  );
}

/** The fields of what every page says of a space; the set-up page and the desk ask the same. */
export function SpaceFields(props: {
  readonly view: View;
  readonly state: FormState | undefined;
  readonly form: string;
  readonly space?: SpaceFacts;
}): VNode {
  const { view, state, form, space } = props;
  const w = wordsOf(view).setUp;
  const kept = { view, state, form };
  return (
    <>
      <Field {...kept} name="name" label={w.name} hint={w.nameHint} required value={space?.name} />
      <Field
        {...kept}
        name="shortName"
        label={w.shortName}
        hint={w.shortNameHint}
        required
        short
        maxlength={4}
        value={space?.shortName}
      />
      <Field {...kept} name="sentence" label={w.sentence} hint={w.sentenceHint} optional value={space?.sentence} />
      <FieldRow>
        <Field {...kept} name="phone" label={w.phone} type="tel" optional value={space?.phone ?? undefined} />
        <Field
          {...kept}
          name="counterHours"
          label={w.counterHours}
          hint={w.counterHoursHint}
          optional
          value={space?.counterHours ?? undefined}
        />
      </FieldRow>
      <Field {...kept} name="address" label={w.address} optional value={space?.address ?? undefined} />
      <Field
        {...kept}
        name="publishing"
        label={w.publishing}
        hint={w.publishingHint}
        type="check"
        value={space?.publishing === true ? 'yes' : undefined}
      />
    </>
  );
}

/** The set-up page of an empty installation. */
export function SetUpPage(props: {
  readonly view: View;
  readonly state: FormState | undefined;
  readonly keyValue: string;
}): VNode {
  const { view, state, keyValue } = props;
  const w = wordsOf(view);
  const form = 'set-up';
  const kept = { view, state, form };
  return (
    <Page view={view} title={w.setUp.title} area="plain">
      <PageHead title={w.setUp.title} lede={w.setUp.lede} />
      <Form view={view} state={state} name={form} action="/setup" submit={w.setUp.submit} keyValue={keyValue}>
        <Field {...kept} name="code" label={w.setUp.code} hint={w.setUp.codeHint} required short autocomplete="off" />
        <Block title={w.setUp.space}>
          <Field
            {...kept}
            name="kind"
            label={w.setUp.kind}
            type="choices"
            required
            options={spaceKinds.map((value) => ({ value, label: w.spaceKinds[value] }))}
          />
          <Field {...kept} name="slug" label={w.setUp.slug} hint={w.setUp.slugHint} required short autocomplete="off" />
          <SpaceFields view={view} state={state} form={form} />
        </Block>
        <Block title={w.setUp.admin}>
          <Field {...kept} name="adminName" label={w.setUp.adminName} required autocomplete="name" />
          <Field
            {...kept}
            name="username"
            label={w.setUp.username}
            hint={w.setUp.usernameHint}
            required
            autocomplete="username"
          />
          <Field
            {...kept}
            name="password"
            label={w.setUp.password}
            hint={w.setUp.passwordHint}
            type="password"
            required
            autocomplete="new-password"
          />
        </Block>
      </Form>
    </Page>
  );
}

/** A figure's name: a usual one in the reader's language, its own otherwise. */
export function figureName(view: View, figure: Figure): string {
  return figure.key === 'other' ? figure.label : wordsOf(view).figures[figure.key];
}
