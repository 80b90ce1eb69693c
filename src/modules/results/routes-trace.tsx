import type { Route } from '#platform/web';

/** The public trace. */
export const traceRoutes: Route[] = [];
