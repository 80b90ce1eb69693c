import type { Room } from '#platform/web';
import { en } from './en.ts';
import { errors } from './errors.ts';
import { routes } from './routes.tsx';
import { zh } from './zh.ts';

/** Mediation as the server sees it. */
export const room: Room = {
  name: 'mediation',
  routes,
  errors,
  sentences: { zh: zh.errors, en: en.errors },
  notices: { zh: zh.notices, en: en.notices },
};
