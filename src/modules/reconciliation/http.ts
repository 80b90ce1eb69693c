import type { Room } from '#platform/web';
import { en } from './en.ts';
import { errors } from './errors.ts';
import { jobs } from './jobs.ts';
import { fileRoutes } from './routes-files.tsx';
import { lineRoutes } from './routes-lines.tsx';
import { monthRoutes } from './routes-months.tsx';
import { zh } from './zh.ts';

/** The charity's desk as the server sees it. */
export const room: Room = {
  name: 'reconciliation',
  routes: [...monthRoutes, ...fileRoutes, ...lineRoutes],
  errors,
  sentences: { zh: zh.errors, en: en.errors },
  notices: { zh: zh.notices, en: en.notices },
  jobs,
};
