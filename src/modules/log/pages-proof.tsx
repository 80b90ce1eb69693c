import type { VNode } from 'preact';
import { Moment } from '#ui/day';
import { Page } from '#ui/page';
import { Block, Facts, Pair, RecordHead } from '#ui/record';
import { spaceRoot, type View } from '#ui/view';
import { counted, wordsOf } from './pages.tsx';
import type { Proven } from './queries-proof.ts';

/** Everything the page of one proof shows. */
export interface ProofView {
  readonly view: View;
  readonly proven: Proven;
  readonly vkeys: readonly string[];
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

function RowNow(props: ProofView): VNode {
  const { view, proven } = props;
  const w = wordsOf(view).proof;
  if (proven.now === null) return <p class="muted">{w.rowGone}</p>;
  return proven.now.body === proven.body ? <p class="in">{w.rowSame}</p> : <p class="late">{w.rowDiffers}</p>;
}

function WordsBlock(props: ProofView): VNode | null {
  const { view, proven } = props;
  const w = wordsOf(view).proof;
  const words = proven.now?.words ?? null;
  if (words === null) return null;
  return (
    <Block title={w.wordsTitle}>
      <p>{w.words}</p>
      <pre class="raw">{words.text}</pre>
      <p>
        {w.salt} <code class="raw">{words.salt}</code>
      </p>
    </Block>
  );
}

/** What the island says; each sentence is here, so that the script holds no words of its own. */
function Results(props: ProofView): VNode {
  const w = wordsOf(props.view).proof;
  const say = {
    'data-leaf-right': w.leafRight,
    'data-root-right': w.rootRight,
    'data-root-wrong': w.rootWrong,
    'data-signature-right': w.signatureRight,
    'data-signature-wrong': w.signatureWrong,
    'data-signature-unknown': w.signatureUnknown,
    'data-grown': w.grown,
    'data-shrunk': w.shrunk,
    'data-first': w.first,
    'data-waiting': w.waiting,
  };
  return (
    <Block title={w.resultTitle}>
      <div id="result" role="status" {...say}>
        <p>{w.noScript}</p>
      </div>
    </Block>
  );
}

/** Proves one line of the log: the browser computes, and without script the page says how to do it by hand. */
export function ProofPage(props: ProofView): VNode {
  const { view, proven } = props;
  const words = wordsOf(view);
  const w = words.proof;
  const facts = [
    { term: w.place, value: w.of(counted(proven.index + 1), counted(proven.size)) },
    { term: w.sealedAt, value: <Moment view={view} at={proven.at} /> },
  ];
  return (
    <Page view={view} title={w.kind(words.kinds[proven.kind])} section="fund" scripts={['prove']}>
      <RecordHead kind={w.kind(words.kinds[proven.kind])} title={w.unproven} lede={w.lede} />
      <Pair
        side={
          <>
            <Facts items={facts} />
            <p>
              <a href={`${spaceRoot(view)}/proof/${proven.kind}/${proven.sourceId}/file`}>{w.download}</a>
            </p>
            <p>
              <a href={`${spaceRoot(view)}/log`}>{w.about}</a>
            </p>
          </>
        }
      >
        <Results {...props} />
        <Block title={w.bodyTitle}>
          <pre class="raw" id="leaf">
            {proven.body}
          </pre>
          <RowNow {...props} />
        </Block>
        <WordsBlock {...props} />
        <Block title={w.stepsTitle}>
          <p>{proven.hashes.length === 0 ? w.noSteps : w.steps}</p>
          <ol class="read" id="steps" data-index={proven.index} data-size={proven.size}>
            {proven.hashes.map((hash) => (
              <li key={hex(hash)}>
                <code class="raw">{hex(hash)}</code>
              </li>
            ))}
          </ol>
        </Block>
        <Block title={w.checkpointTitle}>
          <pre class="raw" id="checkpoint">
            {proven.checkpoint}
          </pre>
          <p>{w.key}</p>
          <pre class="raw" id="keys">
            {props.vkeys.join('\n')}
          </pre>
        </Block>
      </Pair>
    </Page>
  );
}
