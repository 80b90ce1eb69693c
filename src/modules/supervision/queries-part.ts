import { formatDate } from '#kernel/dates';
import type { Lang } from '#kernel/words';
import { pick } from '#kernel/words';
import type { Scope } from '#platform/scope';
import { today } from '#platform/scope';
import type { Heard } from '#ui/heard';
import { en } from './en.ts';
import { opinionsAbout, silentParties } from './queries.ts';
import type { Opinion, Watched } from './schema.ts';
import { zh } from './zh.ts';

/** Where the answer to an opinion stands, in words. */
export function answerText(lang: Lang, day: string, one: Opinion): string {
  const w = pick(lang, { zh, en }).list;
  if (one.answer !== null) return w.answered;
  if (one.dueOn === null) return w.notOwed;
  const due = formatDate(one.dueOn, lang);
  return one.dueOn < day ? w.late(due) : w.waiting(due);
}

/** What the supervisors said of one thing, and who has not, in words for its own page (F079). */
export async function heardOn(scope: Scope, of: Watched): Promise<Heard> {
  const words = pick(scope.lang, { zh, en });
  const [said, silent] = await Promise.all([opinionsAbout(scope, of.kind, [of.id]), silentParties(scope, [of])]);
  return {
    title: words.part.title,
    said: said.map((one) => ({
      id: one.id,
      text: one.text,
      note: `${one.bodyName} · ${words.stances[one.stance]} · ${answerText(scope.lang, today(scope), one)}`,
    })),
    silent:
      silent.length === 0
        ? null
        : words.part.silent(silent.map((one) => one.name).join(scope.lang === 'zh' ? '、' : ', ')),
    give: { kind: of.kind, id: of.id, label: words.part.give },
  };
}
