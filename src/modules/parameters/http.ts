import type { Room } from '#platform/web';
import { en } from './en.ts';
import { errors } from './errors.ts';
import { routes } from './routes.tsx';
import { zh } from './zh.ts';

/** Parameters as the server sees them. */
export const room: Room = {
  name: 'parameters',
  routes,
  errors,
  sentences: { zh: zh.errors, en: en.errors },
  notices: { zh: zh.notices, en: en.notices },
};
