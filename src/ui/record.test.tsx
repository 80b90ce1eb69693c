import { render } from 'preact-render-to-string';
import { describe, expect, it } from 'vitest';
import { Day } from './day.tsx';
import { PromiseMarks, Votes } from './marks.tsx';
import { Slip } from './print.tsx';
import { RecordHead } from './record.tsx';
import { sampleView } from './sample.ts';
import { Seal } from './seal.tsx';
import { Thread, type ThreadStep } from './thread.tsx';

const view = sampleView();
const step = (mark: string, more: Partial<ThreadStep> = {}): ThreadStep => ({
  mark,
  tone: 'plain',
  date: '6月3日',
  title: mark,
  ...more,
});

describe('a thread', () => {
  const html = render(
    <Thread
      view={view}
      steps={[
        step('汇', { branch: [{ label: '街坊', amount: '+1.00' }] }),
        step('留', { carries: true, amount: '1.00' }),
        step('退'),
        step('等', { future: true }),
        step('问', { future: true }),
      ]}
    />,
  );

  it('lets the money run beside it from where it joins to where it ends', () => {
    expect(html).toMatch(/<li class="inflow">/);
    expect(html).toMatch(/<li class="carries">/);
    expect(html).toMatch(/<li class="half">/);
  });

  it('draws the rule of today once, before what is still waited for', () => {
    expect(html.match(/class="today"/g)).toHaveLength(1);
    expect(html).toMatch(/class="today"><span>今天<\/span><\/li><li class="future">/);
    expect(html).toMatch(/<li class="future last">/);
  });

  it('gives amounts a column only where there are any', () => {
    expect(html).toContain('class="thread thread-wide"');
    expect(render(<Thread view={view} steps={[step('说')]} />)).toContain('class="thread"');
  });
});

describe('a record', () => {
  it('breaks its heading between phrases and escapes what people wrote', () => {
    const html = render(<RecordHead kind="需求" title="北门夜路，三盏灯<b>不亮" />);
    expect(html).toContain('<span class="phrase">北门夜路，</span><span class="phrase">三盏灯&lt;b>不亮</span>');
  });

  it('sets a very long title smaller', () => {
    expect(render(<RecordHead kind="需求" title={'很长的题目'.repeat(12)} said />)).toContain('<h1 class="long">');
  });
});

describe('marks', () => {
  it('say in words what they show', () => {
    expect(render(<PromiseMarks view={view} kept={21} late={1} open={1} />)).toContain(
      'role="img" aria-label="21件按时，1件晚了，1件还没办"',
    );
    expect(render(<Votes view={view} yes={5} no={1} recused={1} />)).toContain('同意5，反对1，回避1');
  });

  it('give way to words when there are too many', () => {
    expect(render(<PromiseMarks view={view} kept={4000} late={0} open={0} />)).not.toContain('<svg');
  });

  it.each(['柳', '柳渡', '柳渡里', '栖桐邻里', '比四个字还长'])('draw a seal for %s', (text) => {
    const shown = [...text].slice(0, 4);
    expect(render(<Seal text={text} />).match(/<text/g)).toHaveLength(shown.length);
  });
});

describe('a day', () => {
  it('is told by its distance when near, with the full date as title', () => {
    expect(render(<Day view={view} date="2026-11-25" />)).toMatch(
      /^<time datetime="2026-11-25" title="2026年11月25日">3 ?天后<\/time>$/,
    );
  });

  it('is written out when far, or when asked', () => {
    expect(render(<Day view={view} date="2026-12-25" />)).toContain('>2026年12月25日<');
    expect(render(<Day view={view} date="2026-11-22" full />)).toContain('>2026年11月22日<');
  });
});

describe('a slip', () => {
  it('carries its number in figures, in words and as a code that leads back', () => {
    const html = render(
      <Slip
        view={view}
        number="1127"
        date="今天"
        rows={[{ term: '谁来办', value: '周*敏' }]}
        url="https://a.example/x/"
      />,
    );
    expect(html).toContain('>1127</p>');
    expect(html).toContain('一、一、二、七号');
    expect(html).toContain('role="img" aria-label="二维码：a.example/x"');
  });
});
