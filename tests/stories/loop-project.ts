import { expect } from 'vitest';
import { at, idIn, type Line, made, type Story } from './loop.ts';
import { names } from './loop-cast.ts';

const parts = {
  goals: '让独居老人每天中午吃上热饭',
  content: '每天中午送餐上门，顺便看一眼人好不好',
  beneficiaries: '本社区腿脚不便的独居老人',
  plan: '三月试送一周，四月起每天送',
  evaluation: '每月问吃饭的人；数一数送了多少份',
} as const;

function budget(lines: readonly Line[]): Record<string, string> {
  return Object.fromEntries(
    lines.flatMap((line, row) => Object.entries(line).map(([part, value]) => [`lines.${row}.${part}`, value])),
  );
}

/** What no resource covers becomes a project; it is not handed in without its five parts and a budget (F138). */
export async function projectDrafted(story: Story): Promise<void> {
  const { cast, choices } = story;
  const worker = at(story, cast.worker);
  await worker.open(`${story.desk}/needs/${made(story, 'need 0')}/matches`);
  worker.lacks('/propose');
  await worker.open(`${story.desk}/needs/${made(story, 'need 0')}`);
  await worker.follow(/projects\/new\?need=/);
  const facts = { title: choices.project.title, kind: 'service', needs: choices.needs.map((need) => need.title) };
  await worker.press('/projects/new', { ...facts, goals: parts.goals });
  const id = idIn(worker.page.url);
  story.made.set('project', id);
  await at(story, null).shut(`${story.open}/projects/${id}`, 'projects.not_found');
  const missing = { code: 'projects.parts_missing', params: { parts: 'content,beneficiaries,plan,evaluation' } };
  await worker.refused('/submit', {}, missing);
  await worker.follow(/\/edit$/);
  await worker.press('/edit', { ...parts, provider: names.provider });
  await worker.refused('/submit', {}, 'projects.no_budget');
  await worker.follow(/\/edit$/);
  await worker.refused('/edit', { ...budget(choices.project.lines), 'lines.0.price': '一百' }, 'money.not_a_number');
  await worker.press('/edit', budget(choices.project.lines));
  await worker.refused('/submit', {}, 'projects.no_fund');
}

/** With an open fund it is handed in: numbered, public, its first procedure begun. */
export async function projectHandedIn(story: Story): Promise<void> {
  const worker = at(story, story.cast.worker);
  await worker.open(`${story.desk}/projects/${made(story, 'project')}`);
  await worker.follow(/\/edit$/);
  await worker.press('/edit', { fund: '柳巷社区慈善基金' });
  await worker.press('/submit');
  worker.lacks('/submit', '/withdraw');
  const page = await at(story, null).open(`${story.open}/projects/${made(story, 'project')}`);
  for (const part of Object.values(parts)) expect(page.text).toContain(part);
  for (const need of story.choices.needs) expect(page.text).toContain(need.title);
}
