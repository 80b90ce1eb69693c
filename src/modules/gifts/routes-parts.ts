import { isId } from '#kernel/ids';
import { funds } from '#modules/funds';
import { organisationOptions } from '#modules/organisations';
import { person } from '#modules/people';
import type { Context } from '#platform/web';
import type { Choices } from './pages-forms.tsx';

/** What a form of the desk offers: open funds, organisations, and the person it was opened for (`?person=`). */
export async function choicesFor(context: Context): Promise<Choices> {
  const { scope, url } = context;
  const wanted = url.searchParams.get('person') ?? '';
  const known = isId(wanted) ? await person(scope, wanted) : null;
  return {
    funds: (await funds(scope))
      .filter((one) => one.state === 'open')
      .map((one) => ({ value: one.id, label: one.name })),
    organisations: await organisationOptions(scope),
    ...(known === null ? {} : { person: { id: known.id, name: known.name } }),
  };
}

/** The id in the path, when it is one. */
export function idIn(context: Context): string {
  const id = context.params['id'] ?? '';
  return isId(id) ? id : '';
}

/** The body of a form with the id of its path. */
export const withId = (context: Context, body: Readonly<Record<string, unknown>>) => ({
  ...body,
  id: context.params['id'],
});
