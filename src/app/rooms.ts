import { room as parameters } from '#http/parameters';
import { room as record } from '#http/record';
import type { Room } from '#platform/web';
import { shell } from './shell.ts';

/** Every room that answers requests or has jobs, on the floor it stands on. */
export const rooms: readonly Room[] = [shell, record, parameters];
