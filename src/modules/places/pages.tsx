import type { VNode } from 'preact';
import { formatDate } from '#kernel/dates';
import { groupDigits } from '#kernel/numbers';
import type { Words } from '#kernel/words';
import { pick } from '#kernel/words';
import { ActLink, Field, FieldRow, Form, type FormState } from '#ui/form';
import { Page } from '#ui/page';
import { Block, Empty, Facts, Lines, PageHead, Pair } from '#ui/record';
import { deskRoot, spaceRoot, type View } from '#ui/view';
import { en } from './en.ts';
import type { Figure, Place, SpaceFacts, SpaceLine } from './queries.ts';
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

function dated(view: View, asOf: string | null, source: string): string {
  const w = wordsOf(view).about;
  if (asOf !== null && source !== '') return w.figureNote(formatDate(asOf, view.lang), source);
  return asOf === null ? source : formatDate(asOf, view.lang);
}

function PlaceNote(props: { readonly view: View; readonly place: Place }): VNode {
  const { view, place } = props;
  const day = dated(view, place.asOf, place.source);
  return (
    <>
      {place.note}
      {place.note !== '' && day !== '' && <br />}
      {day}
    </>
  );
}

function EstateLines(props: { readonly view: View; readonly estates: readonly Place[] }): VNode {
  const { view, estates } = props;
  const w = wordsOf(view);
  const numbers = (place: Place): string =>
    [
      place.households === null ? '' : w.about.households(groupDigits(BigInt(place.households))),
      place.residents === null ? '' : w.about.people(groupDigits(BigInt(place.residents))),
    ]
      .filter((part) => part !== '')
      .join(' · ');
  return (
    <Lines
      items={estates.map((place) => ({
        key: place.id,
        what: place.name,
        note: w.about.estateLine(
          place.estateType === null ? '' : w.estateTypes[place.estateType],
          place.propertyCompany === null ? w.about.noCompany : w.about.company(place.propertyCompany),
        ),
        value: numbers(place),
      }))}
    />
  );
}

function FigureLines(props: { readonly view: View; readonly figures: readonly Figure[] }): VNode {
  const { view, figures } = props;
  const w = wordsOf(view).about;
  return (
    <Block title={w.figures}>
      {figures.length === 0 ? (
        <Empty title={w.noFigures}>{w.noFiguresWhy}</Empty>
      ) : (
        <Lines
          items={figures.map((figure) => ({
            key: figure.id,
            what: figureName(view, figure),
            note: dated(view, figure.asOf, figure.source),
            value: figure.value,
          }))}
        />
      )}
    </Block>
  );
}

/** About a space: its figures with day and source, its estates and sites, where to find it (F001). */
export function AboutPage(props: {
  readonly view: View;
  readonly figures: readonly Figure[];
  readonly places: readonly Place[];
  readonly mayEdit: boolean;
}): VNode {
  const { view, figures, places } = props;
  const w = wordsOf(view).about;
  const root = spaceRoot(view);
  const space = view.space;
  const estates = places.filter((place) => place.kind === 'estate');
  const sites = places.filter((place) => place.kind === 'site');
  const title = w.title(space?.name ?? '');
  const contact = [
    { term: w.address, value: space?.address ?? '' },
    { term: w.hours, value: space?.counterHours ?? '' },
    { term: w.phone, value: space?.phone ?? '' },
  ].filter((item) => item.value !== '');
  return (
    <Page view={view} title={title}>
      <PageHead
        title={title}
        acts={
          <>
            <ActLink href={`${root}/say`} kind="line">
              {w.say}
            </ActLink>
            <ActLink href={root}>{w.front}</ActLink>
            {props.mayEdit && <ActLink href={`${deskRoot(view)}/about`}>{w.edit}</ActLink>}
          </>
        }
      />
      <Pair
        side={
          contact.length > 0 && (
            <Block title={w.contact}>
              <Facts items={contact} />
            </Block>
          )
        }
      >
        <FigureLines view={view} figures={figures} />
        {estates.length > 0 && (
          <Block title={w.estates}>
            <EstateLines view={view} estates={estates} />
          </Block>
        )}
        <Block title={w.sites}>
          {sites.length === 0 ? (
            <Empty title={w.noSites}>{w.noSitesWhy}</Empty>
          ) : (
            <Lines
              items={sites.map((place) => ({
                key: place.id,
                what: place.name,
                note: <PlaceNote view={view} place={place} />,
              }))}
            />
          )}
        </Block>
      </Pair>
    </Page>
  );
}
