import type { Room } from '#platform/web';
import { en } from './en.ts';
import { routes } from './routes.tsx';
import { zh } from './zh.ts';

/** The record room as the server sees it. */
export const room: Room = { name: 'record', routes, errors: {}, sentences: { zh: zh.errors, en: en.errors } };
