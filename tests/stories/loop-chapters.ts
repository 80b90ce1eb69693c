import type { Choices, Story } from './loop.ts';
import { activityHeld, activityOpened, activitySettled, invited, loopSeen, signedUp } from './loop-activity.ts';
import { grantDecided, moneyHeld, serviceAdmitted } from './loop-decide.ts';
import { bankGifts, cashAndGoods, fundOpened, shareKept } from './loop-fund.ts';
import { matchesFound, resourcesOffered, resourcesOpened, tapMended, wheelchairLent } from './loop-match.ts';
import { progressReported, projectPaid } from './loop-pay.ts';
import { projectDrafted, projectHandedIn } from './loop-project.ts';
import { changeAnswered, projectClosed, servedSay, speakerSays } from './loop-results.ts';
import { booksHold, fromGiftToGoods, listsLinked, wholePathSeen, wordsByConsent } from './loop-trace.ts';
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
    ...{ title: '柳巷助餐', asked: '10,600.00' },
    lines: [
      { title: '餐盒和保温箱', quantity: '200', price: '12.50', source: 'fund' },
      { title: '米面油', quantity: '6', price: '1350', source: 'fund' },
      { title: '送餐的脚力', quantity: '1', price: '500', source: 'own' },
    ],
  },
  payments: ['2500', '8,000'],
  activity: { title: '井边包饺子', budget: '300', hours: ['2', '1.5'], together: '3 小时 30 分钟' },
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
    ...{ title: '上楼的热饭和菜篮', asked: '7,203.33' },
    lines: [
      { title: '爬楼车', quantity: '3', price: '1234.56', source: 'fund' },
      { title: '餐费', quantity: '35', price: '99.99', source: 'fund' },
      { title: '志愿者饮水', quantity: '7', price: '8.80', source: 'other' },
    ],
  },
  payments: ['3703.68', '3000.01'],
  activity: { title: '五楼歇脚茶', budget: '299.99', hours: ['1', '0.5'], together: '1 小时 30 分钟' },
  declines: true,
};

/** The nine steps in order. */
export const chapters: readonly Chapter[] = [
  {
    name: 'F053 words come in, are answered with a day that is moved with a reason and kept [/s/:space/say, /s/:space/promises, /me/:space/voice]',
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
    name: 'a firm, a neighbour and a shop offer what they have [/s/:space/help/offer, /me/:space/resources]',
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
    name: 'what fits is named with reasons, what does not is left out with its reason [/desk/:space/needs/:id/matches]',
    tell: matchesFound,
  },
  {
    name: 'an offer to a stranger’s home: both agree, handed over, confirmed [/me/:space/matches, /desk/:space/matches/:id]',
    tell: tapMended,
  },
  {
    name: 'F014 F138 what no resource covers becomes a project, not handed in without five parts, budget and fund [/desk/:space/projects/:id]',
    tell: projectDrafted,
  },
  {
    name: 'F033 a fund takes no income before a host charity keeps it by agreement [/desk/:space/funds/:id, /s/:space/fund]',
    tell: fundOpened,
  },
  { name: 'gifts over the bank, one without a name, one taken back [/desk/:space/gifts/:id]', tell: bankGifts },
  { name: 'cash is counted by two people, goods go to the shelf [/desk/:space/gifts/:id]', tell: cashAndGoods },
  {
    name: 'a merchant promises a share and keeps it, another promise is let go [/desk/:space/pledges/:id, /s/:space/ledger]',
    tell: shareKept,
  },
  { name: 'the project is handed in and public [/s/:space/projects/:id]', tell: projectHandedIn },
  {
    name: 'F085 a new service goes to both committees and then to the council, in that order [/desk/:space/decisions/:id]',
    tell: serviceAdmitted,
  },
  {
    name: 'F040 the committee decides under the rule in force: quorum, majority, a recused member, publication, an objection answered, the host [/s/:space/decisions/:id, /desk/:space/decisions/:id]',
    tell: grantDecided,
  },
  { name: 'what was granted is set aside [/desk/:space/projects/:id, /s/:space/fund]', tell: moneyHeld },
  {
    name: 'a payment is asked for, approved by two different people, paid, recorded with its receipt [/desk/:space/payments/:id, /s/:space/payments/:id]',
    tell: projectPaid,
  },
  {
    name: 'F133 progress with photos of people who agreed; done [/desk/:space/projects/:id, /s/:space/projects/:id]',
    tell: progressReported,
  },
  { name: 'the one who spoke says with the slip alone what came of it [/s/:space/verdict/:code]', tell: speakerSays },
  {
    name: 'those served say it too; “not solved” opens the need again [/me/:space/verdicts/:kind/:id]',
    tell: servedSay,
  },
  {
    name: 'F049 F068 a proposed change is answered in public, the next version cites it, the writer is told [/desk/:space/changes/:id, /s/:space/results, /me/:space/messages]',
    tell: changeAnswered,
  },
  { name: 'the project is closed with what was learned [/desk/:space/projects/:id]', tell: projectClosed },
  { name: 'one who was served is invited to lead [/me/:space/invitations]', tell: invited },
  { name: 'F135 a small activity with money from a micro-fund [/me/:space/activities/new]', tell: activityOpened },
  { name: 'neighbours sign up, come, help, change their minds [/s/:space/activities/:id]', tell: signedUp },
  { name: 'who came and how long helpers served, hours never in yuan [/me/:space/activities/:id]', tell: activityHeld },
  {
    name: 'what it cost is paid under the same rules, the rest goes back [/me/:space/activities/:id]',
    tell: activitySettled,
  },
  {
    name: 'F136 F137 who brought whom, and the share of those served who give back [/s/:space/loop, /desk/:space/loop]',
    tell: loopSeen,
  },
  {
    name: 'original words only while their speaker wishes it [/s/:space/trace/:kind/:of, /me/:space/voice]',
    tell: wordsByConsent,
  },
  {
    name: 'the whole path in public: every amount, vote, hour and day [/s/:space/trace/:kind/:of]',
    tell: wholePathSeen,
  },
  {
    name: 'F013 F014 the lists of needs and projects lead to each other, spent beside budget [/s/:space/projects, /s/:space/needs/:id]',
    tell: listsLinked,
  },
  {
    name: 'F039 F040 from a gift one reaches what it bought, the decision with votes and recusals, and the rule it cites [/s/:space/gifts/:code, /s/:space/rules/:id]',
    tell: fromGiftToGoods,
  },
  { name: 'the books are whole, as a treasurer reads them', tell: booksHold },
];
