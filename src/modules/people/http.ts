import type { Room } from '#platform/web';
import { en } from './en.ts';
import { errors } from './errors.ts';
import { jobs } from './jobs.ts';
import { cardRoutes } from './routes-cards.tsx';
import { deskRoutes } from './routes-desk.tsx';
import { mandateRoutes } from './routes-mandates.tsx';
import { meRoutes } from './routes-me.tsx';
import { mineRoutes } from './routes-mine.tsx';
import { signInRoutes } from './routes-sign-in.tsx';
import { zh } from './zh.ts';

/** People, as `app/` sees them. `/me` itself comes before `/me/:space`, which would swallow its pages. */
export const room: Room = {
  name: 'people',
  routes: [...signInRoutes, ...meRoutes, ...mineRoutes, ...cardRoutes, ...deskRoutes, ...mandateRoutes],
  errors,
  sentences: { zh: zh.errors, en: en.errors },
  notices: { zh: zh.notices, en: en.notices },
  jobs,
};
