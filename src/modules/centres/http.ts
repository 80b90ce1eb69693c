import type { Room } from '#platform/web';
import { en } from './en.ts';
import { errors } from './errors.ts';
import { routes } from './routes.tsx';
import { deskRoutes } from './routes-desk.tsx';
import { ownRoutes } from './routes-own.tsx';
import { zh } from './zh.ts';

/** The room of centres and hours as the server sees it. */
export const room: Room = {
  name: 'centres',
  routes: [...routes, ...deskRoutes, ...ownRoutes],
  errors,
  sentences: { zh: zh.errors, en: en.errors },
  notices: { zh: zh.notices, en: en.notices },
};
