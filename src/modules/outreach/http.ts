import type { Room } from '#platform/web';
import { en } from './en.ts';
import { errors } from './errors.ts';
import { jobs } from './jobs.ts';
import { routes } from './routes.tsx';
import { deskRoutes } from './routes-desk.tsx';
import { zh } from './zh.ts';

/** The room of outreach as the server sees it. */
export const room: Room = {
  name: 'outreach',
  routes: [...routes, ...deskRoutes],
  errors,
  sentences: { zh: zh.errors, en: en.errors },
  notices: { zh: zh.notices, en: en.notices },
  jobs,
};
