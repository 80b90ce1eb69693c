import type { Room } from '#platform/web';
import { en } from './en.ts';
import { errors } from './errors.ts';
import { jobs } from './jobs.ts';
import { zh } from './zh.ts';

/** The ledger as the server sees it: no pages of its own, the rooms that use it show it. */
export const room: Room = {
  name: 'ledger',
  routes: [],
  errors,
  sentences: { zh: zh.errors, en: en.errors },
  jobs,
};
