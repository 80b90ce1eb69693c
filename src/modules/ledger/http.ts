import type { Room } from '#platform/web';
import { en } from './en.ts';
import { errors } from './errors.ts';
import { jobs } from './jobs.ts';
import { routes } from './routes.tsx';
import { zh } from './zh.ts';

/** The ledger as the server sees it: the books themselves; what they are about, the rooms that use it show. */
export const room: Room = {
  name: 'ledger',
  routes,
  errors,
  sentences: { zh: zh.errors, en: en.errors },
  notices: { zh: zh.notices, en: en.notices },
  jobs,
};
