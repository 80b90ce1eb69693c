/**
 * The box on this phone in which visits wait to be sent: locked with a key that the browser keeps and gives to nobody,
 * one for each person who signs in here. What one person wrote no other sign-in can open.
 */

/** A visit as it was typed. */
export interface Written {
  readonly fields: readonly (readonly [string, string])[];
  readonly photo: { readonly name: string; readonly type: string; readonly bytes: ArrayBuffer } | null;
}

/** A visit as it waits. */
export interface Locked {
  /** The idempotency key with which it is sent, however often. */
  readonly key: string;
  readonly space: string;
  readonly owner: string;
  readonly at: string;
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly sealed: ArrayBuffer;
  /** Why the server did not take it, where it said so. */
  readonly refused?: string;
}

function answerOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('the box can not be opened'));
  });
}

function openBox(): Promise<IDBDatabase> {
  const request = indexedDB.open('linli-diary', 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore('keys');
    request.result.createObjectStore('waiting', { keyPath: 'key' });
  };
  return answerOf(request);
}

/** Runs on one store and waits until what it did is on the disk. */
async function inStore<T>(
  name: 'keys' | 'waiting',
  mode: IDBTransactionMode,
  act: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const box = await openBox();
  try {
    const transaction = box.transaction(name, mode);
    const done = new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error ?? new Error('the box is full'));
    });
    const value = await answerOf(act(transaction.objectStore(name)));
    await done;
    return value;
  } finally {
    box.close();
  }
}

async function keyOf(owner: string): Promise<CryptoKey> {
  const known: unknown = await inStore('keys', 'readonly', (store) => store.get(owner));
  if (known instanceof CryptoKey) return known;
  // Not extractable: no script, ours included, ever sees its bytes.
  const made = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
  await inStore('keys', 'readwrite', (store) => store.put(made, owner));
  return made;
}

function boundTo(space: string, owner: string, key: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(`${space}/${owner}/${key}`);
}

/** Text and photo as one row of bytes: how long the text is, the text, the photo. */
function pack(written: Written): ArrayBuffer {
  const { photo } = written;
  const head = { fields: written.fields, photo: photo === null ? null : { name: photo.name, type: photo.type } };
  const text = new TextEncoder().encode(JSON.stringify(head));
  const bytes = new Uint8Array(4 + text.length + (photo?.bytes.byteLength ?? 0));
  new DataView(bytes.buffer).setUint32(0, text.length);
  bytes.set(text, 4);
  if (photo !== null) bytes.set(new Uint8Array(photo.bytes), 4 + text.length);
  return bytes.buffer;
}

function unpack(bytes: ArrayBuffer): Written {
  const length = new DataView(bytes).getUint32(0);
  // Only `pack` wrote it, and the seal says that nobody changed it since.
  const head = JSON.parse(new TextDecoder().decode(new Uint8Array(bytes, 4, length))) as Written;
  const photo = head.photo === null ? null : { ...head.photo, bytes: bytes.slice(4 + length) };
  return { fields: head.fields, photo };
}

/** Locks a visit away; it is on the disk when this returns. */
export async function lockAway(
  of: { readonly key: string; readonly space: string; readonly owner: string; readonly at: string },
  written: Written,
): Promise<Locked> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const additionalData = boundTo(of.space, of.owner, of.key);
  const key = await keyOf(of.owner);
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData }, key, pack(written));
  const locked: Locked = { ...of, iv, sealed };
  await inStore('waiting', 'readwrite', (store) => store.put(locked));
  return locked;
}

/** Opens what waits, under the sign-in it was written under. */
export async function unlock(locked: Locked): Promise<Written> {
  const additionalData = boundTo(locked.space, locked.owner, locked.key);
  const key = await keyOf(locked.owner);
  return unpack(await crypto.subtle.decrypt({ name: 'AES-GCM', iv: locked.iv, additionalData }, key, locked.sealed));
}

/** All that waits on this phone, the oldest first. */
export async function waiting(): Promise<Locked[]> {
  // Only `lockAway` and `markRefused` write here.
  const all = (await inStore('waiting', 'readonly', (store) => store.getAll())) as Locked[];
  return all.sort((one, other) => (one.at < other.at ? -1 : 1));
}

/** Wipes one that arrived, or that its writer does not want to send. */
export async function wipe(key: string): Promise<void> {
  await inStore('waiting', 'readwrite', (store) => store.delete(key));
}

/** Remembers what the server said against one. */
export async function markRefused(locked: Locked, refused: string): Promise<void> {
  await inStore('waiting', 'readwrite', (store) => store.put({ ...locked, refused }));
}
