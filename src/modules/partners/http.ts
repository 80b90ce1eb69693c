import type { Room } from '#platform/web';
import { en } from './en.ts';
import { assessingEn } from './en-assessing.ts';
import { errors } from './errors.ts';
import { jobs } from './jobs.ts';
import { publicRoutes } from './routes.tsx';
import { assessingRoutes } from './routes-assessing.tsx';
import { deskRoutes } from './routes-desk.tsx';
import { zh } from './zh.ts';
import { assessingZh } from './zh-assessing.ts';

/** Merchants' agreements as the server sees them. */
export const room: Room = {
  name: 'partners',
  routes: [...publicRoutes, ...deskRoutes, ...assessingRoutes],
  errors,
  sentences: { zh: { ...zh.errors, ...assessingZh.errors }, en: { ...en.errors, ...assessingEn.errors } },
  notices: { zh: { ...zh.notices, ...assessingZh.notices }, en: { ...en.notices, ...assessingEn.notices } },
  jobs,
};
