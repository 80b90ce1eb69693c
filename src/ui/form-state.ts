/** What came back from a refused form: every value as typed, and a sentence for each field that needs another look. */
export interface FormState {
  /** Name of the form that was sent, so that a page with several shows the errors at the right one. */
  readonly form: string;
  readonly values: Readonly<Record<string, string | readonly string[]>>;
  /** Field → sentence; the key "" is about the form as a whole. */
  readonly errors: Readonly<Record<string, string>>;
}

/** The id a field's input carries, so that the error summary and other pages can lead to it. */
export function fieldId(form: string, name: string): string {
  return `${form}-${name}`.replace(/[^\w-]+/g, '-');
}
