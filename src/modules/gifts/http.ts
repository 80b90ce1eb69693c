import type { Room } from '#platform/web';
import { en } from './en.ts';
import { errors } from './errors.ts';
import { deskRoutes } from './routes-desk.tsx';
import { pledgeRoutes } from './routes-pledges.tsx';
import { publicRoutes } from './routes-public.tsx';
import { zh } from './zh.ts';

/** Gifts as the server sees them. */
export const room: Room = {
  name: 'gifts',
  routes: [...publicRoutes, ...deskRoutes, ...pledgeRoutes],
  errors,
  sentences: { zh: zh.errors, en: en.errors },
  notices: { zh: zh.notices, en: en.notices },
};
