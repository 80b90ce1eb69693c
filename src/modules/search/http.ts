import type { Room } from '#platform/web';
import { en } from './en.ts';
import { routes } from './routes.tsx';
import { zh } from './zh.ts';

/** Searching as the server sees it; nothing can go wrong that has a name of its own. */
export const room: Room = { name: 'search', routes, errors: {}, sentences: { zh: zh.errors, en: en.errors } };
