import type { MapTiles } from '#ui/map';
import type { Database } from './database.ts';
import type { Senders } from './senders.ts';
import type { Versions } from './versions.ts';

/** Writes one line of the server's own log; never personal data. */
export interface Log {
  info(detail: object, message: string): void;
  warn(detail: object, message: string): void;
  error(detail: object, message: string): void;
}

/** The outside of the house that a scope reaches: database, keys, files, senders, clock. One per process. */
export interface Platform {
  readonly database: Database;
  /** The folder data lives in; files below `files/`. */
  readonly dataDir: string;
  readonly keys: import('./crypto.ts').Keys;
  readonly log: Log;
  /** How mail and text messages leave; a channel nobody configured keeps its messages in the outbox. */
  readonly senders: Senders;
  /** Counts changes per space, for cached public pages. */
  readonly versions: Versions;
  /** The address people reach this server at, for links in messages and QR codes. */
  readonly baseUrl: string;
  /** Pictures of streets to put under maps; without them maps are drawn on plain paper. */
  readonly tiles?: MapTiles;
  now(): Date;
}
