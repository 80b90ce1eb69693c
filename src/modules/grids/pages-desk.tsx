import type { VNode } from 'preact';
import { formatDate } from '#kernel/dates';
import { ActLink, Field, type FieldOption, FieldRow, Form, type FormState, Name } from '#ui/form';
import { Page } from '#ui/page';
import { Block, Empty, Lines, PageHead, Pair, RecordHead } from '#ui/record';
import { Act, Refused } from '#ui/refusal';
import { deskRoot, spaceRoot, type View } from '#ui/view';
import { BodiesBlock, EntryLines, GridLines, type GridRow, type PlaceBody, rolesText } from './pages.tsx';
import { MapBlock } from './pages-map.tsx';
import { wordsOf } from './pages-parts.tsx';
import { rolesOf } from './rules.ts';
import { type ChargeRole, type Entry, elements, type Shape, services } from './schema.ts';

interface DeskProps {
  readonly view: View;
  readonly keyValue: string;
  readonly state: FormState | undefined;
  readonly mayKeep: boolean;
}

/** The net at the desk: what is unfilled, the map with its upload, and shapes that wait for a place. */
export function DeskGridsPage(
  props: DeskProps & {
    readonly rows: readonly GridRow[];
    readonly shapes: readonly Shape[];
    readonly places: readonly FieldOption[];
  },
): VNode {
  const { view, shapes, rows } = props;
  const w = wordsOf(view);
  const t = w.desk;
  const root = deskRoot(view);
  const waiting = shapes.filter((shape) => shape.placeId === null);
  return (
    <Page view={view} title={t.title} area="desk" section="desk" wide>
      <PageHead
        title={t.title}
        lede={t.lede}
        acts={
          <>
            <ActLink href={`${root}/map`}>{w.elements.title}</ActLink>
            <ActLink href={`${root}/places`}>{t.places}</ActLink>
            <ActLink href={`${spaceRoot(view)}/grids`}>{t.public}</ActLink>
          </>
        }
      />
      <Refused state={props.state} except={['map']} />
      <Pair
        even
        side={
          <>
            <MapBlock view={view} shapes={shapes} entries={[]} href={(id) => `${root}/grids/${id}`} />
            {props.mayKeep && <UploadForm {...props} />}
          </>
        }
      >
        {waiting.length > 0 && (
          <Block title={t.waiting} aside={t.waitingWhy}>
            <ShapeLines {...props} shapes={waiting} />
          </Block>
        )}
        <Block title={w.grids.list}>
          {rows.length === 0 ? (
            <Empty title={w.grids.none} acts={<ActLink href={`${root}/places/new`}>{t.addPlace}</ActLink>}>
              {w.grids.noneWhy}
            </Empty>
          ) : (
            <GridLines view={view} root={root} rows={rows} />
          )}
        </Block>
      </Pair>
    </Page>
  );
}

function UploadForm(props: DeskProps): VNode {
  const { view, state } = props;
  const t = wordsOf(view).desk;
  const shared = { view, state, form: 'map' };
  return (
    <Block title={t.upload} id="upload">
      <Form
        view={view}
        state={state}
        name="map"
        action={`${deskRoot(view)}/grids`}
        submit={t.uploadAct}
        keyValue={`${props.keyValue}-map`}
        upload
        quiet
      >
        <Field
          {...shared}
          name="file"
          label={t.file}
          hint={t.fileHint}
          type="file"
          accept=".geojson,.json,application/geo+json"
          required
        />
        <FieldRow>
          <Field {...shared} name="source" label={t.source} required />
          <Field {...shared} name="as_of" label={t.asOf} type="date" required />
        </FieldRow>
      </Form>
    </Block>
  );
}

function ShapeLines(
  props: DeskProps & { readonly shapes: readonly Shape[]; readonly places: readonly FieldOption[] },
): VNode {
  const { view, keyValue } = props;
  const t = wordsOf(view).desk;
  const root = `${deskRoot(view)}/shapes`;
  return (
    <Lines
      items={props.shapes.map((shape) => ({
        key: shape.id,
        what: shape.name,
        note: `${shape.source} · ${formatDate(shape.asOf, view.lang)}`,
        ...(props.mayKeep
          ? {
              acts: (
                <>
                  <Act
                    view={view}
                    action={`${root}/${shape.id}/assign`}
                    name="assign"
                    label={t.assign}
                    keyValue={keyValue}
                  >
                    <Field
                      view={view}
                      form={`assign-${shape.id.slice(-8)}`}
                      name="place"
                      label={t.assignTo}
                      type="select"
                      options={props.places}
                      required
                    />
                  </Act>
                  <Act
                    view={view}
                    action={`${root}/${shape.id}/drop`}
                    name="drop"
                    label={t.drop}
                    kind="word"
                    keyValue={keyValue}
                    reason={{ required: true }}
                  />
                </>
              ),
            }
          : {}),
      }))}
    />
  );
}

/** Somebody in charge as the office sees them. */
export interface ShownCharge {
  readonly id: string;
  readonly role: ChargeRole;
  readonly personId: string | null;
  readonly name: string;
  readonly phone: string;
  readonly since: string;
}

/** One net, cell or building at the desk: persons and numbers, and who is missing. */
export function DeskGridPage(
  props: DeskProps & {
    readonly row: GridRow;
    readonly charges: readonly ShownCharge[];
    readonly bodies: readonly PlaceBody[];
    readonly allBodies: readonly FieldOption[];
    readonly within: readonly GridRow[];
    readonly shape: Shape | null;
    readonly people: readonly FieldOption[];
    readonly find: string;
  },
): VNode {
  const { view, row, keyValue } = props;
  const w = wordsOf(view);
  const t = w.desk;
  const root = deskRoot(view);
  return (
    <Page view={view} title={row.name} area="desk" section="desk">
      <RecordHead kind={w.levels[row.level]} title={row.name} state={rolesText(view, row)} />
      <Refused state={props.state} except={['charge']} />
      <Pair side={props.mayKeep && <ChargeForm {...props} />}>
        <Block title={t.charges} id="charges">
          {props.charges.length === 0 ? (
            <p class="muted">{t.nobody}</p>
          ) : (
            <Lines
              items={props.charges.map((one) => ({
                key: one.id,
                what:
                  one.personId === null ? one.name : <Name href={`${root}/people/${one.personId}`}>{one.name}</Name>,
                note: [one.phone, t.since(formatDate(one.since, view.lang))].filter((part) => part !== '').join(' · '),
                value: w.roles[one.role],
                ...(props.mayKeep
                  ? {
                      acts: (
                        <Act
                          view={view}
                          action={`${root}/charges/${one.id}/end`}
                          name="end"
                          label={t.end}
                          kind="word"
                          keyValue={keyValue}
                          reason={{ required: true }}
                        />
                      ),
                    }
                  : {}),
              }))}
            />
          )}
        </Block>
        <BodiesBlock view={view} bodies={props.bodies} />
        {props.mayKeep && props.allBodies.length > 0 && (
          <Act view={view} action={`${root}/grids/${row.id}/body`} name="body" label={t.link} keyValue={keyValue}>
            <Field
              view={view}
              form="body"
              name="body"
              label={t.body}
              type="select"
              options={props.allBodies}
              required
            />
          </Act>
        )}
        {props.within.length > 0 && (
          <Block title={w.grid.within}>
            <GridLines view={view} root={root} rows={props.within} />
          </Block>
        )}
        {props.shape !== null && (
          <Block title={w.map.title}>
            <ShapeLines {...props} shapes={[props.shape]} places={[{ value: row.id, label: row.name }]} />
          </Block>
        )}
        <p>
          <ActLink href={`${root}/grids`}>{w.grid.all}</ActLink>
        </p>
      </Pair>
    </Page>
  );
}

function ChargeForm(
  props: DeskProps & { readonly row: GridRow; readonly people: readonly FieldOption[]; readonly find: string },
): VNode {
  const { view, state, row } = props;
  const w = wordsOf(view);
  const t = w.desk;
  const shared = { view, state, form: 'charge' };
  const here = `${deskRoot(view)}/grids/${row.id}`;
  return (
    <Block title={t.put} id="put">
      <Form view={view} name="find" action={here} method="get" submit={t.findAct} quiet>
        <Field view={view} form="find" name="who" label={t.find} type="search" value={props.find} />
      </Form>
      <Form
        view={view}
        state={state}
        name="charge"
        action={`${here}?who=${encodeURIComponent(props.find)}`}
        submit={t.putAct}
        keyValue={`${props.keyValue}-charge`}
        quiet
      >
        <Field
          {...shared}
          name="role"
          label={t.role}
          type="choices"
          required
          options={rolesOf[row.level].map((role) => ({ value: role, label: w.roles[role] }))}
        />
        {props.people.length > 0 && (
          <Field {...shared} name="person" label={t.person} type="choices" options={props.people} />
        )}
        <Field {...shared} name="name" label={t.name} hint={t.nameHint} optional />
        <Field {...shared} name="phone" label={t.phone} type="tel" optional />
      </Form>
    </Block>
  );
}

/** The inventory at the desk: entries, what is missing, and the form for one more. */
export function DeskMapPage(
  props: DeskProps & { readonly entries: readonly Entry[]; readonly places: readonly FieldOption[] },
): VNode {
  const { view, state, entries, keyValue } = props;
  const w = wordsOf(view);
  const t = w.desk;
  const shared = { view, state, form: 'entry' };
  return (
    <Page view={view} title={w.elements.title} area="desk" section="desk">
      <PageHead
        title={w.elements.title}
        lede={w.elements.lede}
        acts={<ActLink href={`${spaceRoot(view)}/map`}>{t.public}</ActLink>}
      />
      <Refused state={state} except={['entry']} />
      {elements.map((element) => {
        const own = entries.filter((entry) => entry.element === element);
        return (
          <Block key={element} title={w.elementNames[element]} aside={own.length === 0 ? w.elements.gap : undefined}>
            <EntryLines
              view={view}
              entries={own}
              {...(props.mayKeep
                ? {
                    acts: (entry) => (
                      <Act
                        view={view}
                        action={`${deskRoot(view)}/entries/${entry.id}/end`}
                        name="end-entry"
                        label={t.endEntry}
                        kind="word"
                        keyValue={keyValue}
                        reason={{ required: true }}
                      />
                    ),
                  }
                : {})}
            />
          </Block>
        );
      })}
      {props.mayKeep && (
        <Block title={t.add} id="add">
          <Form
            view={view}
            state={state}
            name="entry"
            action={`${deskRoot(view)}/map`}
            submit={t.addAct}
            keyValue={`${keyValue}-entry`}
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
              <Field {...shared} name="minutes" label={t.minutes} hint={t.minutesHint} type="number" optional />
            </FieldRow>
            <Field {...shared} name="place" label={t.inPlace} type="select" options={props.places} optional />
            <FieldRow>
              <Field {...shared} name="source" label={t.source} required />
              <Field {...shared} name="as_of" label={t.asOf} type="date" required />
            </FieldRow>
          </Form>
        </Block>
      )}
    </Page>
  );
}
