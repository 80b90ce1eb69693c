import { render } from 'preact-render-to-string';
import { describe, expect, it } from 'vitest';
import { Page } from './page.tsx';
import { sampleView } from './sample.ts';

const worker = { name: '周*敏', desk: true, personId: 'p1' };

describe('a page', () => {
  it('says its language, its title and its place', () => {
    const html = render(<Page view={sampleView()} title="需求" section="needs" />);
    expect(html).toMatch(/^<html lang="zh-CN">/);
    expect(html).toContain('<title>需求 · 柳渡社区</title>');
    expect(html).toContain('<a href="/s/design/needs" aria-current="page">需求</a>');
    expect(html).toContain('<a class="skip" href="#main">跳到正文</a>');
  });

  it('switches type and language by plain links that come back here', () => {
    const html = render(<Page view={sampleView('en', { url: '/s/design/needs?page=2' })} title="Needs" />);
    expect(html).toMatch(/^<html lang="en">/);
    const back = encodeURIComponent('/s/design/needs?page=2');
    expect(html).toContain(`href="/prefs?lang=zh&amp;back=${back}"`);
    expect(html).toContain(`href="/prefs?elder=1&amp;back=${back}"`);
    expect(html).toContain('lang="zh-CN">中文</a>');
  });

  it('carries large type to the root, and the way out of it', () => {
    const html = render(<Page view={sampleView('zh', { elder: true })} title="需求" />);
    expect(html).toMatch(/^<html lang="zh-CN" data-elder/);
    expect(html).toContain('/prefs?elder=0&amp;');
  });

  it('asks public pages to load no script, and writes none and no style into any', () => {
    const open = render(<Page view={sampleView()} title="需求" />);
    expect(open).not.toContain('<script');
    const desk = render(<Page view={sampleView('zh', { who: worker })} title="今天" area="desk" />);
    expect(desk).toMatch(/<script defer src="\/assets\/desk-keys\.js"><\/script>/);
    for (const html of [open, desk]) expect(html).not.toMatch(/ style=|<style| on[a-z]+=/);
  });

  it('shows the notice once, to a screen reader as well, and as words', () => {
    const html = render(<Page view={sampleView('zh', { notice: '记下了 <b>' })} title="需求" />);
    expect(html).toContain('<p class="notice" role="status">记下了 &lt;b></p>');
  });

  it('opens the desk only to whom it is open', () => {
    expect(render(<Page view={sampleView('zh', { who: worker })} title="需求" />)).toContain('href="/desk');
    const resident = { ...worker, desk: false };
    expect(render(<Page view={sampleView('zh', { who: resident })} title="需求" />)).not.toContain('href="/desk');
  });

  it('stands without a space and without a reader', () => {
    const html = render(<Page view={sampleView('zh', { space: null })} title="邻里" area="plain" />);
    expect(html).toContain('<title>邻里 · 邻里</title>');
    expect(html).not.toContain('undefined');
  });
});
