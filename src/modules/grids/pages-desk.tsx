import type { VNode } from 'preact';
import { formatDate } from '#kernel/dates';
import { ActLink, Field, type FieldOption, FieldRow, Form, type FormState, Note } from '#ui/form';
import type { MapTiles } from '#ui/map';
import { Page } from '#ui/page';
import { Block, Empty, Lines, PageHead } from '#ui/record';
import { Act, Refused } from '#ui/refusal';
import { deskRoot, spaceRoot, type View } from '#ui/view';
import { LevelBlocks } from './pages.tsx';
import { GridMap } from './pages-map.tsx';
import { EntryLines } from './pages-near.tsx';
import { type GridRow, wordsOf } from './pages-parts.tsx';
import type { Overlap } from './rules-shapes.ts';
import { datums, type Entry, elements, type Shape, services } from './schema.ts';

/** What every page of the desk is given. */
export interface DeskProps {
  readonly view: View;
  readonly keyValue: string;
  readonly state: FormState | undefined;
  readonly mayKeep: boolean;
  readonly tiles: MapTiles | undefined;
}

/** Asked of every map and point: how it counts degrees. */
export function DatumField(props: {
  readonly view: View;
  readonly state: FormState | undefined;
  readonly form: string;
}): VNode {
  const t = wordsOf(props.view).desk;
  return (
    <Field
      {...props}
      name="datum"
      label={t.datum}
      hint={t.datumHint}
      type="choices"
      required
      options={datums.map((value) => ({ value, label: t.datums[value].name, hint: t.datums[value].hint }))}
    />
  );
}

/** The net at the desk: what is unfilled, the map with its upload, and shapes that wait for a place. */
export function DeskGridsPage(
  props: DeskProps & {
    readonly rows: readonly GridRow[];
    readonly shapes: readonly Shape[];
    readonly overlaps: readonly Overlap[];
    readonly places: readonly FieldOption[];
  },
): VNode {
  const { view, shapes, rows, overlaps } = props;
  const w = wordsOf(view);
  const t = w.desk;
  const root = deskRoot(view);
  const waiting = shapes.filter((shape) => shape.placeId === null);
  const nets = rows.filter((row) => row.level === 'net');
  return (
    <Page view={view} title={t.title} area="desk" section="people" wide>
      <PageHead
        title={t.title}
        lede={t.lede}
        acts={
          <>
            <ActLink href={`${root}/map/matters`}>{w.counts.matters}</ActLink>
            <ActLink href={`${root}/map`}>{w.elements.title}</ActLink>
            <ActLink href={`${root}/places`}>{t.places}</ActLink>
            <ActLink href={`${spaceRoot(view)}/grids`}>{t.public}</ActLink>
          </>
        }
      />
      <Refused state={props.state} except={['map']} />
      {overlaps.length > 0 && (
        <Note tone="wait">
          {overlaps.map((one) => (
            <p key={`${one.one}/${one.other}`}>{t.overlap(one.one, one.other, one.percent)}</p>
          ))}
        </Note>
      )}
      {waiting.length > 0 && (
        <Block title={t.waiting} aside={t.waitingWhy}>
          <ShapeLines {...props} shapes={waiting} />
        </Block>
      )}
      {rows.length === 0 ? (
        <Empty title={w.grids.none} acts={<ActLink href={`${root}/places/new`}>{t.addPlace}</ActLink>}>
          {w.grids.noneWhy}
        </Empty>
      ) : (
        <>
          {nets.length > 0 && (
            <Block title={w.grids.byLevel.net} aside={w.grids.count(nets.length)} id="map">
              <GridMap view={view} id="nets" root={root} rows={nets} shapes={shapes} tiles={props.tiles} />
            </Block>
          )}
          <LevelBlocks view={view} root={root} rows={rows} />
        </>
      )}
      {props.mayKeep && (
        <Block title={t.upload} id="upload">
          <MapForm {...props} name="map" action={`${root}/grids`} hint={t.fileHint} />
        </Block>
      )}
    </Page>
  );
}

/** A map to bring: the whole one, or one area of it. */
export function MapForm(
  props: DeskProps & { readonly name: string; readonly action: string; readonly hint: string },
): VNode {
  const { view, state, name } = props;
  const t = wordsOf(view).desk;
  const shared = { view, state, form: name };
  return (
    <Form
      {...{ view, state, name, action: props.action, submit: t.uploadAct, keyValue: `${props.keyValue}-${name}` }}
      upload
      quiet
    >
      <Field
        {...shared}
        name="file"
        label={t.file}
        hint={props.hint}
        type="file"
        accept=".geojson,.json,application/geo+json"
        required
      />
      <DatumField {...shared} />
      <FieldRow>
        <Field {...shared} name="source" label={t.source} required />
        <Field {...shared} name="as_of" label={t.asOf} type="date" required />
      </FieldRow>
    </Form>
  );
}

/** Shapes with what can be done with them. */
export function ShapeLines(
  props: DeskProps & { readonly shapes: readonly Shape[]; readonly places?: readonly FieldOption[] },
): VNode {
  const { view, keyValue, places } = props;
  const t = wordsOf(view).desk;
  const root = `${deskRoot(view)}/shapes`;
  const acts = (shape: Shape): VNode => (
    <>
      {places !== undefined && (
        <Act view={view} action={`${root}/${shape.id}/assign`} name="assign" label={t.assign} keyValue={keyValue}>
          <Field
            {...{ view, form: `assign-${shape.id.slice(-8)}`, name: 'place', label: t.assignTo, type: 'select' }}
            options={places}
            required
          />
        </Act>
      )}
      <Act
        {...{ view, action: `${root}/${shape.id}/drop`, name: 'drop', label: t.drop, kind: 'word', keyValue }}
        reason={{ required: true }}
      />
    </>
  );
  return (
    <Lines
      items={props.shapes.map((shape) => ({
        key: shape.id,
        what: shape.name,
        note: [shape.source, formatDate(shape.asOf, view.lang), t.datums[shape.datum].name].join(' · '),
        ...(props.mayKeep ? { acts: acts(shape) } : {}),
      }))}
    />
  );
}

/** The inventory at the desk: entries, what is missing, and the form for one more. */
export function DeskMapPage(
  props: DeskProps & { readonly entries: readonly Entry[]; readonly places: readonly FieldOption[] },
): VNode {
  const { view, state, entries, keyValue } = props;
  const w = wordsOf(view);
  const t = w.desk;
  const end = (entry: Entry): VNode => (
    <Act
      {...{ view, name: 'end-entry', label: t.endEntry, kind: 'word', keyValue }}
      action={`${deskRoot(view)}/entries/${entry.id}/end`}
      reason={{ required: true }}
    />
  );
  return (
    <Page view={view} title={w.elements.title} area="desk" section="people">
      <PageHead
        title={w.elements.title}
        lede={w.elements.lede}
        acts={
          <>
            <ActLink href={`${spaceRoot(view)}/map`}>{t.public}</ActLink>
            <ActLink href={`${deskRoot(view)}/grids`}>{t.title}</ActLink>
          </>
        }
      />
      <Refused state={state} except={['entry']} />
      {elements.map((element) => {
        const own = entries.filter((entry) => entry.element === element);
        return (
          <Block key={element} title={w.elementNames[element]} aside={own.length === 0 ? w.elements.gap : undefined}>
            <EntryLines view={view} entries={own} {...(props.mayKeep ? { acts: end } : {})} />
          </Block>
        );
      })}
      {props.mayKeep && (
        <Block title={t.add} id="add">
          <EntryForm {...props} />
        </Block>
      )}
    </Page>
  );
}

function EntryForm(props: DeskProps & { readonly places: readonly FieldOption[] }): VNode {
  const { view, state } = props;
  const w = wordsOf(view);
  const t = w.desk;
  const shared = { view, state, form: 'entry' };
  return (
    <Form
      {...{ view, state, name: 'entry', action: `${deskRoot(view)}/map`, submit: t.addAct }}
      keyValue={`${props.keyValue}-entry`}
    >
      <Field {...shared} name="title" label={t.entryTitle} required />
      <Field
        {...shared}
        name="element"
        label={t.element}
        type="choices"
        required
        options={elements.map((one) => ({ value: one, label: w.elementNames[one], hint: w.elementHints[one] }))}
      />
      <Field
        {...shared}
        name="service"
        label={t.service}
        type="select"
        optional
        options={services.map((one) => ({ value: one, label: w.services[one] }))}
      />
      <Field {...shared} name="note" label={t.note} optional />
      <FieldRow>
        <Field {...shared} name="longitude" label={t.longitude} hint={t.pointHint} short optional />
        <Field {...shared} name="latitude" label={t.latitude} short optional />
      </FieldRow>
      <Field
        {...shared}
        name="datum"
        label={t.datum}
        type="select"
        optional
        options={datums.map((value) => ({ value, label: `${t.datums[value].name}: ${t.datums[value].hint}` }))}
      />
      <Field {...shared} name="minutes" label={t.minutes} hint={t.minutesHint} type="number" optional short />
      <Field {...shared} name="place" label={t.inPlace} type="select" options={props.places} optional />
      <FieldRow>
        <Field {...shared} name="source" label={t.source} required />
        <Field {...shared} name="as_of" label={t.asOf} type="date" required />
      </FieldRow>
    </Form>
  );
}
