import sharp from 'sharp';

export const widths = [360, 1280] as const;
export type Width = (typeof widths)[number];

/** One picture of one page, and what was seen to be wrong with it; no picture when the page never came. */
export interface Shot {
  role: string;
  width: Width;
  path: string;
  image: Buffer | null;
  faults: string[];
}

/** How twelve pages lie on a sheet: phones six to a row, desktops three; long pages are cut at the foot. */
const layouts = {
  360: { columns: 6, wide: 270, tall: 860 },
  1280: { columns: 3, wide: 560, tall: 660 },
} as const;
const perSheet = 12;
const gap = 16;
const captionHeight = 34;

/** All files by name: every page's own picture, and the sheets that show them side by side. */
export async function contactSheets(shots: Shot[]): Promise<Map<string, Buffer>> {
  const files = new Map<string, Buffer>();
  for (const shot of shots) if (shot.image) files.set(pictureName(shot), shot.image);
  const groups = Map.groupBy(shots, (shot) => `${safe(shot.role)}-${shot.width}`);
  for (const [group, all] of groups) {
    for (let from = 0; from < all.length; from += perSheet) {
      const number = String(from / perSheet + 1).padStart(2, '0');
      files.set(`sheet-${group}-${number}.png`, await sheet(all.slice(from, from + perSheet)));
    }
  }
  return files;
}

async function sheet(shots: Shot[]): Promise<Buffer> {
  const { columns, wide, tall } = layouts[shots[0]?.width ?? 360];
  const rows = Math.ceil(shots.length / columns);
  const size = { width: gap + columns * (wide + gap), height: gap + rows * (tall + captionHeight + gap) };
  const placed = await Promise.all(
    shots.map(async (shot, index) => {
      const left = gap + (index % columns) * (wide + gap);
      const top = gap + Math.floor(index / columns) * (tall + captionHeight + gap);
      const parts = [{ input: caption(shot, wide), left, top }];
      return shot.image
        ? [...parts, { input: await thumbnail(shot.image, wide, tall), left, top: top + captionHeight }]
        : parts;
    }),
  );
  return sharp({ create: { ...size, channels: 3, background: '#8c8578' } })
    .composite(placed.flat())
    .png({ compressionLevel: 9 })
    .toBuffer();
}

async function thumbnail(image: Buffer, wide: number, tall: number): Promise<Buffer> {
  const small = await sharp(image).resize({ width: wide }).png().toBuffer({ resolveWithObject: true });
  const height = Math.min(tall, small.info.height);
  return sharp(small.data).extract({ left: 0, top: 0, width: small.info.width, height }).png().toBuffer();
}

/** The address above each picture, and what is wrong with it on a second line. */
function caption(shot: Shot, wide: number): Buffer {
  const fit = Math.floor(wide / 6.6);
  const line = (text: string, y: number, colour: string) =>
    `<text x="2" y="${y}" font-family="monospace" font-size="11" fill="${colour}">${escaped(text.slice(0, fit))}</text>`;
  const lines = [line(shot.path, 13, '#ffffff'), line(shot.faults.join('; '), 28, '#ffd9cf')];
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${wide}" height="${captionHeight}">${lines.join('')}</svg>`,
  );
}

/** A page to look at them all: the sheets first, then each picture in full. */
export function sheetsPage(shots: Shot[], files: string[]): string {
  const sheets = files.filter((name) => name.startsWith('sheet'));
  const list = sheets.map((name) => `<li><a href="${name}"><img src="${name}" alt="${name}"></a></li>`);
  const rows = shots.map(
    (shot) =>
      `<tr><td>${escaped(shot.role)}</td><td>${shot.width}</td><td>${shot.image ? `<a href="${pictureName(shot)}">${escaped(shot.path)}</a>` : escaped(shot.path)}</td><td>${escaped(shot.faults.join('; '))}</td></tr>`,
  );
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Linli: contact sheets</title>
<style>body{font:15px/1.5 sans-serif;margin:2rem}img{max-width:100%}li{list-style:none;margin:0 0 2rem}td{padding:.2rem 1rem .2rem 0;border-bottom:1px solid #ccc}</style>
<h1>Contact sheets</h1><ul>${list.join('')}</ul><table>${rows.join('')}</table></html>\n`;
}

const safe = (text: string) =>
  text
    .replaceAll(/[^a-z0-9]+/gi, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 80) || 'home';
const pictureName = (shot: Shot) => `${safe(shot.role)}-${shot.width}-${safe(shot.path)}.png`;
const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
