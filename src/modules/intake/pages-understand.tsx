import type { VNode } from 'preact';
import { pick } from '#kernel/words';
import { Day, Moment } from '#ui/day';
import { ActLink } from '#ui/form';
import { Page } from '#ui/page';
import { Block, Facts, Lines, PageHead } from '#ui/record';
import { Act } from '#ui/refusal';
import { deskRoot, type View } from '#ui/view';
import { en as records } from './en.ts';
import { en } from './en-understand.ts';
import type { SimilarMatter } from './queries-similar.ts';
import type { ClassVersion } from './queries-understand.ts';
import { zh as recordsZh } from './zh.ts';
import { zh } from './zh-understand.ts';

/** Thousandths as a percentage without decimals. */
function percent(thousandths: number): string {
  return `${Math.round(thousandths / 10)}%`;
}

/** What the page on the learning of classes is given. */
export interface ClassesProps {
  readonly view: View;
  readonly versions: readonly ClassVersion[];
  readonly live: { readonly all: number; readonly same: number };
  readonly names: ReadonlyMap<string, string>;
}

/** How well classes are proposed: against what people decide, and in the test of every version. */
export function ClassesPage(props: ClassesProps): VNode {
  const { view, versions, live } = props;
  const t = pick(view.lang, { zh, en }).classes;
  const [last] = versions;
  return (
    <Page view={view} title={t.title} area="desk" section="intake">
      <PageHead
        title={t.title}
        lede={t.lede}
        acts={
          <ActLink href={`${deskRoot(view)}/matters?class=none&state=open`} kind="main" icon="go">
            {t.toQueue}
          </ActLink>
        }
      />
      <Block title={t.live}>
        <p>{live.all === 0 ? t.liveNone : t.liveLine(live.same, live.all)}</p>
      </Block>
      {last === undefined ? (
        <Block title={t.exam}>
          <p>{t.base}</p>
        </Block>
      ) : (
        <Exam {...props} last={last} />
      )}
      {versions.length > 1 && (
        <Block title={t.versions}>
          <Lines
            items={versions.map((one) => ({
              key: `${one.version}`,
              what: `${t.version} ${one.version}`,
              note: <Day view={view} date={one.learnedAt} full />,
              value: `${percent(one.accuracy)} · ${one.taught}`,
            }))}
          />
        </Block>
      )}
    </Page>
  );
}

function Exam(props: ClassesProps & { readonly last: ClassVersion }): VNode {
  const { view, last } = props;
  const t = pick(view.lang, { zh, en }).classes;
  const facts = [
    { term: t.accuracy, value: percent(last.accuracy) },
    { term: t.meanF1, value: (last.meanF1 / 1000).toFixed(2) },
    { term: t.taught, value: `${last.taught}` },
    { term: t.version, value: `${last.version}` },
    { term: t.learned, value: <Moment view={view} at={last.learnedAt} /> },
  ];
  return (
    <>
      <Block title={t.exam}>
        <Facts items={facts} />
        <p class="muted">{t.examWhy}</p>
      </Block>
      <Block title={t.byClass}>
        <Lines
          items={last.classes
            .toSorted((a, b) => b.examples - a.examples)
            .map((one) => ({
              key: one.label,
              what: props.names.get(one.label) ?? one.label,
              note: `${t.precision} ${percent(one.precision)} · ${t.recall} ${percent(one.recall)}`,
              value: one.examples,
            }))}
        />
      </Block>
    </>
  );
}

/** Matters that may be the same as the one on the page, each joined with one click and parted with one. */
export function SimilarBlock(props: {
  readonly view: View;
  readonly keyValue: string;
  readonly matterId: string;
  readonly similar: readonly SimilarMatter[];
  readonly canJoin: boolean;
}): VNode | null {
  const { view, similar } = props;
  if (similar.length === 0) return null;
  const t = pick(view.lang, { zh, en }).similar;
  const states = pick(view.lang, { zh: recordsZh, en: records }).states;
  const root = deskRoot(view);
  return (
    <Block title={t.title} id="similar">
      <p class="muted">{t.lede}</p>
      <Lines
        items={similar.map((one) => ({
          key: one.id,
          what: (
            <a href={`${root}/matters/${one.id}`}>
              {one.number} {one.headline}
            </a>
          ),
          note: (
            <>
              {states[one.state]} · <Day view={view} date={one.saidAt} />
              {one.joined > 0 && ` · ${t.voices(one.joined)}`} · {t.share(one.hits)}
            </>
          ),
          ...(props.canJoin
            ? {
                acts: (
                  <Act
                    view={view}
                    action={`${root}/matters/${props.matterId}/join`}
                    name={`join-${one.number}`}
                    label={t.join}
                    kind="word"
                    keyValue={`${props.keyValue}-${one.number}`}
                    hidden={{ into: one.number }}
                  />
                ),
              }
            : {}),
        }))}
      />
    </Block>
  );
}

/** The class of a matter at the desk: as decided, as taken from what was learned, or as proposed with one tap to agree. */
export function ClassLine(props: {
  readonly view: View;
  readonly keyValue: string;
  readonly matter: {
    readonly id: string;
    readonly classCode: string | null;
    readonly classBy: 'person' | 'guess';
    readonly classGuess: { readonly code: string; readonly percent: number } | null;
    readonly placeId: string | null;
  };
  readonly className: string;
  readonly guessName: string;
  readonly none: string;
}): VNode {
  const { view, matter } = props;
  const t = pick(view.lang, { zh, en }).guess;
  const guess = matter.classGuess;
  const decided = matter.classCode !== null && matter.classBy === 'person';
  if (decided || guess === null || props.guessName === '')
    return <>{props.className === '' ? props.none : props.className}</>;
  const place = matter.placeId === null ? {} : { place: matter.placeId };
  return (
    <>
      {matter.classCode === null ? t.like(props.guessName) : props.className}{' '}
      <small>{matter.classCode === null ? t.sure(guess.percent) : t.taken(guess.percent)}</small>
      <Act
        view={view}
        action={`${deskRoot(view)}/matters/${matter.id}/sort`}
        name="sort"
        label={t.accept}
        kind="word"
        icon="check"
        keyValue={`${props.keyValue}-guess`}
        hidden={{ class_code: matter.classCode ?? guess.code, ...place }}
      />
    </>
  );
}
