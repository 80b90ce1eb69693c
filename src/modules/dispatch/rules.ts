import type { DutyItem, RouteRule } from './schema.ts';

/** How closely a class of a rule fits the class of a matter: its own, or one above; 0 where it does not. */
function classFit(rule: string | null, own: string | null): number {
  if (rule === null) return 1;
  if (own === null) return 0;
  return own === rule || own.startsWith(`${rule}.`) ? 1 + rule.split('.').length : 0;
}

/**
 * The rule that answers for a matter: of those whose class and place fit, the one with the finest class, then with the
 * nearest place. `path` is the place of the matter and those it lies in, the nearest first.
 */
export function ruleFor(
  rules: readonly RouteRule[],
  classCode: string | null,
  path: readonly string[],
): RouteRule | null {
  const fitting = rules
    .map((rule) => {
      const at = rule.placeId === null ? path.length : path.indexOf(rule.placeId);
      return { rule, fit: classFit(rule.classCode, classCode), at };
    })
    .filter((one) => one.fit > 0 && one.at >= 0)
    .sort((one, other) => other.fit - one.fit || one.at - other.at);
  return fitting[0]?.rule ?? null;
}

/**
 * Why work cannot be accepted: what is not on the list of own and helped work needs no doing here, and what is on the
 * list of what the community is never given may not be (Beijing Regulations on handling complaints 2021, Art. 17).
 */
export function workRefusal(item: DutyItem | undefined): 'dispatch.not_on_list' | 'dispatch.never_here' | null {
  if (item === undefined) return 'dispatch.not_on_list';
  return item.kind === 'never' ? 'dispatch.never_here' : null;
}
