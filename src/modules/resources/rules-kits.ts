/** One part of a kit as it is written down. */
export interface PartLine {
  readonly title: string;
  readonly pieces: number;
}

const mostParts = 30;
const mostPieces = 999;
const counted = /^(.*?)[\s×xX*]*([0-9]{1,4})$/u;

/**
 * Reads the parts of a kit, one a line: a name, and how many where it is more than one. Null where a line has no name, a
 * count is none, or there are too many.
 */
export function readParts(text: string): PartLine[] | null {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  if (lines.length > mostParts) return null;
  const parts: PartLine[] = [];
  for (const line of lines) {
    const [, before = '', count] = counted.exec(line) ?? [];
    const title = (count === undefined ? line : before).trim();
    const pieces = count === undefined ? 1 : Number(count);
    if (title === '' || [...title].length > 40 || /[<>]/.test(title) || pieces < 1 || pieces > mostPieces) return null;
    parts.push({ title, pieces });
  }
  return parts;
}

/** Parts as they are typed again into the form. */
export function partsTyped(parts: readonly PartLine[]): string {
  return parts.map((part) => `${part.title} ${part.pieces}`).join('\n');
}
