import type { Room } from '#platform/web';
import { en } from './en.ts';
import { errors } from './errors.ts';
import { routes } from './routes.tsx';
import { dutyRoutes } from './routes-duties.tsx';
import { zh } from './zh.ts';

/** Dispatch as the server sees it. */
export const room: Room = {
  name: 'dispatch',
  routes: [...routes, ...dutyRoutes],
  errors,
  sentences: { zh: zh.errors, en: en.errors },
  notices: { zh: zh.notices, en: en.notices },
};
