import type { VNode } from 'preact';
import { formatFen } from '#kernel/money';
import { Day } from '#ui/day';
import { ActLink, ConfirmForm, Field, type FieldOption, FieldRow, Form, Name, Note } from '#ui/form';
import { Money } from '#ui/money';
import { Page } from '#ui/page';
import { Block, Empty, Facts, Lines, PageHead, Pair, RecordHead } from '#ui/record';
import { meRoot, type View } from '#ui/view';
import { NatureField } from './pages-forms.tsx';
import { deskRoot, type FormView, publicRoot, wordsOf } from './pages-parts.tsx';
import { Problem } from './pages-records.tsx';
import { type Notice, publicities } from './schema.ts';

/** What neighbours far away told of, those still awaited first. */
export function NoticesPage(props: { readonly view: View; readonly notices: readonly Notice[] }): VNode {
  const { view, notices } = props;
  const w = wordsOf(view.lang);
  return (
    <Page view={view} title={w.away.title} area="desk" section="fund">
      <PageHead title={w.away.title} lede={w.away.lede} />
      {notices.length === 0 ? (
        <Empty title={w.away.none} acts={<ActLink href={`${deskRoot(view)}/gifts/bank`}>{w.desk.newBank}</ActLink>}>
          {w.away.noneWhy}
        </Empty>
      ) : (
        <Lines
          items={notices.map((one) => ({
            key: one.id,
            what: <Name href={`${deskRoot(view)}/notices/${one.id}`}>{one.giver}</Name>,
            note: (
              <>
                {w.gift.toldStates[one.state]} · <Day view={view} date={one.sentOn} />
              </>
            ),
            value: <Money fen={one.amount} />,
          }))}
        />
      )}
    </Page>
  );
}

/** A notice at the desk: what was told, and booking it when it has come. */
export function NoticePage(
  props: FormView & { readonly notice: Notice; readonly fundName: string; readonly placeName: string },
): VNode {
  const { view, state, keyValue, notice } = props;
  const w = wordsOf(view.lang);
  const path = `${deskRoot(view)}/notices/${notice.id}`;
  const common = { view, state, form: 'arrived' };
  return (
    <Page view={view} title={notice.giver} area="desk" section="fund">
      <RecordHead
        kind={<ActLink href={`${deskRoot(view)}/notices`}>{w.away.kind}</ActLink>}
        title={notice.giver}
        state={`¥${formatFen(notice.amount)} · ${w.gift.toldStates[notice.state]}`}
        lede={notice.words === '' ? undefined : notice.words}
      />
      <Pair
        side={
          <Facts
            items={[
              { term: w.away.sent, value: <Day view={view} date={notice.sentOn} /> },
              { term: w.gift.facts.way, value: w.giftKinds[notice.way] },
              { term: w.gift.facts.to, value: props.fundName },
              ...(props.placeName === '' ? [] : [{ term: w.away.place, value: props.placeName }]),
              {
                term: w.gift.facts.shown,
                value: notice.publicity === 'alias' ? notice.alias : w.publicities[notice.publicity],
              },
            ]}
          />
        }
      >
        <Problem {...props} names={['drop']} />
        {notice.state === 'dropped' && <Note>{w.away.dropped(notice.reason ?? '')}</Note>}
        {notice.giftId !== null && (
          <ActLink href={`${deskRoot(view)}/gifts/${notice.giftId}`} kind="line" icon="go">
            {w.gift.kind}
          </ActLink>
        )}
        {notice.state === 'open' && (
          <>
            <Block title={w.away.arrive}>
              <Form
                {...{ view, state, keyValue, name: 'arrived', action: `${path}/arrived`, submit: w.desk.act.arrived }}
              >
                <NatureField {...props} form="arrived" />
                <FieldRow>
                  <Field {...common} name="amount" type="money" label={w.form.came} hint={w.form.cameHint} optional />
                  <Field {...common} name="bankReference" label={w.form.platformReference} required />
                  <Field
                    {...common}
                    name="receivedOn"
                    type="date"
                    label={w.form.receivedOn}
                    hint={w.form.receivedHint}
                    optional
                  />
                </FieldRow>
              </Form>
            </Block>
            <ConfirmForm
              {...{ view, keyValue, name: 'drop', kind: 'word', action: `${path}/drop`, label: w.desk.act.drop }}
              reason={{ required: true }}
            />
          </>
        )}
      </Pair>
    </Page>
  );
}

/** Telling the community of something sent from away. */
export function TellPage(
  props: FormView & { readonly fundId: string | null; readonly places: readonly FieldOption[] },
): VNode {
  const { view, state, keyValue, fundId, places } = props;
  const words = wordsOf(view.lang);
  const w = words.form;
  const common = { view, state, form: 'tell' };
  return (
    <Page view={view} title={w.tellTitle} area="me" section="me">
      <PageHead title={w.tellTitle} lede={words.away.formLede} />
      {fundId === null ? (
        <Empty
          title={words.away.closed}
          acts={<ActLink href={`${publicRoot(view)}/resources`}>{words.give.help}</ActLink>}
        >
          {words.give.closedWhy}
        </Empty>
      ) : (
        <Form
          {...{ view, state, keyValue, name: 'tell', submit: w.tellSave, hidden: { fundId } }}
          action={`${meRoot(view)}/gifts/tell`}
        >
          <FieldRow>
            <Field {...common} name="amount" type="money" label={w.tellAmount} required />
            <Field
              {...{ ...common, name: 'way', type: 'select', label: w.tellWay, required: true, value: 'bank' }}
              options={(['bank', 'platform'] as const).map((value) => ({ value, label: w.ways[value] }))}
            />
            <Field {...common} name="sentOn" type="date" label={w.tellSentOn} hint={w.receivedHint} optional />
          </FieldRow>
          {places.length > 0 && (
            <Field {...{ ...common, name: 'placeId', type: 'select', label: w.tellPlace, options: places }} optional />
          )}
          <Field {...common} name="words" type="area" label={w.tellWords} optional />
          <Field
            {...{ ...common, name: 'publicity', type: 'choices', label: w.publicity, value: 'masked', required: true }}
            options={publicities.map((value) => ({ value, label: words.publicities[value] }))}
            follow={{ alias: <Field {...common} name="alias" label={w.alias} short /> }}
          />
          <Field {...common} name="waived" type="check" label={w.waived} />
        </Form>
      )}
    </Page>
  );
}
