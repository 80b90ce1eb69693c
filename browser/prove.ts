/**
 * The page of a proof: computes what the page says, from the very characters a reader sees, and says the outcome in
 * the page's own sentences. Nothing is asked of the server. RFC 6962 with the browser's own SHA-256.
 */
const text = (id: string): string => document.getElementById(id)?.textContent ?? '';
const result = document.getElementById('result');

const sha256 = async (bytes: Uint8Array): Promise<Uint8Array> =>
  new Uint8Array(await crypto.subtle.digest('SHA-256', new Uint8Array(bytes)));

const join = (...parts: Uint8Array[]): Uint8Array => {
  const joined = new Uint8Array(parts.reduce((sum, one) => sum + one.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
};

const fromHex = (hex: string): Uint8Array =>
  Uint8Array.from(hex.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
const fromBase64 = (encoded: string): Uint8Array => Uint8Array.from(atob(encoded), (letter) => letter.charCodeAt(0));
const same = (one: Uint8Array, other: Uint8Array): boolean =>
  one.length === other.length && one.every((byte, at) => byte === other[at]);

/** The root that leaf and steps lead to (RFC 9162, 2.1.3.2); null where there are too few or too many steps. */
async function rootOf(leaf: Uint8Array, index: number, size: number, steps: Uint8Array[]): Promise<Uint8Array | null> {
  let node = index;
  let last = size - 1;
  let hash = leaf;
  const half = (value: number): number => Math.trunc(value / 2);
  for (const step of steps) {
    if (last === 0) return null;
    if (node % 2 === 1 || node === last) {
      hash = await sha256(join(Uint8Array.of(1), step, hash));
      for (; node % 2 === 0 && node !== 0; node = half(node)) last = half(last);
    } else hash = await sha256(join(Uint8Array.of(1), hash, step));
    node = half(node);
    last = half(last);
  }
  return last === 0 ? hash : null;
}

/** Whether a key of the log signed the checkpoint; undefined where this browser has no Ed25519. */
async function signed(body: string, lines: string[], keys: string[]): Promise<boolean | undefined> {
  for (const key of keys) {
    const parts = splitKey(key);
    const line = lines.find((one) => one.startsWith(`\u2014 ${parts.name} `));
    if (line === undefined) continue;
    const bytes = fromBase64(line.split(' ')[2] ?? '');
    if (!same(bytes.slice(0, 4), fromHex(parts.id))) continue;
    try {
      const raw = fromBase64(parts.encoded).slice(1);
      const imported = await crypto.subtle.importKey('raw', raw, { name: 'Ed25519' }, false, ['verify']);
      return await crypto.subtle.verify('Ed25519', imported, bytes.slice(4), new TextEncoder().encode(body));
    } catch {
      return undefined;
    }
  }
  return false;
}

/** Base64 may hold a plus as well, so only the first two marks divide a key. */
function splitKey(key: string): { readonly name: string; readonly id: string; readonly encoded: string } {
  const parts = key.split('+');
  return { name: parts[0] ?? '', id: parts[1] ?? '', encoded: parts.slice(2).join('+') };
}

/** Compares with what this device saw of the log before, and remembers the longer one. */
function remembered(origin: string, size: number, root: string): 'first' | 'grown' | 'shrunk' {
  const key = `linli-log ${origin}`;
  try {
    // Written by ourselves, below.
    const known = JSON.parse(localStorage.getItem(key) ?? 'null') as { size: number; root: string } | null;
    if (known !== null && (known.size > size || (known.size === size && known.root !== root))) return 'shrunk';
    localStorage.setItem(key, JSON.stringify({ size, root }));
    return known === null ? 'first' : 'grown';
  } catch {
    // Storage may be forbidden; then there is nothing to compare with.
    return 'first';
  }
}

async function prove(said: HTMLElement): Promise<void> {
  const say = (word: string, good: boolean | null): void => {
    const line = document.createElement('p');
    line.className = good === null ? 'muted' : good ? 'in' : 'late';
    line.textContent = `${good === null ? '·' : good ? '✓' : '×'} ${said.dataset[word] ?? ''}`;
    said.append(line);
  };
  said.replaceChildren();
  const list = document.getElementById('steps');
  const steps = [...(list?.querySelectorAll('code') ?? [])].map((one) => fromHex(one.textContent ?? ''));
  const leaf = await sha256(join(Uint8Array.of(0), new TextEncoder().encode(text('leaf'))));
  say('leafRight', true);
  const note = text('checkpoint');
  const split = note.lastIndexOf('\n\n');
  const body = note.slice(0, split + 1);
  const lines = body.split('\n');
  const origin = lines[0] ?? '';
  const size = lines[1] ?? '';
  const root = lines[2] ?? '';
  const reached = await rootOf(leaf, Number(list?.dataset['index']), Number(size), steps);
  const right = reached !== null && same(reached, fromBase64(root));
  say(right ? 'rootRight' : 'rootWrong', right);
  const signature = await signed(body, note.slice(split + 2).split('\n'), text('keys').split('\n').reverse());
  if (signature === undefined) say('signatureUnknown', null);
  else say(signature ? 'signatureRight' : 'signatureWrong', signature);
  if (!right || signature === false) return;
  const seen = remembered(origin, Number(size), root);
  say(seen, seen !== 'shrunk');
}

if (result !== null && typeof crypto.subtle !== 'undefined')
  prove(result).catch((error: unknown) => {
    result.textContent = String(error);
  });
