import type { Room } from '#platform/web';
import { en } from './en.ts';
import { errors } from './errors.ts';
import { routes } from './routes.tsx';
import { frontRoutes } from './routes-front.tsx';
import { listRoutes } from './routes-lists.tsx';
import { typeRoutes } from './routes-types.tsx';
import { zh } from './zh.ts';

/** Places as the server sees them. */
export const room: Room = {
  name: 'places',
  routes: [...listRoutes, ...typeRoutes, ...routes, ...frontRoutes],
  errors,
  sentences: { zh: zh.errors, en: en.errors },
  notices: { zh: zh.notices, en: en.notices },
};
