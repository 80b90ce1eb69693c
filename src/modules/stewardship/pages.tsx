import type { VNode } from 'preact';
import { formatDate } from '#kernel/dates';
import { ActLink, Field, Form, type FormState, Name } from '#ui/form';
import { Money } from '#ui/money';
import { Page } from '#ui/page';
import { Block, Empty, Facts, Lines, PageHead, Pair, RecordHead } from '#ui/record';
import { Refused } from '#ui/refusal';
import { Thread } from '#ui/thread';
import { spaceRoot, type View } from '#ui/view';
import { MoveFacts, type MoveView, moveSteps, wordsOf } from './pages-parts.tsx';
import type { Move, Trust } from './schema.ts';

/** Changes of purpose and ends, in public. */
export function MovesPage(props: {
  readonly view: View;
  readonly all: readonly Move[];
  readonly names: ReadonlyMap<string, string>;
}): VNode {
  const { view, all, names } = props;
  const words = wordsOf(view.lang);
  const w = words.move;
  const root = spaceRoot(view);
  return (
    <Page view={view} title={w.list} section="fund">
      <PageHead title={w.list} lede={w.lede} />
      {all.length === 0 ? (
        <Empty title={w.none} acts={<ActLink href={`${root}/fund`}>{w.back}</ActLink>}>
          {w.noneWhy}
        </Empty>
      ) : (
        <Lines
          items={all.map((one) => ({
            key: one.id,
            what: <Name href={`${root}/moves/${one.id}`}>{titleOf(words, names, one)}</Name>,
            note: `${w.kind(words.kinds[one.kind], one.number)} · ${words.states[one.state]}`,
            value: <Money fen={one.amount} />,
          }))}
        />
      )}
    </Page>
  );
}

/** A move in one line. */
export function titleOf(words: ReturnType<typeof wordsOf>, names: ReadonlyMap<string, string>, one: Move): string {
  const from = names.get(one.fundId) ?? '';
  return words.motion.title(from, one.kind === 'wind_up' ? '' : (names.get(one.toFundId ?? '') ?? ''));
}

function Objections(props: { readonly view: View; readonly found: MoveView }): VNode {
  const { view, found } = props;
  const w = wordsOf(view.lang).move;
  return (
    <Block title={w.objections}>
      {found.objections.length === 0 ? (
        <p class="muted">{w.objectionsNone}</p>
      ) : (
        <Lines
          items={found.objections.map((one) => ({
            key: one.id,
            what: one.text,
            note: `${one.name === '' ? w.nobody : one.name} · ${one.answer === null ? w.unanswered : `${w.answer}: ${one.answer}`}`,
            value: formatDate(one.at, view.lang),
          }))}
        />
      )}
    </Block>
  );
}

/** How many givers said what; in public nobody is told apart. */
export function AnswersLine(props: { readonly view: View; readonly found: MoveView }): VNode | null {
  const { view, found } = props;
  const w = wordsOf(view.lang).move;
  if (found.move.kind !== 'repurpose') return null;
  const count = (said: 'yes' | 'no' | null) => found.answers.filter((one) => one.answer === said).length;
  return (
    <Block title={w.answers}>
      <p>{w.answersLede(count('yes'), count('no'), count(null))}</p>
      {found.move.state === 'asking' && (
        <ActLink href={`${spaceRoot(view)}/moves/${found.move.id}/answer`} kind="line" icon="edit">
          {wordsOf(view.lang).own.link}
        </ActLink>
      )}
    </Block>
  );
}

/** A change of purpose or the end of a fund, in public. */
export function MovePage(props: {
  readonly view: View;
  readonly found: MoveView;
  readonly state: FormState | undefined;
  readonly keyValue: string;
  readonly signedIn: boolean;
}): VNode {
  const { view, found, state, keyValue } = props;
  const words = wordsOf(view.lang);
  const w = words.move;
  const { move } = found;
  const title = words.motion.title(found.from?.name ?? '', move.kind === 'wind_up' ? '' : (found.to?.name ?? ''));
  const open = move.state === 'asking' && move.way === 'notice';
  const common = { view, state, form: 'object' };
  return (
    <Page view={view} title={title} section="fund">
      <RecordHead
        kind={w.kind(words.kinds[move.kind], move.number)}
        title={title}
        state={words.states[move.state]}
        lede={move.reason}
      />
      <Pair side={<MoveFacts view={view} found={found} />}>
        <Block title={w.steps}>
          <Thread view={view} steps={moveSteps(view, found)} />
        </Block>
        <AnswersLine view={view} found={found} />
        {move.way === 'notice' && <Objections view={view} found={found} />}
        <Refused state={state} except={['object']} />
        {open && !props.signedIn && <p class="muted">{w.objectLogin}</p>}
        {open && props.signedIn && (
          <Block title={w.object}>
            <Form
              {...{ view, state, keyValue, name: 'object', submit: w.objectSend, quiet: true }}
              action={`${spaceRoot(view)}/moves/${move.id}/object`}
            >
              <Field {...common} name="text" type="area" rows={3} label={w.objectText} required />
              <Field {...common} name="named" type="check" label={w.objectNamed} />
            </Form>
          </Block>
        )}
      </Pair>
    </Page>
  );
}

/** The register of charitable trusts. */
export function TrustsPage(props: {
  readonly view: View;
  readonly all: readonly Trust[];
  readonly root: string;
  readonly area?: 'desk';
  readonly mayAdd: boolean;
}): VNode {
  const { view, all, root } = props;
  const w = wordsOf(view.lang).trust;
  const make = props.mayAdd ? (
    <ActLink href={`${root}/trusts/new`} kind="line" icon="plus">
      {w.add}
    </ActLink>
  ) : undefined;
  return (
    <Page view={view} title={w.list} section="fund" {...(props.area === undefined ? {} : { area: props.area })}>
      <PageHead title={w.list} lede={w.lede} acts={make} />
      {all.length === 0 ? (
        <Empty title={w.none} acts={make}>
          {w.noneWhy}
        </Empty>
      ) : (
        <Lines
          items={all.map((one) => ({
            key: one.id,
            what: <Name href={`${root}/trusts/${one.id}`}>{one.name}</Name>,
            note: `${one.filingNumber} · ${one.trustee}`,
            value: one.amount === null ? '' : <Money fen={one.amount} />,
          }))}
        />
      )}
    </Page>
  );
}

/** What the page of a trust shows. */
export interface TrustView {
  readonly trust: Trust;
  readonly reports: readonly {
    readonly id: string;
    readonly year: number;
    readonly summary: string;
    readonly fileId: string | null;
  }[];
  readonly projects: readonly { readonly id: string; readonly title: string }[];
}

/** The facts of a trust. */
export function TrustFacts(props: { readonly view: View; readonly trust: Trust }): VNode {
  const { view, trust } = props;
  const w = wordsOf(view.lang).trust;
  const day = (on: string) => formatDate(on, view.lang);
  return (
    <Facts
      items={[
        { term: w.filingNumber, value: trust.filingNumber },
        { term: w.filedOn, value: day(trust.filedOn) },
        { term: w.authority, value: trust.authority },
        { term: w.trustee, value: trust.trustee },
        ...(trust.amount === null ? [] : [{ term: w.amount, value: <Money fen={trust.amount} /> }]),
        { term: w.startsOn, value: day(trust.startsOn) },
        { term: w.endsOn, value: trust.endsOn === null ? w.perpetual : day(trust.endsOn) },
      ]}
    />
  );
}

/** Reports and projects of a trust. */
export function TrustBody(props: { readonly view: View; readonly found: TrustView }): VNode {
  const { view, found } = props;
  const w = wordsOf(view.lang).trust;
  const root = spaceRoot(view);
  return (
    <>
      <Block title={w.reports}>
        {found.reports.length === 0 ? (
          <p class="muted">{w.reportsNone}</p>
        ) : (
          <Lines
            items={found.reports.map((one) => ({
              ...{ key: one.id, what: String(one.year), note: one.summary },
              value: one.fileId === null ? '' : <Name href={`${root}/files/${one.fileId}`}>{w.seeFile}</Name>,
            }))}
          />
        )}
      </Block>
      <Block title={w.projects}>
        {found.projects.length === 0 ? (
          <p class="muted">{w.projectsNone}</p>
        ) : (
          <Lines
            items={found.projects.map((one) => ({
              ...{ key: one.id, what: <Name href={`${root}/projects/${one.id}`}>{one.title}</Name> },
            }))}
          />
        )}
      </Block>
    </>
  );
}

/** A charitable trust in public. */
export function TrustPage(props: { readonly view: View; readonly found: TrustView }): VNode {
  const { view, found } = props;
  const { trust } = found;
  return (
    <Page view={view} title={trust.name} section="fund">
      <RecordHead kind={wordsOf(view.lang).trust.kind} title={trust.name} lede={trust.purpose} />
      <Pair side={<TrustFacts view={view} trust={trust} />}>
        <TrustBody view={view} found={found} />
      </Pair>
    </Page>
  );
}
