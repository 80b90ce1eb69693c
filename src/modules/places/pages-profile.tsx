import type { VNode } from 'preact';
import { formatDate } from '#kernel/dates';
import { groupDigits } from '#kernel/numbers';
import { ActLink } from '#ui/form';
import { Page } from '#ui/page';
import { Block, Empty, Facts, Lines, PageHead, Pair } from '#ui/record';
import { deskRoot, spaceRoot, type View } from '#ui/view';
import { figureName, wordsOf } from './pages.tsx';
import { type OwnCounts, TypesBlock } from './pages-types.tsx';
import type { Figure, Place } from './queries.ts';
import type { ChosenType } from './queries-types.ts';

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
  readonly types: readonly ChosenType[];
  readonly own: OwnCounts;
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
            <ActLink href={`${root}/grids`}>{w.grids}</ActLink>
            <ActLink href={`${root}/map`}>{w.map}</ActLink>
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
        <TypesBlock view={view} types={props.types} own={props.own} />
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
