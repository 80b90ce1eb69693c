import type { VNode } from 'preact';
import { pick } from '#kernel/words';
import { ActLink, Field, type FieldOption, FieldRow, Form, type FormState, Name } from '#ui/form';
import { Page } from '#ui/page';
import { Block, Empty, Lines, PageHead } from '#ui/record';
import { deskRoot, type View } from '#ui/view';
import { en } from './en.ts';
import type { Household } from './queries.ts';
import { zh } from './zh.ts';

/** A household: its facts to put right, and who lives in it. Without one, the form of a new one. */
export function HouseholdPage(props: {
  readonly view: View;
  readonly state: FormState | undefined;
  readonly household: Household | null;
  readonly places: readonly FieldOption[];
  readonly keyValue: string;
}): VNode {
  const { view, state, household } = props;
  const w = pick(view.lang, { zh, en }).desk;
  const root = deskRoot(view);
  const field = { view, state, form: 'household' } as const;
  return (
    <Page view={view} title={household?.name ?? w.householdAdd} area="desk" section="people">
      <PageHead kind={w.household} title={household?.name ?? w.householdAdd} />
      {household !== null && (
        <Block title={w.membersTitle}>
          {household.members.length === 0 ? (
            <Empty title={w.membersNone} acts={<ActLink href={`${root}/people/new`}>{w.add}</ActLink>} />
          ) : (
            <Lines
              items={household.members.map((one) => ({
                key: one.id,
                what: <Name href={`${root}/people/${one.id}`}>{one.name}</Name>,
              }))}
            />
          )}
        </Block>
      )}
      <Form
        view={view}
        state={state}
        name="household"
        action={household === null ? `${root}/households/new` : `${root}/households/${household.id}`}
        submit={w.saveChange}
        keyValue={props.keyValue}
        quiet={household !== null}
        aside={<ActLink href={`${root}/households`}>{w.households}</ActLink>}
      >
        <Field
          {...field}
          name="name"
          label={w.householdName}
          hint={w.householdNameHint}
          value={household?.name}
          required
        />
        <FieldRow>
          <Field
            {...field}
            name="placeId"
            type="select"
            label={w.place}
            options={props.places}
            value={household?.placeId ?? undefined}
            optional
          />
          <Field {...field} name="door" label={w.door} value={household?.door} optional />
        </FieldRow>
      </Form>
    </Page>
  );
}
