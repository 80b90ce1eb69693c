import type { Room } from '#platform/web';
import { en } from './en.ts';
import { errors } from './errors.ts';
import { jobs } from './jobs.ts';
import { publicRoutes } from './routes.tsx';
import { deskRoutes } from './routes-desk.tsx';
import { zh } from './zh.ts';

/** Campaigns as the server sees them. */
export const room: Room = {
  name: 'campaigns',
  routes: [...publicRoutes, ...deskRoutes],
  errors,
  sentences: { zh: zh.errors, en: en.errors },
  notices: { zh: zh.notices, en: en.notices },
  jobs,
};
