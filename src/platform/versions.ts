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

/**
 * Versions held in process and moved by LISTEN/NOTIFY. The notice is sent after the commit and not inside it:
 * a NOTIFY inside a transaction takes a lock on which every committing writer would queue.
 */
export function makeVersions(connect: () => Promise<pg.Client>, onError: (error: Error) => void): Versions {
  const versions = new Map<string, number>();
  const bump = (spaceId: string): void => {
    versions.set(spaceId, (versions.get(spaceId) ?? 0) + 1);
  };
  let client: pg.Client | null = null;
  let closed = false;
  /** Part of every version: grows when the connection breaks, and until it is back. */
  let missed = 0;
  let deaf = false;
  let waiting = false;
  const told = new Set<string>();
  let telling = false;
  const tell = async (): Promise<void> => {
    if (telling) return;
    telling = true;
    let spaces: string[] = [];
    try {
      while (told.size > 0 && client !== null) {
        spaces = [...told];
        told.clear();
        await client.query('select pg_notify($1, unnest($2::text[]))', [channel, spaces]);
      }
    } catch (error) {
      // Told again when the connection is back.
      for (const spaceId of spaces) told.add(spaceId);
      onError(error instanceof Error ? error : new Error(String(error)));
    } finally {
      telling = false;
    }
  };
  const listen = async (): Promise<void> => {
    const made = await connect();
    made.on('notification', (notice) => bump(notice.payload ?? ''));
    made.on('error', (error) => {
      client = null;
      deaf = true;
      missed += 1;
      onError(error);
      listenLater();
    });
    await made.query(`listen ${channel}`);
    client = made;
    deaf = false;
    void tell();
  };
  const listenLater = (): void => {
    if (closed || waiting) return;
    waiting = true;
    setTimeout(() => {
      waiting = false;
      if (closed) return;
      listen().catch((error) => {
        onError(error instanceof Error ? error : new Error(String(error)));
        listenLater();
      });
    }, 300).unref();
  };
  return {
    of: (spaceId) => {
      // What happens elsewhere is not heard now, so no two answers are alike and nothing kept is believed.
      if (deaf) missed += 1;
      return missed + (versions.get(spaceId) ?? 0);
    },
    changed: (spaceId) => {
      bump(spaceId);
      told.add(spaceId);
      void tell();
    },
    listen,
    close: async () => {
      closed = true;
      await client?.end();
    },
  };
}
