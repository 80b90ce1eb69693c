import { sessionFromRequest } from '#modules/people';
import type { SessionFinder } from './session.ts';

/** The session a cookie names, with the person it belongs to in this space. */
export const findSession: SessionFinder = (platform, request, spaceId) =>
  sessionFromRequest(platform, request, spaceId);
