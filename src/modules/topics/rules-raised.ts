import type { Fault } from '#kernel/result';
import { type Body, type Level, levels } from '#modules/bodies';
import type { Raised } from './schema-raised.ts';

/** How high a level is, from the community upwards. */
export function levelOrder(level: Level): number {
  return levels.indexOf(level);
}

/** Why a matter may not go to a group, or null: the group is at work, and stands higher than where the matter lies. */
export function groupRefusal(to: Body | null, from: Level): Fault | null {
  if (to?.state !== 'active') return { code: 'topics.group_unknown', field: 'body' };
  return levelOrder(to.level) > levelOrder(from) ? null : { code: 'topics.not_higher', field: 'body' };
}

/** Why a step may not be taken now, or null. */
export function raisedRefusal(of: Raised, states: readonly Raised['state'][]): Fault | null {
  return states.includes(of.state) ? null : { code: 'topics.raised_elsewhere', params: { state: of.state } };
}
