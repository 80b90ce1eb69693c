import { render } from 'preact-render-to-string';
import { describe, expect, it } from 'vitest';
import { DesignPage, designParts } from './design.tsx';
import { sampleView } from './sample.ts';
import { buildStyles } from './styles.tsx';

const { css } = buildStyles(process.cwd());
const pages = designParts.flatMap((part) => (['zh', 'en'] as const).map((lang) => ({ part, lang })));

describe.each(pages)('the style page, $part in $lang', ({ part, lang }) => {
  const html = render(<DesignPage view={sampleView(lang)} part={part} />);

  it('stands under a strict content policy', () => {
    expect(html).not.toMatch(/ style=|<style| on[a-z]+=|javascript:/);
  });

  it('gives every id once, and leads aria only to what is there', () => {
    const ids = [...html.matchAll(/ id="([^"]+)"/g)].map((match) => match[1]);
    expect(ids).toHaveLength(new Set(ids).size);
    const named = [...html.matchAll(/ (?:aria-describedby|aria-labelledby|for)="([^"]+)"/g)];
    for (const id of named.flatMap((match) => match[1]?.split(' ') ?? [])) expect(ids).toContain(id);
  });

  it('uses only classes that have a style', () => {
    const used = [...html.matchAll(/ class="([^"]+)"/g)].flatMap((match) => match[1]?.split(' ') ?? []);
    // These name a part for what it is; what they look like comes from where they stand.
    const plain = /^(?:area-.*|chart-.*|seal-plain|front|listing|today-page|form-aside)$/;
    expect(used.filter((name) => !plain.test(name) && !css.includes(`.${name}`))).toEqual([]);
  });
});

describe('the styles', () => {
  it('are small, and hold nothing that old browsers cannot skip', () => {
    expect(css.length).toBeLessThan(50_000);
    expect(css).not.toMatch(/:is\(|:where\(|\binset:|@layer|@container/);
  });

  it('keep the focus ring, the touch targets and large type', () => {
    expect(css).toContain(':focus-visible{outline:3px solid var(--lake)');
    expect(css).toContain('--tap:44px');
    expect(css).toMatch(/:root\[data-elder\]\{--tap:52px/);
  });
});
