import type { Room } from '#platform/web';
import { en } from './en.ts';
import { errors } from './errors.ts';
import { deskRoutes } from './routes-desk.tsx';
import { paymentRoutes } from './routes-payments.tsx';
import { publicRoutes } from './routes-public.tsx';
import { zh } from './zh.ts';

/** Funds as the server sees them. */
export const room: Room = {
  name: 'funds',
  routes: [...publicRoutes, ...deskRoutes, ...paymentRoutes],
  errors,
  sentences: { zh: zh.errors, en: en.errors },
  notices: { zh: zh.notices, en: en.notices },
};
