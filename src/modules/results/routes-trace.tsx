import type { VNode } from 'preact';
import type { Result } from '#kernel/result';
import { fail, ok } from '#kernel/result';
import type { Context, Route } from '#platform/web';
import { get } from '#platform/web';
import { TracePage } from './pages-trace.tsx';
import { permissions } from './permissions.ts';
import { traceOf } from './queries-trace.ts';
import { type Trace, traceKinds } from './schema-trace.ts';

function aboutOf(trace: Trace): string {
  const numbers = [...trace.needs.map((need) => need.number), ...trace.projects.map((project) => project.number)];
  return numbers.filter((number) => number !== null).join(' · ');
}

async function showTrace({ scope, view, params }: Context): Promise<Result<VNode>> {
  const kind = traceKinds.find((one) => one === params['kind']);
  const trace = kind === undefined ? null : await traceOf(scope, kind, params['of'] ?? '');
  if (trace === null) return fail('results.trace_not_found');
  return ok(<TracePage view={view} trace={trace} about={aboutOf(trace)} />);
}

/** The public trace, from whatever stands on it. */
export const traceRoutes: Route[] = [
  get('/s/:space/trace/:kind/:of', { permission: permissions.look, show: showTrace, cached: true }),
];
