/** Where things that have a public page of their own live below `/s/:space`. */
const publicPages: Readonly<Record<string, string>> = {
  need: 'needs',
  resource: 'resources',
  project: 'projects',
  activity: 'activities',
  procedure: 'decisions',
  fund: 'funds',
  organisation: 'organisations',
};

/** The public page of a thing in a space; null where it has none. */
export function publicPage(root: string, kind: string | null, id: string | null): string | null {
  const folder = publicPages[kind ?? ''];
  return folder === undefined || id === null ? null : `${root}/${folder}/${id}`;
}
