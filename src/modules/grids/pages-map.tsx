import type { VNode } from 'preact';
import { Block } from '#ui/record';
import type { View } from '#ui/view';
import { wordsOf } from './pages-parts.tsx';
import { draw } from './rules.ts';
import type { Entry, Shape } from './schema.ts';

/** The map, drawn here and now: outlines that lead to their place, and the entries that have a point. A list stands beside it. */
export function MapBlock(props: {
  readonly view: View;
  readonly shapes: readonly Shape[];
  readonly entries: readonly Entry[];
  readonly href: (placeId: string) => string;
  /** The place the page is about. */
  readonly here?: string;
}): VNode | null {
  const { view } = props;
  const t = wordsOf(view).map;
  const drawing = draw(props.shapes, props.entries);
  if (drawing === null) return null;
  const sources = [...new Set(props.shapes.map((shape) => t.source(shape.source, shape.asOf)))];
  return (
    <Block title={t.title} id="map">
      <figure class="gridmap">
        <svg viewBox={`0 0 ${drawing.width} ${drawing.height}`}>
          <title>{t.label(drawing.shapes.length)}</title>
          {drawing.shapes.map(({ shape, path, x, y }, at) => (
            <a key={shape.id} href={shape.placeId === null ? '#map' : props.href(shape.placeId)}>
              <path class={shape.placeId === props.here ? 'area area-here' : `area area-${at % 4}`} d={path}>
                <title>{shape.name}</title>
              </path>
              <text x={x} y={y}>
                {shape.name}
              </text>
            </a>
          ))}
          {drawing.dots.map(({ entry, x, y }) => (
            <circle key={entry.id} class={`dot dot-${entry.element}`} cx={x} cy={y} r={9}>
              <title>{entry.title}</title>
            </circle>
          ))}
        </svg>
        {sources.length > 0 && <figcaption>{sources.join(' · ')}</figcaption>}
      </figure>
    </Block>
  );
}
