import type { Words } from '#kernel/words';
import type { zh } from './zh-rates.ts';

/** Words of the rates by unit. */
export const en: Words<typeof zh> = {
  title: 'Answered, solved, satisfied: area by area',
  lede: 'How much was answered in time and solved in each area. Those who did not answer stay in the count.',
  formula:
    'Answered in time = answered within the limit ÷ (answered + overdue). Days kept = done by the promised day ÷ promises whose day has come. Said to be solved = “solved” ÷ everybody asked. Satisfied = “solved” and “partly” ÷ everybody asked, the silent included. Matters and needs both count; what staff wrote down from a call or paper is counted apart as well; petitions and imported cases do not count.',
  few: (least) => `Areas with fewer than ${least} are counted together as “the rest”, so that nobody is recognised.`,
  unit: 'Area',
  rest: 'the rest',
  elsewhere: 'no area written',
  response: 'Answered in time',
  kept: 'Days kept',
  solution: 'Said to be solved',
  satisfaction: 'Satisfied',
  not: 'Not solved',
  unanswered: 'No answer',
  own: 'In their own words',
  recorded: 'Written down by staff',
  due: 'Due',
  inTime: 'In time',
  promised: 'Promises due',
  keptCount: 'Kept by their day',
  asked: 'Asked',
  solved: 'Solved',
  partly: 'Partly',
  span: 'Span',
  spans: { month: 'last month', quarter: 'last three months', year: 'last year' },
  of: 'Of',
  ofs: { matter: 'matters', need: 'needs' },
  line: (part, whole, percent) => `${percent} (${part}/${whole})`,
  none: 'Nothing to count yet',
  noneWhy: 'Once there are limits, promised days or answers, they are counted area by area.',
  limits: 'See the limits',
  results: 'See what people say',
  promises: 'See the promises',
};
