import type { VNode } from 'preact';
import { formatDate } from '#kernel/dates';
import { ActLink, Field, type FieldOption, FieldRow, Fold, Form, Name } from '#ui/form';
import { Page } from '#ui/page';
import { Block, Lines, Pair, RecordHead } from '#ui/record';
import { Act, Refused } from '#ui/refusal';
import { deskRoot, spaceRoot } from '#ui/view';
import { BodiesBlock, type PlaceBody } from './pages.tsx';
import { DatumField, type DeskProps, MapForm, ShapeLines } from './pages-desk.tsx';
import { GridMap } from './pages-map.tsx';
import { GridLines, type GridRow, rolesText, wordsOf } from './pages-parts.tsx';
import type { ChargeRole, Shape } from './schema.ts';

/** Somebody in charge as the office sees them. */
export interface ShownCharge {
  readonly id: string;
  readonly role: ChargeRole;
  readonly personId: string | null;
  readonly name: string;
  readonly phone: string;
  readonly since: string;
}

interface GridProps extends DeskProps {
  readonly row: GridRow;
  readonly charges: readonly ShownCharge[];
  readonly bodies: readonly PlaceBody[];
  readonly allBodies: readonly FieldOption[];
  readonly within: readonly GridRow[];
  readonly around: readonly GridRow[];
  readonly shapes: readonly Shape[];
  readonly people: readonly FieldOption[];
  /** Nets that a cell may go to. */
  readonly nets: readonly FieldOption[];
  readonly find: string;
  /** Whether names, points and what lies where are theirs to put right. */
  readonly mayEdit: boolean;
}

/** One estate, net, cell or building at the desk: persons and numbers, and who is missing. */
export function DeskGridPage(props: GridProps): VNode {
  const { view, row } = props;
  const w = wordsOf(view);
  const root = deskRoot(view);
  return (
    <Page view={view} title={row.name} area="desk" section="people">
      <RecordHead
        kind={w.levels[row.level]}
        title={row.name}
        state={rolesText(view, row)}
        next={
          <>
            {props.mayEdit && (
              <ActLink href={`${root}/places/${row.id}`} kind="line">
                {w.desk.rename}
              </ActLink>
            )}
            <ActLink href={`${spaceRoot(view)}/grids/${row.id}`}>{w.desk.public}</ActLink>
          </>
        }
      />
      <Refused state={props.state} except={['charge', 'shape', 'point', 'move', 'body']} />
      <Pair side={props.mayKeep && <ChargeForm {...props} />}>
        <Charges {...props} />
        <BodiesBlock view={view} bodies={props.bodies} />
        {props.mayKeep && <LinkForm {...props} />}
        {props.within.length > 0 && (
          <Block title={w.grid.within}>
            <GridLines view={view} root={root} rows={props.within} />
          </Block>
        )}
        <MapOf {...props} />
        <p>
          <ActLink href={`${root}/grids`}>{w.grid.all}</ActLink>
        </p>
      </Pair>
    </Page>
  );
}

function Charges(props: GridProps): VNode {
  const { view, keyValue } = props;
  const w = wordsOf(view);
  const t = w.desk;
  const root = deskRoot(view);
  const end = (one: ShownCharge): VNode => (
    <Act
      {...{ view, action: `${root}/charges/${one.id}/end`, name: 'end', label: t.end, kind: 'word', keyValue }}
      reason={{ required: true }}
    />
  );
  const phone = view.space?.phone ?? null;
  const others = props.charges.some((one) => one.name === '');
  return (
    <Block title={t.charges} id="charges">
      {others && (
        <p class="muted">
          {t.othersGrid}
          {phone !== null && <ActLink href={`tel:${phone.replace(/[^\d+]/g, '')}`}>{phone}</ActLink>}
        </p>
      )}
      {props.charges.length === 0 ? (
        <p class="muted">{t.nobody}</p>
      ) : (
        <Lines
          items={props.charges.map((one) => ({
            key: one.id,
            what:
              one.personId === null ? (
                one.name || w.roles[one.role]
              ) : (
                <Name href={`${root}/people/${one.personId}`}>{one.name}</Name>
              ),
            note: [one.name === '' ? '' : w.roles[one.role], one.phone, t.since(formatDate(one.since, view.lang))]
              .filter((part) => part !== '')
              .join(' · '),
            ...(props.mayKeep ? { acts: end(one) } : {}),
          }))}
        />
      )}
    </Block>
  );
}

function LinkForm(props: GridProps): VNode | null {
  const { view, row, keyValue } = props;
  const t = wordsOf(view).desk;
  if (props.allBodies.length === 0) return null;
  return (
    <Act
      {...{ view, action: `${deskRoot(view)}/grids/${row.id}/body`, name: 'body', label: t.link, keyValue }}
      kind="word"
    >
      <Field
        {...{ view, state: props.state, form: 'body', name: 'body', label: t.body, type: 'select' }}
        options={props.allBodies}
        required
      />
    </Act>
  );
}

/** The map around a place, and what can be put right on it: its outline, its point, the grid a cell belongs to. */
function MapOf(props: GridProps): VNode {
  const { view, state, row, shapes } = props;
  const w = wordsOf(view);
  const t = w.desk;
  const here = `${deskRoot(view)}/grids/${row.id}`;
  const own = shapes.filter((shape) => shape.placeId === row.id);
  const drawn = props.around.some((one) => shapes.some((shape) => shape.placeId === one.id));
  const of = (form: string) => (state?.form === form ? state : undefined);
  return (
    <Block title={w.map.title} id="map">
      {drawn && (
        <GridMap
          {...{ view, id: 'here', root: deskRoot(view), rows: props.around, shapes, here: row.id, tiles: props.tiles }}
        />
      )}
      {own.length > 0 && <ShapeLines {...props} shapes={own} />}
      {props.mayKeep && (
        <Fold
          title={own.length === 0 ? t.drawOne : t.drawAnew}
          state={of('shape')}
          fields={['file', 'datum', 'source', 'as_of']}
        >
          <MapForm {...props} name="shape" action={`${here}/shape`} hint={t.oneHint} />
        </Fold>
      )}
      {props.mayEdit && (
        <>
          <Fold title={t.point} state={of('point')} fields={['longitude', 'latitude', 'datum']}>
            <PointForm {...props} />
          </Fold>
          {row.level === 'cell' && (
            <Fold title={t.move} state={of('move')} fields={['parentId']}>
              <Form
                {...{ view, state, name: 'move', action: `${here}/move`, submit: t.moveAct, quiet: true }}
                keyValue={`${props.keyValue}-move`}
              >
                <Field
                  {...{ view, state, form: 'move', name: 'parentId', label: t.moveTo, type: 'select' }}
                  options={props.nets}
                  value={row.parentId ?? undefined}
                  required
                />
              </Form>
            </Fold>
          )}
        </>
      )}
    </Block>
  );
}

function PointForm(props: GridProps): VNode {
  const { view, state, row } = props;
  const t = wordsOf(view).desk;
  const shared = { view, state, form: 'point' };
  return (
    <Form
      {...{ view, state, name: 'point', submit: t.pointAct, quiet: true, keyValue: `${props.keyValue}-point` }}
      action={`${deskRoot(view)}/grids/${row.id}/point`}
    >
      <FieldRow>
        <Field {...shared} name="longitude" label={t.longitude} short required />
        <Field {...shared} name="latitude" label={t.latitude} short required />
      </FieldRow>
      <DatumField {...shared} />
    </Form>
  );
}

function ChargeForm(props: GridProps): VNode {
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
        {...{ view, state, name: 'charge', submit: t.putAct, quiet: true, keyValue: `${props.keyValue}-charge` }}
        action={`${here}?who=${encodeURIComponent(props.find)}`}
      >
        <Field
          {...shared}
          name="role"
          label={t.role}
          type="choices"
          required
          options={row.needed.map((role) => ({ value: role, label: w.roles[role] }))}
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
