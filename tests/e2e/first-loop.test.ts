import { expect, test } from 'vitest';
import { tellInBrowser } from './first-loop.ts';
import { PageCheck } from './hand-browser.ts';

const browser = await tellInBrowser(import.meta.url, true);

test('looking at a page finds what does not fit and what axe objects to', async () => {
  const look = new PageCheck(browser);
  const page = await browser.newPage({ viewport: { width: 360, height: 740 } });
  const html =
    '<html lang="zh"><title>墙</title><main><h1>墙</h1><img src="/no"><div style="width:500px">宽</div></main></html>';
  await page.setContent(html);
  await look.at(page, '/planted', html, true);
  await page.close();
  expect(look.problems.join('\n')).toMatch(/is 5\d\d wide[\s\S]*image-alt: img/);
});
