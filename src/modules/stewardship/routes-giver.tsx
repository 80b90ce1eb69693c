import { isId, readShortCode } from '#kernel/ids';
import { fail } from '#kernel/result';
import { fund } from '#modules/funds';
import { giftByCode } from '#modules/gifts';
import { type Context, form, type Route, type Shown } from '#platform/web';
import type { FormState } from '#ui/form';
import { spaceRoot } from '#ui/view';
import { answerAsGiver } from './commands-giver.ts';
import { GiverPage } from './pages-giver.tsx';
import { wordsOf } from './pages-parts.tsx';
import { permissions } from './permissions.ts';
import { answersOf, move } from './queries.ts';

/** Asks for the code of the slip; with the right one, for the answer. */
async function showAnswer(context: Context, state: FormState | undefined): Promise<Shown> {
  const { scope, view, url, params, key } = context;
  const id = params['id'] ?? '';
  const known = isId(id) ? await move(scope, id) : null;
  if (known === null || known.kind !== 'repurpose') return fail('stewardship.not_found');
  const kept = state?.values['code'];
  const typed = (typeof kept === 'string' ? kept : (url.searchParams.get('code') ?? '')).trim().slice(0, 40);
  const given = typed === '' ? null : await giftByCode(scope, readShortCode(typed));
  const gift = given !== null && given.fundId === known.fundId && given.state === 'booked' ? given : null;
  const answers = gift === null ? [] : await answersOf(scope, known);
  const sentences = wordsOf(view.lang).errors;
  const wrong = sentences[given === null ? 'stewardship.code_unknown' : 'stewardship.gift_elsewhere'];
  const asked =
    typed !== '' && gift === null ? { form: 'code', values: { code: typed }, errors: { code: wrong } } : state;
  return (
    <GiverPage
      {...{ view, state: asked, keyValue: key, gift, code: gift?.lookCode ?? typed }}
      found={{
        ...{
          move: known,
          from: await fund(scope, known.fundId),
          decision: null,
          answers,
          objections: [],
          approvals: 0,
        },
        to: known.toFundId === null ? null : await fund(scope, known.toFundId),
      }}
      said={answers.find((one) => one.giftId === gift?.id)?.answer ?? null}
    />
  );
}

/** Givers answer for themselves. */
export const giverRoutes: readonly Route[] = [
  form('/s/:space/moves/:id/answer', {
    permission: permissions.look,
    ...{ name: 'own', command: answerAsGiver, show: showAnswer },
    input: (context, fields) => ({ ...fields, id: context.params['id'] ?? '' }),
    done: ({ view }, value) => `${spaceRoot(view)}/moves/${value.id}/answer?code=${value.code}&done=own_answered`,
  }),
];
