import type { Room } from '#platform/web';
import { en } from './en.ts';
import { errors } from './errors.ts';
import { jobs } from './jobs.ts';
import { routes } from './routes.tsx';
import { planRoutes } from './routes-plan.tsx';
import { zh } from './zh.ts';

/** The room of matching as the server sees it. */
export const room: Room = {
  name: 'matching',
  routes: [...routes, ...planRoutes],
  errors,
  sentences: { zh: zh.errors, en: en.errors },
  notices: { zh: zh.notices, en: en.notices },
  jobs,
};
