import type { VNode } from 'preact';
import { formatDate } from '#kernel/dates';
import { ActLink, Field, Form, type FormState } from '#ui/form';
import { Page } from '#ui/page';
import { Block, Empty, Lines, PageHead, Pair } from '#ui/record';
import { Act, Refused } from '#ui/refusal';
import { deskRoot, spaceRoot, type View } from '#ui/view';
import { wordsOf } from './pages-parts.tsx';
import { type DutyItem, type HandedWork, itemKinds } from './schema.ts';

interface DutiesProps {
  readonly view: View;
  readonly items: readonly DutyItem[];
  readonly work: readonly HandedWork[];
}

interface DeskDutiesProps extends DutiesProps {
  readonly keyValue: string;
  readonly state: FormState | undefined;
  readonly mayDecide: boolean;
}

function Items(props: DutiesProps & { readonly acts?: (item: DutyItem) => VNode }): VNode {
  const w = wordsOf(props.view);
  const { acts } = props;
  return (
    <>
      {itemKinds.map((kind) => {
        const own = props.items.filter((item) => item.kind === kind);
        return own.length === 0 ? null : (
          <Block key={kind} title={w.itemKinds[kind]}>
            <Lines
              items={own.map((item) => ({
                key: item.id,
                what: item.title,
                note: item.source,
                ...(acts === undefined ? {} : { acts: acts(item) }),
              }))}
            />
          </Block>
        );
      })}
    </>
  );
}

function WorkLines(props: DutiesProps & { readonly acts?: (work: HandedWork) => VNode | undefined }): VNode {
  const { view, acts } = props;
  const w = wordsOf(view);
  const titles = new Map(props.items.map((item) => [item.id, item.title]));
  return (
    <Lines
      items={props.work.map((one) => {
        const act = acts?.(one);
        return {
          key: one.id,
          what: `${one.department}：${one.title}`,
          note: [
            one.number,
            w.work.when(formatDate(one.askedOn, view.lang)),
            one.text,
            one.funds,
            titles.get(one.itemId ?? '') ?? '',
            one.answer,
          ]
            .filter((part) => part !== '')
            .join(' · '),
          value: w.workStates[one.state],
          ...(act === undefined ? {} : { acts: act }),
        };
      })}
    />
  );
}

/** The list of duties and what was answered to departments, in public (F187). */
export function DutiesPage(props: DutiesProps): VNode {
  const { view } = props;
  const t = wordsOf(view).work;
  return (
    <Page view={view} title={t.title}>
      <PageHead
        title={t.title}
        lede={t.publicLede}
        acts={view.who?.desk === true ? <ActLink href={`${deskRoot(view)}/duties`}>{t.desk}</ActLink> : undefined}
      />
      {props.items.length === 0 ? (
        <Empty title={t.none} acts={<ActLink href={`${spaceRoot(view)}/about`}>{t.about}</ActLink>}>
          {t.noneWhy}
        </Empty>
      ) : (
        <Pair
          even
          side={
            <Block title={t.asked}>
              {props.work.length === 0 ? <p class="muted">{t.noAsked}</p> : <WorkLines {...props} />}
            </Block>
          }
        >
          <Items {...props} />
        </Pair>
      )}
    </Page>
  );
}

/** The same at the desk, where it is written and answered. */
export function DeskDutiesPage(props: DeskDutiesProps): VNode {
  const { view, keyValue, mayDecide } = props;
  const t = wordsOf(view).work;
  const root = deskRoot(view);
  return (
    <Page view={view} title={t.title} area="desk" section="intake">
      <PageHead title={t.title} lede={t.lede} acts={<ActLink href={`${spaceRoot(view)}/duties`}>{t.public}</ActLink>} />
      <Refused state={props.state} except={['ask', 'item']} />
      <Pair
        even
        side={
          <>
            <Items
              {...props}
              {...(mayDecide
                ? {
                    acts: (item) => (
                      <Act
                        view={view}
                        action={`${root}/duty-items/${item.id}/end`}
                        name="end-item"
                        label={t.endItem}
                        kind="word"
                        keyValue={keyValue}
                        reason={{ required: true }}
                      />
                    ),
                  }
                : {})}
            />
            {mayDecide && <ItemForm {...props} />}
          </>
        }
      >
        <Block title={t.asked} id="asked">
          {props.work.length === 0 && <p class="muted">{t.noAsked}</p>}
          <WorkLines
            {...props}
            acts={(one) => (mayDecide && one.state === 'asked' ? <Decide {...props} work={one} /> : undefined)}
          />
        </Block>
        {mayDecide && <AskForm {...props} />}
      </Pair>
    </Page>
  );
}

function Decide(props: Omit<DeskDutiesProps, 'work'> & { readonly work: HandedWork }): VNode {
  const { view, keyValue, work } = props;
  const w = wordsOf(view);
  const t = w.work;
  const action = `${deskRoot(view)}/duties/${work.id}`;
  const options = props.items.map((item) => ({
    value: item.id,
    label: `${w.itemKinds[item.kind]} · ${item.title}`,
  }));
  const fields = (form: string): VNode => (
    <Field
      view={view}
      form={`${form}-${work.id.slice(-8)}`}
      name="item"
      label={t.item}
      type="select"
      options={options}
      optional
    />
  );
  return (
    <>
      <Act
        view={view}
        action={`${action}/accept`}
        name="accept"
        label={t.accept}
        keyValue={keyValue}
        reason={{ name: 'because', label: t.because, required: true }}
      >
        {fields('accept')}
      </Act>
      <Act
        view={view}
        action={`${action}/refuse`}
        name="refuse"
        label={t.refuse}
        kind="word"
        keyValue={keyValue}
        reason={{ name: 'because', label: t.because, required: true }}
      >
        {fields('refuse')}
      </Act>
    </>
  );
}

function AskForm(props: DeskDutiesProps): VNode {
  const { view, state } = props;
  const t = wordsOf(view).work;
  const shared = { view, state, form: 'ask' };
  return (
    <Block title={t.ask} id="ask">
      <Form
        view={view}
        state={state}
        name="ask"
        action={`${deskRoot(view)}/duties`}
        submit={t.askAct}
        keyValue={`${props.keyValue}-ask`}
        quiet
      >
        <Field {...shared} name="department" label={t.department} required />
        <Field {...shared} name="title" label={t.what} required />
        <Field {...shared} name="text" label={t.text} type="area" rows={2} optional />
        <Field {...shared} name="funds" label={t.funds} optional />
      </Form>
    </Block>
  );
}

function ItemForm(props: DeskDutiesProps): VNode {
  const { view, state } = props;
  const w = wordsOf(view);
  const t = w.work;
  const shared = { view, state, form: 'item' };
  return (
    <Block title={t.addItem} id="item">
      <Form
        view={view}
        state={state}
        name="item"
        action={`${deskRoot(view)}/duty-items`}
        submit={t.addAct}
        keyValue={`${props.keyValue}-item`}
        quiet
      >
        <Field
          {...shared}
          name="kind"
          label={t.kind}
          type="choices"
          required
          options={itemKinds.map((kind) => ({ value: kind, label: w.itemKinds[kind] }))}
        />
        <Field {...shared} name="title" label={t.itemTitle} required />
        <Field {...shared} name="source" label={t.source} required />
      </Form>
    </Block>
  );
}
