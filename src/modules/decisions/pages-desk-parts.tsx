import type { FormState } from '#ui/form';
import { deskRoot, type View } from '#ui/view';
import type { Procedure } from './schema.ts';

/** What a form on this page needs. */
export interface Part {
  readonly view: View;
  readonly item: Procedure;
  readonly state: FormState | undefined;
  readonly keyValue: string;
}

/** The address of a procedure at the desk. */
export function here(view: View, item: Procedure): string {
  return `${deskRoot(view)}/decisions/${item.id}`;
}
