/**
 * A refusal as data: what went wrong, by code. The sentence a person reads is looked up by this code in the
 * language files of the room that raised it, so no command ever builds a sentence itself.
 */
export interface Fault {
  /** `room.reason`, for example `needs.not_found`. */
  readonly code: string;
  /** Name of the form field the refusal is about, when it is about one. */
  readonly field?: string;
  /** Values the sentence mentions; already formatted or plain numbers. */
  readonly params?: Readonly<Record<string, string | number>>;
}

/** The outcome of every command: a value, or the first refusal in the room's order of precedence. */
export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly fault: Fault };

/** A successful outcome. */
export function ok<T>(value: T): Result<T> {
  return { ok: true, value };
}

/** A refusal by code; `more` names the field and the values its sentence mentions. */
export function fail(code: string, more: Omit<Fault, 'code'> = {}): Result<never> {
  return { ok: false, fault: { code, ...more } };
}

/** The value of a result that must have succeeded; throws with the code otherwise. For tests, demo and jobs. */
export function must<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new Error(`refused: ${result.fault.code} ${JSON.stringify(result.fault)}`);
}
