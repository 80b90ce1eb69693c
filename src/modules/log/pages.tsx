import type { VNode } from 'preact';
import { formatDate } from '#kernel/dates';
import { groupDigits } from '#kernel/numbers';
import { pick, type Words } from '#kernel/words';
import { Moment } from '#ui/day';
import { Note } from '#ui/form';
import { Page } from '#ui/page';
import { Block, Facts, Lines, PageHead, Pair } from '#ui/record';
import { spaceRoot, type View } from '#ui/view';
import { en } from './en.ts';
import type { Quorum } from './rules.ts';
import { leafFields } from './rules-leaves.ts';
import { type Head, leafKinds, type Witness } from './schema.ts';
import { zh } from './zh.ts';

/** The words of this room in the reader's language. */
export function wordsOf(view: View): Words<typeof zh> {
  return pick(view.lang, { zh, en });
}

/** A count as people read it. */
export const counted = (count: number): string => groupDigits(BigInt(count));

/** Everything the page about the log shows. */
export interface LogView {
  readonly view: View;
  readonly head: Head | null;
  readonly origin: string | null;
  readonly lag: { readonly rows: number; readonly since: Date | null };
  /** Places of leaves that hold something the code does not know. */
  readonly unlisted: readonly number[];
  readonly witnesses: readonly Witness[];
  readonly quorum: Quorum;
  /** The address of the log as a command takes it. */
  readonly address: string;
}

function HeadBlock(props: LogView): VNode {
  const { view, head, origin } = props;
  const w = wordsOf(view).page;
  if (head === null) return <p class="muted">{w.none}</p>;
  return (
    <Facts
      items={[
        { term: w.leaves, value: w.leafCount(counted(head.size)) },
        { term: w.newest, value: <Moment view={view} at={head.at} /> },
        ...(origin === null ? [] : [{ term: w.origin, value: <code>{origin}</code> }]),
      ]}
    />
  );
}

/** How a witness answered last. */
export function witnessStand(view: View, witness: Witness): string {
  const w = wordsOf(view).page;
  const signed =
    witness.signedAt === null
      ? w.never
      : w.signed(formatDate(witness.signedAt, view.lang), counted(witness.signedSize ?? 0));
  return witness.refusal === null ? signed : `${signed} · ${w.refused(witness.refusal)}`;
}

function Watchers(props: LogView): VNode {
  const { view, witnesses, quorum } = props;
  const w = wordsOf(view).page;
  return (
    <Block title={w.watchTitle}>
      <p>{w.watch}</p>
      {witnesses.length === 0 && <p>{w.noWitness}</p>}
      {witnesses.length > 0 && (
        <Lines items={witnesses.map((one) => ({ key: one.id, what: one.name, note: witnessStand(view, one) }))} />
      )}
      {quorum.met && witnesses.length > 0 && <p>{w.quorumOk(quorum.signed, quorum.all, quorum.needed)}</p>}
      {!quorum.met && (
        <Note tone="wait">
          <b>{w.quorumTitle}</b> {w.quorumShort(quorum.signed, quorum.needed)}
        </Note>
      )}
    </Block>
  );
}

function Listed(props: { readonly items: readonly string[] }): VNode {
  return (
    <ul class="read">
      {props.items.map((item) => (
        <li key={item}>{item}</li>
      ))}
    </ul>
  );
}

function FieldTable(props: { readonly view: View }): VNode {
  const w = wordsOf(props.view);
  return (
    <Block title={w.page.fieldsTitle}>
      <p>{w.page.fieldsLede}</p>
      <Lines
        items={leafKinds.map((kind) => ({
          key: kind,
          what: w.kinds[kind],
          note: <code>{Object.keys(leafFields[kind]).join(' ')}</code>,
        }))}
      />
    </Block>
  );
}

function SelfCheck(props: LogView): VNode {
  const { view, address } = props;
  const w = wordsOf(view).page;
  const root = `${spaceRoot(view)}/log`;
  return (
    <>
      <Block title={w.selfTitle}>
        <p>{w.self}</p>
        <pre class="raw">{w.selfCommand(address)}</pre>
        <p>{w.selfAfter}</p>
      </Block>
      <Block title={w.filesTitle}>
        <ul class="read">
          <li>
            <a href={`${root}/checkpoint`}>{w.checkpoint}</a>
          </li>
          <li>
            <a href={`${root}/keys`}>{w.keys}</a>
          </li>
          <li>
            <a href={`${root}/ledger.jsonl`}>{w.ledger}</a>
          </li>
          <li>
            <a href={`${root}/witnesses`}>{w.witnesses}</a>
          </li>
        </ul>
      </Block>
    </>
  );
}

/** For people who never heard of a hash: what is proven, what is not, and who watches. */
export function LogPage(props: LogView): VNode {
  const { view, lag, unlisted } = props;
  const w = wordsOf(view).page;
  return (
    <Page view={view} title={w.title} section="fund">
      <PageHead title={w.title} lede={w.lede} />
      <Pair side={<HeadBlock {...props} />}>
        {lag.since !== null && (
          <Note tone="wait">
            <b>{w.lagTitle}</b> {w.lag(lag.rows, formatDate(lag.since, view.lang))}
          </Note>
        )}
        {unlisted.length > 0 && (
          <Note tone="wait">
            <b>{w.unlistedTitle}</b> {w.unlisted(unlisted.map(counted).join(', '))}
          </Note>
        )}
        <Block title={w.howTitle}>
          <div class="read">
            {w.how.map((part) => (
              <p key={part}>{part}</p>
            ))}
          </div>
        </Block>
        <Block title={w.provesTitle}>
          <Listed items={w.proves} />
        </Block>
        <Block title={w.notTitle}>
          <Listed items={w.nots} />
        </Block>
        <Watchers {...props} />
        <SelfCheck {...props} />
        <FieldTable view={view} />
      </Pair>
    </Page>
  );
}
