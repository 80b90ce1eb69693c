import type { Room } from '#platform/web';
import { en } from './en.ts';
import { errors } from './errors.ts';
import { routes } from './routes.tsx';
import { deskRoutes } from './routes-desk.tsx';
import { zh } from './zh.ts';

/** Grids and the map as the server sees them. */
export const room: Room = {
  name: 'grids',
  routes: [...routes, ...deskRoutes],
  errors,
  sentences: { zh: zh.errors, en: en.errors },
  notices: { zh: zh.notices, en: en.notices },
};
