import { spawnSync } from 'node:child_process';
import { createReadStream, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { type Browser, type BrowserContext, chromium } from 'playwright-core';

const require = createRequire(import.meta.url);

/**
 * Starts the Chromium that npm brought. Its own recommended arguments are left out on purpose: a single process
 * dies with the second context, and web security switched off would void every test of the same-origin check.
 */
export async function openBrowser(more: readonly string[] = []): Promise<Browser> {
  return chromium.launch({
    executablePath: await unpacked(),
    args: ['--no-sandbox', '--disable-gpu', '--font-render-hinting=none', ...more],
  });
}

/** A browser with a folder of its own, so that what it keeps is there after it was closed and opened again. */
export async function openProfile(
  folder: string,
  options: Parameters<typeof chromium.launchPersistentContext>[1] = {},
): Promise<BrowserContext> {
  return chromium.launchPersistentContext(folder, {
    ...options,
    executablePath: await unpacked(),
    args: ['--no-sandbox', '--disable-gpu', '--font-render-hinting=none'],
  });
}

/**
 * Unpacks once per user and version. Two runs may do so at the same moment, so each works in a folder of its own
 * and the first to finish gives it the common name.
 */
async function unpacked(): Promise<string> {
  const { version } = packageOf('@sparticuz/chromium');
  const home = join(tmpdir(), `linli-chromium-${version}-${userInfo().username}`);
  if (existsSync(join(home, 'chromium'))) return join(home, 'chromium');
  const unfinished = mkdtempSync(`${home}-`);
  const before = process.env['TMPDIR'];
  process.env['TMPDIR'] = unfinished;
  try {
    const { default: packed } = await import('@sparticuz/chromium');
    await packed.executablePath();
  } finally {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
  }
  try {
    renameSync(unfinished, home);
  } catch {
    // Another run was first.
    rmSync(unfinished, { recursive: true, force: true });
  }
  mkdirSync(home, { recursive: true });
  return join(home, 'chromium');
}

function packageOf(name: string): { folder: string; version: string } {
  let folder = dirname(require.resolve(name));
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder);
  const manifest: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const version =
    manifest !== null && typeof manifest === 'object' && 'version' in manifest ? String(manifest.version) : '';
  return { folder, version };
}

const fontPath = '/__test-fonts/';

/** Whether the machine can draw Chinese by itself; where nobody can say, it can not. */
function drawsChinese(): boolean {
  const { stdout } = spawnSync('fc-list', [':lang=zh', 'family'], { encoding: 'utf8' });
  return (stdout ?? '').trim() !== '';
}

/**
 * Gives pages Chinese glyphs on a machine that has none: the stylesheets of the site are answered with a web font
 * added under the names they already ask for, from the same origin, so the content security policy stays as it is.
 */
export async function withChineseGlyphs(context: BrowserContext): Promise<void> {
  if (drawsChinese()) return;
  const { folder } = packageOf('@fontsource-variable/noto-sans-sc');
  const faces = readFileSync(join(folder, 'index.css'), 'utf8').replaceAll('./files/', fontPath);
  const named = (family: string) => faces.replaceAll("'Noto Sans SC Variable'", `'${family}'`);
  const added = `${named('Noto Sans CJK SC')}\n${named('Noto Serif CJK SC')}`;
  await context.route(/\.css(\?|$)/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `${await response.text()}\n${added}` });
  });
  await context.route(`**${fontPath}*`, async (route) => {
    const name = new URL(route.request().url()).pathname.slice(fontPath.length);
    const chunks: Uint8Array[] = [];
    for await (const chunk of createReadStream(join(folder, 'files', name))) chunks.push(chunk);
    await route.fulfill({
      body: Buffer.concat(chunks),
      contentType: 'font/woff2',
      headers: { 'cache-control': 'max-age=3600' },
    });
  });
}

/** The demo as a browser meets it: one address, the people who may look, and the pages each of them has. */
export interface DemoWorld {
  readonly baseUrl: string;
  /** `cookie` is what a signed-in browser of this person sends; null for somebody without an account. */
  readonly roles: readonly { readonly name: string; readonly cookie: string | null }[];
  readonly pages: readonly { readonly role: string; readonly path: string }[];
  close(): Promise<void>;
}
