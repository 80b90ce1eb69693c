import type { Room } from '#platform/web';
import { en } from './en.ts';
import { participationEn } from './en-participation.ts';
import { errors } from './errors.ts';
import { jobs } from './jobs.ts';
import { routes } from './routes.tsx';
import { zh } from './zh.ts';
import { participationZh } from './zh-participation.ts';

/** Projects as the server sees them. */
export const room: Room = {
  name: 'projects',
  routes,
  errors: { ...errors, 'projects.stage_reason_missing': 422 },
  sentences: { zh: { ...zh.errors, ...participationZh.errors }, en: { ...en.errors, ...participationEn.errors } },
  notices: { zh: { ...zh.notices, ...participationZh.notices }, en: { ...en.notices, ...participationEn.notices } },
  jobs,
};
