import { render } from 'preact-render-to-string';
import { describe, expect, it } from 'vitest';
import { Bars, LineChart } from './chart.tsx';
import { BigFigure, Hours, Money } from './money.tsx';
import { sampleView } from './sample.ts';
import { spokenDigits, spokenYuan } from './spoken.ts';

const view = sampleView();

describe('amounts', () => {
  it.each([
    [1_234_500n, '12,345.00'],
    [-27_200n, '\u2212272.00'],
    [0n, '0.00'],
    [900_719_925_474_099_301n, '9,007,199,254,740,993.01'],
  ])('shows %s fen exactly', (fen, text) => {
    expect(render(<Money fen={fen} />)).toBe(`<span class="amount">${text}</span>`);
  });

  it('marks what comes in with a plus where asked', () => {
    expect(render(<Money fen={1n} sign tone="in" />)).toBe('<span class="amount in">+0.01</span>');
  });

  it('sets the yuan of a large figure apart from the rest', () => {
    expect(render(<BigFigure fen={6_842_050n} />)).toContain('<small>¥</small>68,420<small>.50</small>');
  });

  it('says minutes as hours', () => {
    expect(render(<Hours view={view} minutes={2040n} />)).toContain('34');
  });
});

describe('spoken numbers', () => {
  it.each([
    [0n, '零元'],
    [1_000n, '十元'],
    [1_100n, '十一元'],
    [11_000n, '一百一十元'],
    [5_241_800n, '五万二千四百一十八元'],
    [19_630_600n, '十九万六千三百零六元'],
    [1_000_500n, '一万零五元'],
    [10_000_000_000n, '一亿元'],
    [100_000_050n, '一百万元50分'],
    [1_000_000_010_000n, '一百亿零一百元'],
  ])('says %s fen in Chinese', (fen, words) => {
    expect(spokenYuan(fen, 'zh')).toBe(words);
  });

  it('says them in English', () => {
    expect(spokenYuan(5_241_800n, 'en')).toBe('fifty-two thousand four hundred and eighteen yuan');
    expect(spokenYuan(120_000_000n, 'en')).toBe('one million two hundred thousand yuan');
  });

  it('says a number digit by digit', () => {
    expect(spokenDigits('2026-0142', 'zh')).toBe('二、零、二、六、零、一、四、二');
  });
});

describe('charts', () => {
  const points = [1n, 900_719_925_474_099_301n, 0n].map((value, at) => ({
    label: `${at + 1}`,
    value,
    text: `${value}`,
  }));

  it('draw without inline style, name themselves and keep their numbers beside them', () => {
    const html = render(<LineChart view={view} title="九月最多" points={points} />);
    expect(html).toContain('role="img" aria-label="九月最多"');
    expect(html).not.toContain('style=');
    expect(html).toContain('<td class="num">900719925474099301</td>');
    expect(html).toContain('L150 80');
  });

  it('stand from zero, also when there is nothing yet', () => {
    const html = render(<LineChart view={view} title="还没有" points={points.map((p) => ({ ...p, value: 0n }))} />);
    expect(html).not.toContain('NaN');
  });

  it('tell in words what went beyond its budget', () => {
    const bar = { label: '集市', value: 2300n, text: '23', of: 2000n, ofText: '20', overText: '3' };
    const html = render(<Bars view={view} title="一项超了" bars={[bar]} />);
    expect(html).toContain('超3');
    expect(html).toContain('class="c-over"');
    expect(html).toContain('class="c-limit"');
  });
});
