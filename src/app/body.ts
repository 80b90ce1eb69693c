import type { Body } from '#platform/web';

/** A form without files needs no more than this; texts themselves are limited in characters by their schemas. */
export const formBytes = 1024 * 1024;

/** What each request brought, so that a page after a failure can offer to send it once more. */
const received = new WeakMap<Request, Body>();

/** What a request brought: as read before, or read now; nothing when it can not be read. */
export async function broughtBy(request: Request): Promise<Body> {
  const known = received.get(request);
  if (known !== undefined) return known;
  if (request.method !== 'POST' || request.bodyUsed) return {};
  const body = await readBody(request, formBytes);
  return typeof body === 'string' ? {} : body;
}

/** What was typed beside a file that was too large, so that only the file has to be chosen again. */
const besideTooLarge = new WeakMap<Request, Body>();

/** The text fields of a request that `readBody` refused as too large, as far as they came before the file. */
export function typedBeside(request: Request): Body {
  return besideTooLarge.get(request) ?? {};
}

/** Why a body could not be read. */
export type BodyProblem = 'input.too_large' | 'input.unreadable';

/**
 * Reads what a form sent: text fields, repeated fields as arrays, files as bytes with their names. An empty field
 * is left out, so that "not filled in" looks the same from every browser.
 */
export async function readBody(request: Request, maxBytes: number): Promise<Body | BodyProblem> {
  const type = request.headers.get('content-type') ?? '';
  const bytes = await readAtMost(request, maxBytes);
  if (!bytes.whole) {
    besideTooLarge.set(request, textParts(bytes.read, type));
    return 'input.too_large';
  }
  try {
    const body = await collect(await new Response(bytes.read, { headers: { 'content-type': type } }).formData());
    received.set(request, body);
    return body;
  } catch {
    return 'input.unreadable';
  }
}

/** A browser shows the answer only when it could send everything; more than this many times the limit nobody waits for. */
const drainedTimes = 4;

interface Read {
  readonly read: Uint8Array<ArrayBuffer>;
  /** Whether that is all there was. */
  readonly whole: boolean;
}

async function readAtMost(request: Request, maxBytes: number): Promise<Read> {
  if (request.body === null) return { read: new Uint8Array(), whole: true };
  const announced = Number(request.headers.get('content-length') ?? '0');
  const parts: Uint8Array[] = [];
  let total = 0;
  if (announced <= maxBytes * drainedTimes)
    for await (const part of request.body) {
      total += part.byteLength;
      if (total > maxBytes * drainedTimes) break;
      if (total <= maxBytes) parts.push(part);
    }
  const whole = total <= maxBytes && announced <= maxBytes;
  return { read: new Uint8Array(Buffer.concat(parts)), whole };
}

/** The text fields among the whole parts of a form that was cut off; a part cut in two is left out. */
function textParts(bytes: Uint8Array, type: string): Body {
  const [, quoted, plain] = /boundary=(?:"([^"]+)"|([^;\s]+))/.exec(type) ?? [];
  const boundary = quoted ?? plain;
  if (boundary === undefined) return {};
  const found: Record<string, string | string[]> = {};
  const pieces = Buffer.from(bytes).toString('latin1').split(`--${boundary}`).slice(1, -1);
  for (const piece of pieces.slice(0, mostFields)) {
    const end = piece.indexOf('\r\n\r\n');
    const [, name] = /\r\ncontent-disposition: form-data; name="([^"\r\n]+)"\r\n/i.exec(piece.slice(0, end + 2)) ?? [];
    if (end < 0 || name === undefined || name === '__proto__') continue;
    const text = Buffer.from(piece.slice(end + 4, -2), 'latin1').toString('utf8');
    const before = found[name] ?? [];
    if (text !== '') found[name] = before.length === 0 ? text : [before, text].flat();
  }
  return found;
}

/** No form of ours asks for more; whoever sends more wants to keep the server busy. */
const mostFields = 5000;

/** In one pass: asking the form for each of its names again would take the square of their number. */
async function collect(data: FormData): Promise<Body> {
  const found = new Map<string, unknown[]>();
  let fields = 0;
  for (const [name, value] of data) {
    fields += 1;
    if (fields > mostFields) throw new Error('too many fields');
    // A name that would change what every object is, rather than add a field.
    if (name === '__proto__') continue;
    const values = found.get(name) ?? [];
    if (typeof value === 'string') {
      if (value !== '') values.push(value);
    } else if (value.size > 0) {
      values.push({ name: value.name, bytes: new Uint8Array(await value.arrayBuffer()) });
    }
    if (values.length > 0) found.set(name, values);
  }
  return Object.fromEntries([...found].map(([name, values]) => [name, values.length === 1 ? values[0] : values]));
}

/** What was typed, for showing the form again: text only, files have to be chosen again. */
export function typedValues(body: Body): Record<string, string | string[]> {
  const typed: Record<string, string | string[]> = {};
  for (const [name, value] of Object.entries(body)) {
    if (typeof value === 'string') typed[name] = value;
    else if (Array.isArray(value) && value.every((one) => typeof one === 'string')) typed[name] = value;
  }
  return typed;
}
