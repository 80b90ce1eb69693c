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
  const told = new Set<string>();
  let telling = false;
  const tell = async (): Promise<void> => {
    if (telling) return;
    telling = true;
    try {
      while (told.size > 0 && client !== null) {
        const spaces = [...told];
        told.clear();
        await client.query('select pg_notify($1, unnest($2::text[]))', [channel, spaces]);
      }
    } catch (error) {
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
      onError(error);
      // What was missed while cut off is unknown, so every cached page is taken as old.
      for (const spaceId of versions.keys()) bump(spaceId);
      if (!closed) setTimeout(() => void listen().catch(onError), 500).unref();
    });
    await made.query(`listen ${channel}`);
    client = made;
  };
  return {
    of: (spaceId) => versions.get(spaceId) ?? 0,
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
