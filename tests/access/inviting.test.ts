import { afterAll, describe, expect, test } from 'vitest';
import { examplesOf } from '#tests/demo-examples';
import { openDemo } from '#tests/demo-world';
import { table } from './table.ts';

const demo = await openDemo();
afterAll(() => demo.close());

/** What invites to give: a way to the page that says how, to a designated platform, or to the charity's account. */
const invites = /href="\/s\/tonghua\/give"|https:\/\/platform\.example|清源慈善会账户/;

/** The page that says how to give, and all that tells of a campaign, invites whatever stands on it. */
const invitesTo = (path: string, text: string): boolean =>
  path.endsWith('/give') || path.includes('/campaigns') || invites.test(text);

const examples = await examplesOf(demo);
const addresses = await Promise.all(
  table
    .filter(({ method, path, who }) => method === 'GET' && path.startsWith('/s/') && who.includes('visitor'))
    .map(({ path }) => examples.address(path, null)),
);
await examples.close();
const paths = [...new Set(addresses.filter((one) => one !== undefined)), '/s/tonghua/help?with=money'];

/** The charity, its certificate, and how to look things up; the plan and the contact stand under their own words. */
const five = [/清源慈善会/, /慈募证字第 0358 号/, /募捐方案|Plan/, /联系方式/, /怎么查/];

describe('wherever giving is invited, the five items of Charity Law art. 25 stand', () => {
  test('F024 surfaces that invite are found: pages, poster and feed', async () => {
    const inviting: string[] = [];
    for (const path of paths) if (invitesTo(path, (await demo.get(null, path)).text)) inviting.push(path);
    const kinds = (part: string) => inviting.filter((path) => path.includes(part)).length;
    for (const part of ['/give', '/fund', '/campaigns', '/poster', '.atom'])
      expect(kinds(part), part).toBeGreaterThan(0);
  });

  test.each(paths)('F024 %s', async (path) => {
    const { text } = await demo.get(null, path);
    if (!invitesTo(path, text)) return;
    for (const item of five) expect(text, `${path} lacks ${item.source}`).toMatch(item);
  });
});
