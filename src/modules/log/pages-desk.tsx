import type { VNode } from 'preact';
import { Field, Form, type FormState } from '#ui/form';
import { Page } from '#ui/page';
import { Block, Empty, Lines, PageHead, Pair } from '#ui/record';
import { Act, Refused } from '#ui/refusal';
import { deskRoot, spaceRoot, type View } from '#ui/view';
import { witnessStand, wordsOf } from './pages.tsx';
import type { Witness } from './schema.ts';

/** Who is asked to watch the log, at the desk. */
export function WitnessesPage(props: {
  readonly view: View;
  readonly witnesses: readonly Witness[];
  readonly mayAppoint: boolean;
  readonly state: FormState | undefined;
  readonly keyValue: string;
}): VNode {
  const { view, witnesses, mayAppoint, state, keyValue } = props;
  const w = wordsOf(view).desk;
  const here = `${deskRoot(view)}/log`;
  const publicPage = <a href={`${spaceRoot(view)}/log`}>{w.publicPage}</a>;
  const form = (
    <Form view={view} name="add_witness" action={here} submit={w.add} state={state} keyValue={keyValue}>
      <Field view={view} state={state} form="add_witness" name="vkey" label={w.vkey} hint={w.vkeyHint} />
      <Field view={view} state={state} form="add_witness" name="url" label={w.url} hint={w.urlHint} />
    </Form>
  );
  const end = (one: Witness): VNode => (
    <Act
      view={view}
      name="end_witness"
      action={`${here}/${one.id}/end`}
      label={w.end}
      reason={{ label: w.endWhy, required: true }}
      keyValue={keyValue}
    />
  );
  return (
    <Page view={view} title={w.title} area="desk" section="fund">
      <PageHead title={w.title} lede={w.lede} acts={publicPage} />
      <Refused state={state} buttons={['end_witness']} />
      <Pair side={mayAppoint ? form : undefined}>
        <Block title={w.listTitle}>
          {witnesses.length === 0 && <Empty title={w.none} acts={publicPage} />}
          <Lines
            items={witnesses.map((one) => ({
              ...{ key: one.id, what: one.name, note: `${one.url} · ${witnessStand(view, one)}` },
              ...(mayAppoint ? { acts: end(one) } : {}),
            }))}
          />
        </Block>
      </Pair>
    </Page>
  );
}
