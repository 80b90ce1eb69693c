import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';

const channel = 'linli_changed';

/** A number per space that grows with every change; cached public pages are keyed by it. */
export interface Versions {
  of(spaceId: string): number;
  /** Called after a commit: seen at once here, within a second in other processes. */
  changed(spaceId: string): void;
  /** Listens to the other processes; resolves when listening. Reconnects by itself. */
  listen(): Promise<void>;
  close(): Promise<void>;
}

/** How long after a broken connection the next one is tried. */
const patience = 300;
/** At most so often others are told: under many commands a notice each would cost nearly as much as they do. */
const pace = 100;

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

/** Tells and hears changes over one connection that comes back by itself. */
class SharedVersions implements Versions {
  readonly #connect: () => Promise<pg.Client>;
  readonly #onError: (error: Error) => void;
  readonly #versions = new Map<string, number>();
  readonly #told = new Set<string>();
  #client: pg.Client | null = null;
  #closed = false;
  /** Part of every version: grows when the connection breaks, and until it is back. */
  #missed = 0;
  #deaf = false;
  #waiting = false;
  #telling = false;

  constructor(connect: () => Promise<pg.Client>, onError: (error: Error) => void) {
    this.#connect = connect;
    this.#onError = onError;
  }

  of(spaceId: string): number {
    // What happens elsewhere is not heard now, so no two answers are alike and nothing kept is believed.
    if (this.#deaf) this.#missed += 1;
    return this.#missed + (this.#versions.get(spaceId) ?? 0);
  }

  changed(spaceId: string): void {
    this.#bump(spaceId);
    this.#told.add(spaceId);
    void this.#tell();
  }

  async listen(): Promise<void> {
    const made = await this.#connect();
    made.on('notification', (notice) => this.#bump(notice.payload ?? ''));
    made.on('error', (error) => {
      this.#client = null;
      this.#deaf = true;
      this.#missed += 1;
      this.#onError(error);
      this.#listenLater();
    });
    // A notice that a crash loses is no loss, since everything kept is gone then too: it does not wait for the disk.
    await made.query('set synchronous_commit = off');
    await made.query(`listen ${channel}`);
    this.#client = made;
    this.#deaf = false;
    void this.#tell();
  }

  async close(): Promise<void> {
    this.#closed = true;
    const client = this.#client;
    if (client === null) return;
    try {
      await this.#send(client);
    } catch (error) {
      this.#onError(asError(error));
    }
    await client.end();
  }

  #bump(spaceId: string): void {
    this.#versions.set(spaceId, (this.#versions.get(spaceId) ?? 0) + 1);
  }

  /** Tells at once, then gathers for a while what else changes. */
  async #tell(): Promise<void> {
    if (this.#telling) return;
    this.#telling = true;
    try {
      while (this.#told.size > 0 && this.#client !== null && !this.#closed) {
        await this.#send(this.#client);
        await pause(pace, undefined, { ref: false });
      }
    } catch (error) {
      if (!this.#closed) this.#onError(asError(error));
    } finally {
      this.#telling = false;
    }
  }

  async #send(client: pg.Client): Promise<void> {
    const spaces = [...this.#told];
    if (spaces.length === 0) return;
    this.#told.clear();
    try {
      await client.query('select pg_notify($1, unnest($2::text[]))', [channel, spaces]);
    } catch (error) {
      // Told again when the connection is back.
      for (const spaceId of spaces) this.#told.add(spaceId);
      throw error;
    }
  }

  #listenLater(): void {
    if (this.#closed || this.#waiting) return;
    this.#waiting = true;
    setTimeout(() => {
      this.#waiting = false;
      if (this.#closed) return;
      this.listen().catch((error) => {
        this.#onError(asError(error));
        this.#listenLater();
      });
    }, patience).unref();
  }
}

/**
 * Versions held in process and moved by LISTEN/NOTIFY. The notice is sent after the commit and not inside it:
 * a NOTIFY inside a transaction takes a lock on which every committing writer would queue.
 */
export function makeVersions(connect: () => Promise<pg.Client>, onError: (error: Error) => void): Versions {
  return new SharedVersions(connect, onError);
}
