import type { Room } from '#platform/web';
import { en } from './en.ts';
import { errors } from './errors.ts';
import { jobs } from './jobs.ts';
import { routes } from './routes.tsx';
import { zh } from './zh.ts';

/** Questionnaires as the server sees them. */
export const room: Room = {
  name: 'questionnaires',
  routes,
  errors,
  sentences: { zh: zh.errors, en: en.errors },
  notices: { zh: zh.notices, en: en.notices },
  jobs,
};
