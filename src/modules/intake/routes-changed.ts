import { activities, activity } from '#modules/activities';
import { needsById, openNeeds } from '#modules/needs';
import { isPublic, projectList, projectsById } from '#modules/projects';
import { topics } from '#modules/topics';
import type { Scope } from '#platform/scope';
import type { FieldOption } from '#ui/form';
import type { ChangedKind } from './schema.ts';

/** Something that changed because of what somebody said. */
export interface Changed {
  readonly kind: ChangedKind;
  readonly id: string;
}

/** How many of each kind are offered; what changed is usually of late. */
const mostOffered = 30;
const publicActivities = ['open', 'held', 'settled'] as const;

/** What an answer can say has changed: public needs, projects, topics and activities, the latest first. */
export async function changeOptions(
  scope: Scope,
  kinds: Readonly<Record<ChangedKind, string>>,
): Promise<FieldOption[]> {
  const page = { q: '', filters: {}, sort: null, page: 1, size: mostOffered };
  const [projects, needs, talked, done] = await Promise.all([
    projectList(scope, page, 'public'),
    openNeeds(scope, { limit: mostOffered }),
    topics(scope, { limit: mostOffered, offset: 0 }),
    activities(scope, { limit: mostOffered, states: publicActivities }),
  ]);
  const option =
    (kind: ChangedKind) =>
    ({ id, title }: { readonly id: string; readonly title: string }): FieldOption => ({
      value: `${kind}:${id}`,
      label: `${kinds[kind]} · ${title}`,
    });
  return [
    ...projects.rows.map(option('project')),
    ...needs.map(option('need')),
    ...talked.rows.map(option('topic')),
    ...done.map(option('activity')),
  ];
}

/** Titles of what changed, by `kind:id`; only what everybody may see. */
export async function changedTitles(scope: Scope, all: readonly Changed[]): Promise<ReadonlyMap<string, string>> {
  const ids = (kind: ChangedKind): string[] => all.filter((one) => one.kind === kind).map((one) => one.id);
  const [needs, projects] = await Promise.all([needsById(scope, ids('need')), projectsById(scope, ids('project'))]);
  const talked = ids('topic').length === 0 ? [] : (await topics(scope, { limit: 500, offset: 0 })).rows;
  const done = await Promise.all(ids('activity').map((id) => activity(scope, id)));
  return new Map([
    ...needs.filter((one) => one.state !== 'draft').map((one) => [`need:${one.id}`, one.title] as const),
    ...projects.filter(isPublic).map((one) => [`project:${one.id}`, one.title] as const),
    ...talked.map((one) => [`topic:${one.id}`, one.title] as const),
    ...done.flatMap((one) => (one === null ? [] : [[`activity:${one.id}`, one.title] as const])),
  ]);
}
