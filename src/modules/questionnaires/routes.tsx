import { fail } from '#kernel/result';
import { subjectPerson } from '#platform/scope';
import { type Context, get, idIn, type Route, type Shown } from '#platform/web';
import { QuestionnairePage, QuestionnairesPage } from './pages.tsx';
import { permissions } from './permissions.ts';
import { onRoll, questionnaire, questionnaires } from './queries.ts';
import { responseOf, results } from './queries-results.ts';
import { answerRoutes } from './routes-answer.tsx';
import { deskRoutes } from './routes-desk.tsx';
import { namesOf, placeOf } from './routes-parts.ts';

async function showOne(context: Context): Promise<Shown> {
  const { scope, view } = context;
  const of = await questionnaire(scope, idIn(context));
  if (of === null || of.number === null) return fail('questionnaires.not_found');
  const response = await responseOf(scope, of);
  const told = of.state === 'closed' ? await results(scope, of) : null;
  const own = await onRoll(scope, of.id, subjectPerson(scope) ?? '');
  const shown = { placeName: await placeOf(scope, of), names: await namesOf(scope, response, told) };
  return <QuestionnairePage {...{ view, of, response, results: told, own, ...shown }} />;
}

/** Everything of this room. */
export const routes: readonly Route[] = [
  get('/s/:space/questionnaires', {
    permission: permissions.look,
    cached: true,
    show: async ({ scope, view }) => (
      <QuestionnairesPage view={view} all={await questionnaires(scope, { announced: true })} />
    ),
  }),
  get('/s/:space/questionnaires/:id', { permission: permissions.look, show: showOne, cached: true }),
  ...answerRoutes,
  ...deskRoutes,
];
