import { describe, expect, test } from 'vitest';
import { must } from '#kernel/result';
import { writeDown } from '#modules/intake';
import { checkNeed, draftNeed } from '#modules/needs';
import { registerOrganisation } from '#modules/organisations';
import { makeWorld } from '#tests/world';

const world = await makeWorld(import.meta.url);
const worker = await world.person('何小满', ['worker']);
const admin = await world.person('姚主任', ['admin']);
const overseer = await world.person('韩小满', ['overseer']);
const finance = await world.person('许小满', ['finance'], { secondFactor: false });
const neighbour = await world.person('沈小满');
const open = '/s/liuxiang/search';
const desk = '/desk/liuxiang/find';

/** The page without its marks, as a reader takes it in. */
const read = (text: string): string => text.replace(/<\/?mark>/g, '');
const ask = (path: string, q: string, more = '') => `${path}?q=${encodeURIComponent(q)}${more}`;

async function need(title: string, publish = true): Promise<string> {
  const facts = { title, summary: '大家都用得上。', class_code: 'culture', quantity: '1', unit: '次' };
  const { id } = must(await draftNeed(worker.scope, { ...facts, urgency: 'normal' }));
  if (publish) must(await checkNeed(admin.scope, { id }));
  return id;
}

describe('at the desk', () => {
  test('one word finds people, words and organisations, each with its page and its list [/desk/:space/find]', async () => {
    const matter = must(
      await writeDown(worker.scope, { words: '小满家的灯不亮', channel: 'phone', person: neighbour.personId }),
    );
    must(await registerOrganisation(worker.scope, { kind: 'group', standing: 'informal', name: '小满书屋' }));
    const page = await world.get(worker, ask(desk, ' 小满 '));
    expect(page.status).toBe(200);
    expect(page.text).toContain(`/desk/liuxiang/people/${neighbour.personId}`);
    expect(page.text).toContain('小满家的灯不亮');
    expect(page.text).toContain('<mark>小满</mark>书屋');
    const number = /(?<![-\da-f])2026-\d{4}(?![-\da-f])/.exec(page.text)?.[0] ?? '';
    const byNumber = await world.get(worker, ask(desk, number));
    expect(byNumber.text).toContain(`/desk/liuxiang/matters/${matter.id}`);
    expect(read(byNumber.text)).not.toContain('小满书屋');
  });

  test('nobody finds what they may not open: the street no words and no persons, money nothing without its code', async () => {
    const seen = read((await world.get(overseer, ask(desk, '小满'))).text);
    expect(seen).toContain('小满书屋');
    expect(seen).not.toContain('灯不亮');
    expect(seen).not.toContain('沈小满');
    expect((await world.get(finance, ask(desk, '1'))).location).toContain('second');
    expect((await world.get(neighbour, ask(desk, '1'))).status).toBe(403);
    expect((await world.get(neighbour, ask(desk, '小满', '&format=csv'))).text).not.toContain('书屋');
  });

  test('nothing typed asks, and nothing found says so', async () => {
    expect((await world.get(worker, desk)).text).toContain('人名、电话、编号，或者一个词。');
    const none = await world.get(worker, ask(desk, 'zzz%'));
    expect(none.text).toContain('没有找到');
    expect(none.text).toContain('您不能看的不在里面');
  });

  test('a draft leads to its desk page, and not even its title is found in public', async () => {
    const id = await need('草拟的灯会', false);
    expect((await world.get(worker, ask(desk, '灯会'))).text).toContain(`/desk/liuxiang/needs/${id}`);
    expect((await world.get(worker, ask(open, '灯会'))).text).not.toContain(id);
    expect(read((await world.get(null, ask(open, '灯会'))).text)).not.toContain('草拟的灯会');
  });
});

describe('in public', () => {
  test('the box of every page leads here, and what is found is marked and leads to its page [/s/:space/search]', async () => {
    const id = await need('弄堂茶话会');
    expect((await world.get(null, '/s/liuxiang/needs')).text).toContain('action="/s/liuxiang/search"');
    const page = await world.get(null, ask(open, '茶话'));
    expect(page.text).toContain('弄堂<mark>茶话</mark>会');
    expect(page.text).toContain(`/s/liuxiang/needs/${id}`);
    expect(page.text).toContain('一共1条');
    expect((await world.get(null, ask(open, 'chh'))).text).toContain('弄堂<mark>茶话会</mark>');
    expect((await world.get(null, ask(open, '茶话', '&kind=need&phase=open&class=culture'))).text).toContain(id);
    expect((await world.get(null, ask(open, '茶话', '&kind=project'))).text).toContain('不挑了，都找');
  });

  test('neither persons nor words nor gifts are found in public', async () => {
    const seen = await world.get(null, ask(open, '小满'));
    expect(read(seen.text)).toContain('小满书屋');
    expect(seen.text).not.toContain('灯不亮');
    expect(seen.text).not.toContain('沈');
  });

  test('nothing typed and nothing found offer ways on, in both languages', async () => {
    const empty = await world.get(null, open);
    expect(empty.text).toContain('想找什么？');
    expect(empty.text).toContain('/s/liuxiang/say');
    expect((await world.get(null, ask(open, '不存在的词'))).text).toContain('没有找到“不存在的词”');
    const english = await world.get(null, ask(open, 'nowhere'), { cookie: 'lang=en', 'accept-language': 'en' });
    expect(english.text).toContain('Nothing found for “nowhere”');
    expect(english.text).toContain('See the needs');
  });

  test('what a kind is called leads to its list, in either language, where one may open it', async () => {
    expect((await world.get(null, ask(open, '会议'))).text).toContain('href="/s/liuxiang/meetings"');
    const english = await world.get(null, ask(open, 'votes'), { cookie: 'lang=en', 'accept-language': 'en' });
    expect(english.text).toContain('Vote: see them all');
    expect((await world.get(null, ask(open, '问题'))).text).not.toContain('/problems"');
    expect((await world.get(worker, ask(desk, '问题'))).text).toContain('href="/desk/liuxiang/problems"');
  });

  test('what was typed is shown as text and nothing else', async () => {
    const page = await world.get(null, ask(open, '<script>alert(1)</script>"\' & | ! :*'));
    expect(page.status).toBe(200);
    expect(page.text).not.toContain('<script>alert');
    const id = await need('甲乙丙丁');
    // Forms refuse such signs; what came another way may hold them.
    await worker.scope.db.updateTable('need').set({ title: '甲<b>乙</b>丙丁' }).where('id', '=', id).execute();
    expect((await world.get(null, ask(open, '丙丁'))).text).toContain('甲&lt;b>乙&lt;/b><mark>丙丁</mark>');
    expect((await world.get(null, ask(open, '词'.repeat(10_000)))).status).toBeLessThan(500);
    expect((await world.get(null, `${open}?q=%27%3A*&page=-1&kind=x&class='&estate=nowhere&since=9`)).status).toBe(200);
  });

  test('everything found goes home as a file, with its words and its address', async () => {
    const csv = await world.get(null, ask(open, '茶话', '&format=csv'));
    expect(csv.text).toContain('弄堂茶话会');
    expect(csv.text).toContain('大家都用得上。');
    expect(csv.text).toContain('/s/liuxiang/needs/');
    expect(csv.text).not.toContain('<mark>');
  });
});
