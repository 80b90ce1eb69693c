import type { Room } from '#platform/web';
import { en } from './en.ts';
import { errors } from './errors.ts';
import { jobs } from './jobs.ts';
import { routes } from './routes.tsx';
import { calendarRoutes } from './routes-calendar.tsx';
import { deskRoutes } from './routes-desk.tsx';
import { lineRoutes } from './routes-lines.tsx';
import { mineRoutes } from './routes-mine.tsx';
import { zh } from './zh.ts';

/** The room of resources as the server sees it. */
export const room: Room = {
  name: 'resources',
  routes: [...routes, ...calendarRoutes, ...mineRoutes, ...lineRoutes, ...deskRoutes],
  errors,
  sentences: { zh: zh.errors, en: en.errors },
  notices: { zh: zh.notices, en: en.notices },
  jobs,
};
