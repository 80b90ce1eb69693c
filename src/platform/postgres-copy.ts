import type { Readable } from 'node:stream';
import type pg from 'pg';

/** What the driver's connection can do for COPY; its published types leave it out. */
interface CopyConnection {
  query(text: string): void;
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
  sendCopyFail(reason: string): void;
  readonly stream: {
    pause(): void;
    resume(): void;
    readonly writableNeedDrain: boolean;
    once(event: 'drain', then: () => void): void;
  };
}

/** One COPY as the driver runs it: it hands over whatever the server sends to the query that is active. */
class Copy {
  readonly ended: Promise<void>;
  readonly #text: string;
  readonly #onData: (chunk: Buffer) => Promise<void> | null;
  readonly #source: Readable | null;
  readonly #resolve: () => void;
  readonly #reject: (error: Error) => void;
  #failed: Error | null = null;
  #writing: Promise<void> = Promise.resolve();

  constructor(text: string, onData: (chunk: Buffer) => Promise<void> | null, source: Readable | null) {
    this.#text = text;
    this.#onData = onData;
    this.#source = source;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.ended = promise;
    this.#resolve = resolve;
    this.#reject = reject;
  }

  submit(connection: unknown): void {
    // The driver passes its own connection; see above.
    (connection as CopyConnection).query(this.#text);
  }

  handleCopyData(message: { readonly chunk: Buffer }, connection: CopyConnection): void {
    const full = this.#onData(message.chunk);
    if (full === null) return;
    connection.stream.pause();
    this.#writing = full.then(() => connection.stream.resume());
  }

  handleCopyInResponse(connection: CopyConnection): void {
    void this.#send(connection);
  }

  handleRowDescription(): void {}
  handleDataRow(): void {}
  handleCommandComplete(): void {}

  handleError(error: Error): void {
    this.#failed = error;
  }

  handleReadyForQuery(): void {
    void this.#writing.then(() => (this.#failed === null ? this.#resolve() : this.#reject(this.#failed)));
  }

  async #send(connection: CopyConnection): Promise<void> {
    try {
      for await (const chunk of this.#source ?? []) {
        // A file without an encoding gives buffers.
        connection.sendCopyFromChunk(chunk as Buffer);
        if (connection.stream.writableNeedDrain) await new Promise<void>((go) => connection.stream.once('drain', go));
      }
      connection.endCopyFrom();
    } catch (error) {
      connection.sendCopyFail(error instanceof Error ? error.message : 'copy');
    }
  }
}

/** Runs `copy … to stdout`; `onData` may answer a promise to be waited for. */
export async function copyOut(
  client: pg.Client,
  text: string,
  onData: (chunk: Buffer) => Promise<void> | null,
): Promise<void> {
  const copy = new Copy(text, onData, null);
  client.query(copy);
  await copy.ended;
}

/** Runs `copy … from stdin` with what the source gives. */
export async function copyIn(client: pg.Client, text: string, source: Readable): Promise<void> {
  const copy = new Copy(text, () => null, source);
  client.query(copy);
  await copy.ended;
}
