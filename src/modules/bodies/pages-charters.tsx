import type { VNode } from 'preact';
import { formatDate, type LocalDate } from '#kernel/dates';
import { ActLink, Field, Form, type FormState, Name } from '#ui/form';
import { Page } from '#ui/page';
import { Block, Lines, PageHead, RecordHead } from '#ui/record';
import { deskRoot, spaceRoot, type View } from '#ui/view';
import { seatWords } from './pages-words.ts';
import { areas } from './schema.ts';
import type { Charter } from './schema-charters.ts';

/** A charter with what its role is called. */
export interface NamedCharter {
  readonly charter: Charter;
  readonly name: string;
}

const rootOf = (view: View) => `${spaceRoot(view)}/responsibilities`;

/** The words of a charter: its own, or the usual ones. */
const textOf = (view: View, of: Charter): string =>
  of.version === 0 ? seatWords(view).charter.texts[of.role] : of.text;

function standOf(view: View, of: Charter): string {
  const w = seatWords(view).charter;
  return of.inForceFrom === null ? w.template : w.version(of.version, formatDate(of.inForceFrom, view.lang));
}

function areasOf(view: View, of: Charter): string {
  return of.areas.map((one) => seatWords(view).areas[one]).join(view.lang === 'zh' ? '、' : ', ');
}

/** Every role with the version that holds. */
export function CharterList(props: { readonly view: View; readonly charters: readonly NamedCharter[] }): VNode {
  const { view, charters } = props;
  const w = seatWords(view).charter;
  return (
    <Block title={w.title} id="charters">
      <p class="muted">{w.lede}</p>
      <Lines
        items={charters.map(({ charter, name }) => ({
          key: charter.role,
          what: <Name href={`${rootOf(view)}/${charter.role}`}>{name}</Name>,
          note: textOf(view, charter).split('\n')[0] ?? '',
          value: charter.version === 0 ? w.template : w.short(charter.version),
        }))}
      />
    </Block>
  );
}

/** What a role is there for, and how that was written before. */
export function CharterPage(props: {
  readonly view: View;
  readonly charter: NamedCharter;
  readonly versions: readonly Charter[];
  readonly names: ReadonlyMap<string, string>;
  readonly today: LocalDate;
  readonly mayWrite: boolean;
}): VNode {
  const { view, charter, versions, names, today } = props;
  const words = seatWords(view);
  const w = words.charter;
  const of = charter.charter;
  return (
    <Page view={view} title={charter.name} section="rules">
      <RecordHead
        kind={w.title}
        title={charter.name}
        state={standOf(view, of)}
        next={
          <>
            {props.mayWrite && (
              <ActLink href={`${deskRoot(view)}/responsibilities/${of.role}`} kind="line" icon="edit">
                {w.edit}
              </ActLink>
            )}
            <ActLink href={rootOf(view)}>{w.back}</ActLink>
          </>
        }
      />
      <Block title={w.text}>
        {textOf(view, of)
          .split('\n')
          .map((line) => (
            <p key={line}>{line}</p>
          ))}
      </Block>
      <Block title={w.areas}>
        <p>{areasOf(view, of) === '' ? w.noAreas : areasOf(view, of)}</p>
      </Block>
      <Block title={w.history}>
        {versions.length === 0 ? (
          <p class="muted">{w.noHistory}</p>
        ) : (
          <Lines
            items={versions.map((one) => ({
              key: `${one.version}`,
              what: w[one.inForceFrom !== null && one.inForceFrom > today ? 'next' : 'version'](
                one.version,
                one.inForceFrom === null ? '' : formatDate(one.inForceFrom, view.lang),
              ),
              note: (
                <>
                  {one.text}
                  <br />
                  {w.given(areasOf(view, one))}
                  <br />
                  {w.by(one.reason, names.get(one.writtenBy ?? '') ?? '')}
                </>
              ),
            }))}
          />
        )}
      </Block>
    </Page>
  );
}

/** The next version of a charter as a form that begins with the one in force. */
export function CharterFormPage(props: {
  readonly view: View;
  readonly state: FormState | undefined;
  readonly keyValue: string;
  readonly charter: NamedCharter;
  readonly today: LocalDate;
}): VNode {
  const { view, state, keyValue, charter } = props;
  const words = seatWords(view);
  const w = words.charter;
  const { role } = charter.charter;
  const title = w.formTitle(charter.name);
  const kept = { view, state, form: 'charter' };
  return (
    <Page view={view} title={title} area="desk" section="decisions">
      <PageHead
        title={title}
        lede={w.formLede}
        acts={<ActLink href={`${rootOf(view)}/${role}`}>{w.history}</ActLink>}
      />
      <Form
        {...{ view, state, keyValue, name: 'charter', submit: w.save }}
        action={`${deskRoot(view)}/responsibilities/${role}`}
      >
        <Field
          {...{ ...kept, name: 'text', label: w.text, hint: w.textHint, type: 'area', rows: 5, required: true }}
          value={textOf(view, charter.charter)}
        />
        <Field
          {...{ ...kept, name: 'areas', label: w.areas, type: 'checks' }}
          value={charter.charter.areas}
          options={areas.map((value) => ({ value, label: words.areas[value] }))}
        />
        <Field
          {...{ ...kept, name: 'inForceFrom', label: w.from, type: 'date', short: true, required: true }}
          value={props.today}
        />
        <Field {...{ ...kept, name: 'reason', label: w.reason, hint: w.reasonHint, required: true }} />
      </Form>
    </Page>
  );
}
