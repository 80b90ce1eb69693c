import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BrowserContext } from 'playwright-core';
import { axeFindings } from '#tests/e2e/axe';
import { type DemoWorld, openBrowser, withChineseGlyphs } from '#tests/e2e/browser';
import { startDemo } from '#tests/e2e/world';
import { contactSheets, type Shot, sheetsPage, type Width, widths } from './screens-sheet.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const folder = join(root, '.reports/screens');

const help = `Contact sheets of every page per role, phone and desktop width, into .reports/screens.
  npm run screens                      all of them
  npm run screens -- --role worker     one role
  npm run screens -- --only /desk      pages whose address contains this
  npm run screens -- --view en.plain   in English; zh.elder and en.elder in large type
  npm run screens -- --axe             also says what axe finds`;

/** A page longer than this is cut in its picture; nobody looks further on a contact sheet. */
const tallest = 4_000;

/** Photographs pages one after another in one context, and writes down what can be seen to be wrong with them. */
async function photograph(
  context: BrowserContext,
  role: string,
  width: Width,
  { address, path, axe }: { readonly address: string; readonly path: string; readonly axe: boolean },
): Promise<Shot> {
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text().slice(0, 200)));
  page.on('pageerror', (error) => faults.push(error.message.slice(0, 200)));
  try {
    const response = await page.goto(address + path, { waitUntil: 'load' });
    const status = response?.status() ?? 0;
    if (status >= 400 || status === 0) faults.push(`status ${status}`);
    const landed = new URL(page.url()).pathname;
    if (landed !== path.split('?')[0]) faults.push(`led to ${landed}`);
    await page.evaluate(() => document.fonts.ready.then(() => null));
    const size = await page.evaluate(() => ({
      wide: document.documentElement.scrollWidth,
      tall: document.documentElement.scrollHeight,
    }));
    if (size.wide > width) faults.push(`${size.wide - width} px too wide`);
    if (axe) faults.push(...(await axeFindings(page)));
    const image = await page.screenshot({
      clip: { x: 0, y: 0, width, height: Math.min(size.tall, tallest) },
      fullPage: true,
    });
    return { role, width, path, image, faults };
  } catch (error) {
    return { role, width, path, image: null, faults: [...faults, String(error).slice(0, 200)] };
  } finally {
    await page.close();
  }
}

/** Every chosen page of one role at one width. */
async function roleAt(
  world: DemoWorld,
  role: DemoWorld['roles'][number],
  width: Width,
  open: OpenContext,
  { only, axe }: Wanted,
): Promise<Shot[]> {
  const context = await open(width, role.cookie);
  const shots: Shot[] = [];
  for (const { path } of world.pages.filter((page) => page.role === role.name && page.path.includes(only))) {
    shots.push(await photograph(context, role.name, width, { address: world.baseUrl, path, axe }));
    process.stdout.write('.');
  }
  await context.close();
  return shots;
}

/** Which pages are wanted, as whom, how they are viewed, and whether axe looks too. */
interface Wanted {
  readonly role: string | null;
  readonly only: string;
  readonly view: string | null;
  readonly axe: boolean;
}

type OpenContext = (width: Width, cookie: string | null) => Promise<BrowserContext>;

async function takeAll(world: DemoWorld, wanted: Wanted): Promise<Shot[]> {
  const browser = await openBrowser();
  const open: OpenContext = async (width, cookie) => {
    const context = await browser.newContext({
      viewport: { width, height: width < 600 ? 740 : 900 },
      locale: 'zh-CN',
      timezoneId: 'Asia/Shanghai',
      reducedMotion: 'reduce',
    });
    const view = wanted.view === null ? '' : `; linli_view=${wanted.view}`;
    const pairs = `${cookie ?? ''}${view}`.split(/;\s*/).filter((pair) => pair.includes('='));
    await context.addCookies(
      pairs.map((pair) => ({
        name: pair.slice(0, pair.indexOf('=')),
        value: pair.slice(pair.indexOf('=') + 1),
        url: world.baseUrl,
      })),
    );
    await withChineseGlyphs(context);
    return context;
  };
  const roles = world.roles.filter((role) => wanted.role === null || role.name === wanted.role);
  try {
    // Both widths of one role at a time: the pictures share the machine with the server they are taken of.
    const shots: Shot[] = [];
    for (const role of roles) {
      const both = await Promise.all(widths.map((width) => roleAt(world, role, width, open, wanted)));
      shots.push(...both.flat());
    }
    return shots;
  } finally {
    await browser.close();
  }
}

async function main(options: string[]): Promise<number> {
  const after = (name: string) => (options.includes(name) ? (options[options.indexOf(name) + 1] ?? '') : null);
  if (options.includes('--help')) console.log(help);
  if (options.includes('--help')) return 0;
  const world = await startDemo();
  try {
    const shots = await takeAll(world, {
      role: after('--role'),
      only: after('--only') ?? '',
      view: after('--view'),
      axe: options.includes('--axe'),
    });
    if (shots.length === 0) throw new Error(`no page was photographed: ${options.join(' ')}`);
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    const sheets = await contactSheets(shots);
    for (const [name, bytes] of sheets) await writeFile(join(folder, name), bytes);
    await writeFile(join(folder, 'index.html'), sheetsPage(shots, [...sheets.keys()]));
    const faulty = shots.filter((shot) => shot.faults.length > 0);
    console.log(
      `\n${shots.length} pictures on ${[...sheets.keys()].filter((name) => name.startsWith('sheet')).length} sheets: ${join(folder, 'index.html')}`,
    );
    for (const shot of faulty) console.log(`  ${shot.role} ${shot.width} ${shot.path}: ${shot.faults.join('; ')}`);
    return 0;
  } finally {
    await world.close();
  }
}

process.exitCode = await main(process.argv.slice(2));
