/** How deep the tree of classes goes: a family, its members, and theirs. */
const deepest = 3;

/** Why nothing can be added below a class; null when it can. */
export function classRefusal(
  parent: { readonly code: string; readonly retired_at: Date | null } | null,
): 'needs.class_unknown' | 'needs.class_retired' | 'needs.class_too_deep' | null {
  if (parent === null) return 'needs.class_unknown';
  if (parent.retired_at !== null) return 'needs.class_retired';
  return parent.code.split('.').length >= deepest ? 'needs.class_too_deep' : null;
}

/** Families stand a hundred apart and their members ten; what a space adds comes after the common ones of its parent. */
export function sortBelow(parent: { readonly code: string; readonly sort: number }): number {
  return parent.code.includes('.') ? parent.sort + 9 : parent.sort + 99;
}
