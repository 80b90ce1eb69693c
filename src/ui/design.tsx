import type { VNode } from 'preact';
import { pick } from '#kernel/words';
import { BallotSample, FundSample, PaperSample, SaySample } from './design-more.tsx';
import { FrontSample, ListSample, RecordSample, TodaySample, TraceSample, WallSample } from './design-pages.tsx';
import { ComponentSamples, FormSamples, TokenSamples } from './design-parts.tsx';
import { designEn } from './en-design.ts';
import { Page, type Section } from './page.tsx';
import { PageHead } from './record.tsx';
import { inSample } from './sample.ts';
import { hrefWith, type View } from './view.tsx';
import { designZh } from './zh-design.ts';

/** The parts of the style page, each also a page of its own under `?part=`. */
export const designParts = [
  'tokens',
  'components',
  'forms',
  'front',
  'wall',
  'record',
  'trace',
  'list',
  'today',
  'say',
  'ballot',
  'fund',
  'paper',
] as const;

/** Name of one part of the style page. */
export type DesignPart = (typeof designParts)[number];

const samples: Readonly<Record<DesignPart, (props: { readonly view: View }) => VNode>> = {
  tokens: TokenSamples,
  components: ComponentSamples,
  forms: FormSamples,
  front: FrontSample,
  wall: WallSample,
  record: RecordSample,
  trace: TraceSample,
  list: ListSample,
  today: TodaySample,
  say: SaySample,
  ballot: BallotSample,
  fund: FundSample,
  paper: PaperSample,
};

/** Which link of the masthead is the present one, where it is not the needs. */
const sections: Readonly<Partial<Record<DesignPart, Section>>> = {
  front: 'front',
  say: 'front',
  ballot: 'front',
  tokens: 'front',
  components: 'front',
  forms: 'front',
  trace: 'projects',
  today: 'desk',
  fund: 'fund',
};

/** The part the address asks for, if it asks for one there is. */
function partOf(url: string): DesignPart | undefined {
  const asked = new URL(url, 'http://here.invalid').searchParams.get('part');
  return designParts.find((part) => part === asked);
}

/**
 * The living style page: every token, component and kind of page with real-looking contents, also empty, wrong and
 * long. Without a part it is an index with the small parts below; with one, that kind of page as it truly stands.
 */
export function DesignPage(props: { readonly view: View; readonly part?: DesignPart }): VNode {
  const view = inSample(props.view);
  const w = pick(view.lang, { zh: designZh, en: designEn });
  const part = props.part ?? partOf(view.url);
  if (part !== undefined) {
    const Sample = samples[part];
    const desk = part === 'today' || part === 'list';
    return (
      <Page
        view={desk ? { ...view, who: { name: w.space.who, desk: true, personId: 'design' } } : view}
        title={w.parts[part]}
        area={desk ? 'desk' : 'public'}
        section={sections[part] ?? 'needs'}
        bare={part === 'wall' || part === 'paper'}
        scripts={[]}
      >
        {(part === 'tokens' || part === 'components' || part === 'forms' || part === 'paper') && (
          <PageHead title={w.parts[part]} />
        )}
        <Sample view={view} />
      </Page>
    );
  }
  return (
    <Page view={view} title={w.title} area="public">
      <PageHead title={w.title} lede={w.lede} />
      <nav class="row-of" aria-label={w.all}>
        {designParts.map((name) => (
          <a key={name} class="act act-word" href={hrefWith(view.url, { part: name })}>
            {w.parts[name]}
          </a>
        ))}
      </nav>
      {(['tokens', 'components', 'forms'] as const).map((name) => {
        const Sample = samples[name];
        return (
          <section key={name} class="specimen" id={name}>
            <h2>{w.parts[name]}</h2>
            <Sample view={view} />
          </section>
        );
      })}
    </Page>
  );
}
