import { keepVisit } from '#modules/diary';
import type { Telling } from './script.ts';

/** A year of doors: one sentence and one tap, several things at once, nobody at home, and one that waited for a network. */
export function tellDiary(telling: Telling): void {
  const { stage, cast, on } = telling;
  const walker = cast.who('马建国');
  const visit = (daysAgo: number, input: Parameters<typeof keepVisit>[1]) =>
    on(daysAgo, async () => {
      await stage.act(walker, keepVisit, input);
    });
  visit(226, { topic: 'light', way: 'fixed', place: cast.place('3号楼'), place_text: '二单元楼道' });
  visit(163, { topic: 'nobody', way: 'explained', place: cast.place('2号楼'), place_text: '401' });
  visit(97, {
    person: cast.who('田秀芝').id,
    place: cast.place('5号楼'),
    place_text: '一楼',
    words: '送奶的把门口堵了，想换个地方放箱子。',
    way: 'phoned',
    words2: '药盒上的字太小，看不清一天吃几次。',
    way2: 'handed',
    words3: '想有人教教怎么视频看孙子。',
  });
  on(41, async () => {
    // Written in the lift, sent in the evening.
    const written = new Date((await stage.scope(walker)).now().getTime() - 3 * 3_600_000).toISOString();
    await stage.act(walker, keepVisit, {
      written_at: written,
      place: cast.place('A座'),
      place_text: '电梯里',
      words: '电梯里没有信号，老人困住了喊不到人。',
    });
  });
  visit(6, { topic: 'thanks', way: 'explained', person: cast.who('沈福根').id, place: cast.place('1号楼') });
}
