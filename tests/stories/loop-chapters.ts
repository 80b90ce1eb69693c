import type { Choices, Story } from './loop.ts';
import { matchesFound, resourcesOffered, resourcesOpened, tapMended, wheelchairLent } from './loop-match.ts';
import { mineToo, needsMade, solvedOnTheSpot, wordsComeIn } from './loop-words.ts';

/** One chapter; its name carries the rows that it proves and the page they live on. */
export interface Chapter {
  readonly name: string;
  readonly tell: (story: Story) => Promise<void>;
}

const meals = {
  said: '我一个人住，中午老是吃剩饭，腿脚又不好，食堂关了以后没地方去。',
  title: '独居老人中午吃不上热饭',
  summary: '腿脚不便的独居老人中午没有热饭，食堂停办以后没有别的去处。',
  quantity: '20',
  unit: '人',
} as const;

/** Everything goes well. */
export const plainTelling: Choices = {
  name: 'told plainly',
  needs: [meals],
  gifts: {
    ...{ bank: '30000', cash: '１２６.50', recount: '126.50', difference: '', anonymous: '88', share: '1200' },
    goods: '10',
  },
  project: {
    title: '柳巷助餐',
    lines: [
      { title: '餐盒和保温箱', quantity: '200', price: '12.50', source: 'fund' },
      { title: '米面油', quantity: '6', price: '1350', source: 'fund' },
      { title: '送餐的脚力', quantity: '1', price: '500', source: 'own' },
    ],
  },
  payments: ['2500', '8,000'],
  activity: { title: '井边包饺子', budget: '300', hours: ['2', '1.5'] },
  declines: false,
};

/** Everybody who can say no says it once; other amounts, two needs. */
export const tellingWithDeclines: Choices = {
  name: 'with declines, two needs and other amounts',
  needs: [
    { ...meals, quantity: '35' },
    {
      said: '楼上老两口天天自己拎菜，爬到五楼腿都软了，有没有人能帮着拎一拎？',
      title: '高楼层老人买菜拎不动',
      summary: '没有电梯的楼里，高楼层的老人买菜回家拎不上楼。',
      quantity: '12',
      unit: '户',
    },
  ],
  gifts: {
    ...{ bank: '1.2万', cash: '310', recount: '300', difference: '一张十元是旧币，退还了', anonymous: '0.01' },
    ...{ share: '666.66', goods: '3' },
  },
  project: {
    title: '上楼的热饭和菜篮',
    lines: [
      { title: '爬楼车', quantity: '3', price: '1234.56', source: 'fund' },
      { title: '餐费', quantity: '35', price: '99.99', source: 'fund' },
      { title: '志愿者饮水', quantity: '7', price: '8.80', source: 'other' },
    ],
  },
  payments: ['3703.68', '3000.01'],
  activity: { title: '五楼歇脚茶', budget: '299.99', hours: ['1', '0.5'] },
  declines: true,
};

/** The nine steps in order. */
export const chapters: readonly Chapter[] = [
  {
    name: 'F053 F171 words come in, are answered with a day that is moved with a reason and kept [/s/:space/say, /s/:space/promises, /me/:space/voice]',
    tell: wordsComeIn,
  },
  {
    name: 'solved on the spot in three taps, reopened with a reason and solved again [/desk/:space/matters]',
    tell: solvedOnTheSpot,
  },
  {
    name: 'F008 a need is made of the words, held back while it names a telephone, checked and numbered [/desk/:space/needs/:id]',
    tell: needsMade,
  },
  { name: 'mine too, from the page and from the desk, taken back and said again [/s/:space/needs/:id]', tell: mineToo },
  {
    name: 'F011 a firm, a neighbour and a shop offer what they have [/s/:space/help/offer, /me/:space/resources]',
    tell: resourcesOffered,
  },
  {
    name: 'offers are looked at, opened, refused with a reason, paused by their owner [/desk/:space/resources/:id]',
    tell: resourcesOpened,
  },
  {
    name: 'a wheelchair goes across the desk in one tap, comes back, goes again [/desk/:space/resources/:id]',
    tell: wheelchairLent,
  },
  {
    name: 'F015 what fits is named with reasons, what does not is left out with its reason [/desk/:space/needs/:id/matches]',
    tell: matchesFound,
  },
  {
    name: 'an offer to a stranger’s home: both agree, handed over, confirmed [/me/:space/matches, /desk/:space/matches/:id]',
    tell: tapMended,
  },
];
