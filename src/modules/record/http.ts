import type { Room } from '#platform/web';
import { en } from './en.ts';
import { jobs } from './jobs.ts';
import { routes } from './routes.tsx';
import { fileRoutes } from './routes-files.ts';
import { zh } from './zh.ts';

/** The record room as the server sees it. */
export const room: Room = {
  name: 'record',
  routes: [...routes, ...fileRoutes],
  errors: {},
  sentences: { zh: zh.errors, en: en.errors },
  jobs,
};
