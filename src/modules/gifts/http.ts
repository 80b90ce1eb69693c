import type { Room } from '#platform/web';
import { en } from './en.ts';
import { errors } from './errors.ts';
import { jobs } from './jobs.ts';
import { boxRoutes } from './routes-boxes.tsx';
import { deskRoutes } from './routes-desk.tsx';
import { listRoutes } from './routes-lists.tsx';
import { noticeRoutes } from './routes-notices.tsx';
import { pledgeRoutes } from './routes-pledges.tsx';
import { publicRoutes } from './routes-public.tsx';
import { receiptRoutes } from './routes-receipts.tsx';
import { traceRoutes } from './routes-trace.tsx';
import { zh } from './zh.ts';

/** Gifts as the server sees them. */
export const room: Room = {
  name: 'gifts',
  routes: [
    ...publicRoutes,
    ...traceRoutes,
    ...deskRoutes,
    ...pledgeRoutes,
    ...boxRoutes,
    ...noticeRoutes,
    ...listRoutes,
    ...receiptRoutes,
  ],
  errors,
  sentences: { zh: zh.errors, en: en.errors },
  notices: { zh: zh.notices, en: en.notices },
  jobs,
};
