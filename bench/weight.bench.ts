import { join } from 'node:path';
import { onData } from '#tests/crash/village';
import { type Bench, type Figure, figureOf, kilobytes } from './figure.ts';
import { ask } from './load.ts';
import { serveLinli, temporaryFolder } from './processes.ts';
import { makeScene } from './scene.ts';

const mostScript = 10 * 1024;

/** Pages everybody sees first, by what follows `/s/:space`. */
const pages = ['', '/needs', '/say', '/help', '/give', '/fund', '/ledger', '/promises', '/about'] as const;

interface Weight {
  readonly html: number;
  readonly style: number;
  readonly script: number;
  /** As it travels to a browser that takes it packed. */
  readonly packed: number;
}

async function weigh(base: string, path: string): Promise<Weight> {
  let packed = 0;
  const fetched = async (address: string): Promise<Buffer> => {
    packed += (await ask(address, { 'accept-encoding': 'gzip, deflate, br' })).body.byteLength;
    return (await ask(address)).body;
  };
  const page = await fetched(base + path);
  const text = page.toString();
  const styles = [...text.matchAll(/<link[^>]+rel="stylesheet"[^>]*>/g)].map(([link]) => link);
  const scripts = [...text.matchAll(/<script[^>]*>/g)].map(([script]) => script);
  const load = async (element: string, attribute: 'href' | 'src'): Promise<Buffer> => {
    const address = new RegExp(` ${attribute}="([^"]+)"`).exec(element)?.[1];
    if (address === undefined) throw new Error(`${path}: ${element} stands in the page itself`);
    return fetched(new URL(address, base).href);
  };
  const style = await Promise.all(styles.map((link) => load(link, 'href')));
  const script = await Promise.all(scripts.map((one) => load(one, 'src')));
  const total = (parts: readonly Buffer[]): number => parts.reduce((sum, part) => sum + part.byteLength, 0);
  return {
    html: page.byteLength,
    style: total(style),
    script: total(script),
    packed,
  };
}

export const bench: Bench = {
  title: 'Weight of public pages',
  how: `What a phone loads the first time it opens a page: HTML, styles and script, no pictures, the whole also as the server sends it to a browser that takes it packed (pages with a form of one reader go out plain); the script against the ${kilobytes(mostScript)} that a public page may carry.`,
  run: async (): Promise<Figure[]> => {
    const data = join(temporaryFolder(), 'data');
    await onData(data, (platform) => makeScene(platform, 'liuxiang', 40));
    const linli = await serveLinli(data);
    const figures: Figure[] = [];
    for (const page of pages) {
      const { html, style, script, packed } = await weigh(linli.url, `/s/liuxiang${page}`);
      const rest = `HTML ${kilobytes(html)}, styles ${kilobytes(style)}, all of it on the wire ${kilobytes(packed)}`;
      figures.push(
        figureOf([{ ours: script, theirs: mostScript }], {
          ...{ what: `script of /s/:space${page} (${rest})`, against: 'what it may carry', unit: kilobytes },
          target: { most: 1 },
        }),
      );
    }
    await linli.stop();
    return figures;
  },
};
