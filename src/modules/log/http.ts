import type { Room } from '#platform/web';
import { en } from './en.ts';
import { errors } from './errors.ts';
import { jobs } from './jobs.ts';
import { routes } from './routes.tsx';
import { fileRoutes } from './routes-files.ts';
import { zh } from './zh.ts';

/** The public log as the server sees it. */
export const room: Room = {
  name: 'log',
  routes: [...routes, ...fileRoutes],
  errors,
  sentences: { zh: zh.errors, en: en.errors },
  notices: { zh: zh.notices, en: en.notices },
  jobs,
};
