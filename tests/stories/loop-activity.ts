import { expect } from 'vitest';
import { addDays } from '#kernel/dates';
import { today } from '#platform/scope';
import { at, idIn, made, type Story } from './loop.ts';
import { askPayment, fakePicture, picture } from './loop-pay.ts';

/** One who was served is invited to lead, because of the need they stood behind; with declines they say no the first time. */
export async function invited(story: Story): Promise<void> {
  const { cast, choices } = story;
  await invite(story);
  const seat = at(story, cast.capable);
  await seat.open(`${story.me}/invitations`);
  if (choices.declines) {
    await seat.press('/answer', { decline: 'yes', words: '下个月再说' });
    seat.lacks('/answer');
    await invite(story);
    await seat.open(`${story.me}/invitations`);
  }
  await seat.press('/answer', { words: '好呀，我会包饺子' });
  expect(seat.page.url).toContain('/activities/new?invitation=');
}

async function invite(story: Story): Promise<void> {
  const { cast } = story;
  const worker = at(story, cast.worker);
  await worker.open(`${story.desk}/invitations/new?need=${made(story, 'need 0')}`);
  await worker.follow(new RegExp(`person=${cast.capable.personId}`));
  await worker.refused('/invitations/new', { purpose: 'lead', text: '' }, 'input.required');
  await worker.press('/invitations/new', { purpose: 'lead', text: '您包的饺子大家都爱吃，带大家包一次？' });
}

/** The committee decides about a small activity; `no` comes back to its leader. */
async function microVote(story: Story, choice: 'yes' | 'no'): Promise<void> {
  const { cast } = story;
  for (const member of [...Object.values(cast.members), cast.recused]) {
    const seat = at(story, member);
    await seat.open(`${story.desk}/decisions?state=running`);
    await seat.follow(/\/desk\/[^/]+\/decisions\/[0-9a-f-]{36}$/);
    await seat.press('/vote', { choice });
  }
  const secretary = at(story, cast.secretary);
  await secretary.open(`${story.desk}/decisions?state=running`);
  await secretary.follow(/\/desk\/[^/]+\/decisions\/[0-9a-f-]{36}$/);
  await secretary.press('/close');
}

/** A short form, a little money from the micro-fund: the committee votes, the host accepts, the leader opens it. */
export async function activityOpened(story: Story): Promise<void> {
  const { cast, choices } = story;
  const leader = at(story, cast.capable);
  const day = addDays(today(story.world.system), 20);
  const plan = {
    ...{ title: choices.activity.title, text: '一起动手，一起吃。', day, from_time: '14:00', until_time: '１６:30' },
    ...{ place_text: '井边空地', capacity: '1', risk: '小心烫，备好药箱', hazardous: '', fund: '院落微基金' },
    ...{ budget: choices.activity.budget, budget_text: '面粉、肉馅、纸碗' },
  };
  await leader.refused('/activities/new', { ...plan, risk: '' }, 'activities.risk_missing');
  await leader.refused('/activities/new', { ...plan, hazardous: 'yes' }, 'activities.insurance_missing');
  const ceiling = { code: 'activities.over_ceiling', params: { ceiling: '500.00' } };
  await leader.refused('/activities/new', { ...plan, budget: '500.01' }, ceiling);
  await leader.press('/activities/new', plan);
  const id = idIn(leader.page.url);
  story.made.set('activity', id);
  leader.lacks('/report', '/settle');
  await at(story, null).shut(`${story.open}/activities/${id}`, 'activities.not_found');
  const page = `${story.me}/activities/${id}`;
  if (choices.declines) {
    await microVote(story, 'no');
    await leader.open(page);
    await leader.press(`/enact/${decisionIn(leader.page.html)}`);
    await leader.follow(/\/edit$/);
    await leader.press('/edit', { text: '一起动手，一起吃；腿脚不便的先接来。' });
  }
  await microVote(story, 'yes');
  const finance = at(story, cast.finance);
  await finance.open(`${story.desk}/decisions?state=running`);
  await finance.follow(/\/desk\/[^/]+\/decisions\/[0-9a-f-]{36}$/);
  await finance.press('/host', { answer: 'accept' });
  await leader.open(page);
  await leader.press(`/enact/${decisionIn(leader.page.html)}`);
  leader.lacks('/settle');
  await at(story, null).open(`${story.open}/activities/${id}`);
}

function decisionIn(html: string): string {
  return /\/enact\/([0-9a-f-]{36})"/.exec(html)?.[1] ?? '';
}

/** Neighbours sign up; one changes from coming to helping and back out; two lend a hand. */
export async function signedUp(story: Story): Promise<void> {
  const { cast } = story;
  const page = `${story.open}/activities/${made(story, 'activity')}`;
  await at(story, null).open(page);
  at(story, null).lacks('/join');
  for (const helper of cast.helpers) {
    const seat = at(story, helper);
    await seat.open(page);
    await seat.press('/join', {}, { part: 'help' });
    await seat.press('/leave');
    await seat.press('/join', {}, { part: 'help' });
  }
  const guest = at(story, cast.objector);
  await guest.open(page);
  await guest.press('/join', {}, { part: 'join' });
  const late = at(story, cast.speaker);
  await late.open(page);
  expect(late.form('/join', { part: 'join' })).toBeNull();
  await late.forged(`${page}/join`, { part: 'join' }, { code: 'activities.full', params: { capacity: 1 } });
  const leader = at(story, cast.capable);
  await leader.open(`${story.me}/activities/${made(story, 'activity')}`);
  leader.lacks('/report');
  await leader.forged(`${leader.page.url}/report`, { result: '已经办了' }, 'activities.not_yet');
  await guest.shut(`${story.me}/activities/${made(story, 'activity')}`, 'activities.not_yours');
}

/** After it: who came, how long helpers served, a photo; hours are counted beside the money. */
export async function activityHeld(story: Story): Promise<void> {
  const { cast, choices } = story;
  story.world.clock.advance({ days: 21 });
  const leader = at(story, cast.capable);
  const page = `${story.me}/activities/${made(story, 'activity')}`;
  await leader.open(page);
  const controls = leader.form('/report')?.controls ?? [];
  const came = (name: string): string =>
    controls.find((control) => control.options.some((option) => option.label.includes(name)))?.name ?? '';
  const [first, second] = cast.helpers;
  const hours = Object.fromEntries(
    [first, second].flatMap((helper, place) => {
      const box = came(helper.name);
      return [
        [box, 'yes'],
        [box.replace('came_', 'minutes_'), choices.activity.hours[place] ?? ''],
      ];
    }),
  );
  const report = { ...hours, [came(cast.objector.name)]: 'yes', result: '包了三百个，五楼的也下来了。' };
  await leader.refused('/report', { ...report, photo: await picture('饺子.jpg') }, 'activities.photo_consent');
  await leader.refused('/report', { ...report, photo: fakePicture(), photo_consent: 'yes' }, 'files.not_an_image');
  await leader.press('/report', { ...report, photo: await picture('饺子.jpg'), photo_consent: 'yes' });
  const mine = await at(story, first).open(`${story.me}/activities`);
  expect(mine.text).toContain('小时');
  const open = await at(story, null).open(`${story.open}/activities/${made(story, 'activity')}`);
  expect(open.text).toContain('包了三百个');
  for (const name of [first.name, second.name, cast.objector.name]) expect(open.text).not.toContain(name);
}

/** What it cost is asked for by its leader, approved by two, paid; what is left goes back to the fund. */
export async function activitySettled(story: Story): Promise<void> {
  const { cast } = story;
  const page = `${story.me}/activities/${made(story, 'activity')}`;
  const asked = { from: page, payee: { payeeName: '方阿姨' }, amount: '268.5', whatFor: '面粉、肉馅、纸碗' };
  const payment = await askPayment(story, cast.capable, asked);
  const leader = at(story, cast.capable);
  await leader.open(page);
  await leader.refused('/settle', {}, { code: 'activities.payments_open', params: { count: 1 } });
  for (const who of [cast.treasurer, cast.treasurer2]) {
    const seat = at(story, who);
    await seat.open(payment);
    await seat.press('/approve');
  }
  const finance = at(story, cast.finance);
  await finance.open(payment);
  await finance.press('/pay', { bankReference: '付003' });
  await leader.open(page);
  await leader.press('/settle');
  leader.lacks('/settle');
}

/** Who brought whom, by name at the desk only, and the share of those served who give back (F137). */
export async function loopSeen(story: Story): Promise<void> {
  const { cast } = story;
  const page = await at(story, null).open(`${story.open}/loop`);
  expect(page.text).toContain('带来 3 人');
  for (const who of [cast.capable, ...cast.helpers, cast.objector]) expect(page.text).not.toContain(who.name);
  const desk = await at(story, cast.worker).open(`${story.desk}/loop`);
  const brought = [cast.capable, ...cast.helpers, cast.objector].map((who) => who.name);
  expect(desk.text).toMatch(
    new RegExp(`吴社工 带来 4 人 ${brought[0]} 受邀 · 带来 3 人 ${brought[1]}.*${brought[2]}.*${brought[3]}`),
  );
  expect(desk.text).toMatch(/受过帮助的 \d+ 人里，有 1 人后来也帮了别人/);
  expect(desk.text).toContain('后来带头办过活动 1 人');
}
