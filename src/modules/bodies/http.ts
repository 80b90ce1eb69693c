import type { Room } from '#platform/web';
import { en } from './en.ts';
import { seatsEn } from './en-seats.ts';
import { errors } from './errors.ts';
import { seatErrors } from './errors-seats.ts';
import { jobs } from './jobs.ts';
import { routes } from './routes.tsx';
import { zh } from './zh.ts';
import { seatsZh } from './zh-seats.ts';

/** Bodies as the server sees them. */
export const room: Room = {
  name: 'bodies',
  routes,
  errors: { ...errors, ...seatErrors },
  sentences: { zh: { ...zh.errors, ...seatsZh.errors }, en: { ...en.errors, ...seatsEn.errors } },
  notices: { zh: { ...zh.notices, ...seatsZh.notices }, en: { ...en.notices, ...seatsEn.notices } },
  jobs,
};
