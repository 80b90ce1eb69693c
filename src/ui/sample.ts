import { type Lang, pick } from '#kernel/words';
import { designEn } from './en-design.ts';
import type { View } from './view.tsx';
import { designZh } from './zh-design.ts';

/** A view moved into the invented community of the style page, whoever looks. */
export function inSample(view: View): View {
  const { name, short, phone, address, hours, host } = pick(view.lang, { zh: designZh, en: designEn }).space;
  return {
    ...view,
    space: { slug: 'design', name, short, phone, address, counterHours: hours, hostName: host },
    who: null,
    notice: null,
  };
}

/** A reader of that community at a fixed moment, for the tests of the components. */
export function sampleView(lang: Lang = 'zh', more: Partial<View> = {}): View {
  const now = new Date('2026-11-22T02:00:00Z');
  const view = { lang, elder: false, now, url: '/s/design/needs', space: null, who: null, notice: null };
  return { ...inSample(view), ...more };
}
