import { answerMatter, closeMatter, landSheet, say, takeMatter, uploadSheet } from '#modules/intake';
import { drawing } from './course.ts';
import type { Telling } from './script.ts';

/** The list the community kept before: five old matters, one line of it without words. */
const oldList = `标题,内容,姓名,时间,小区
路牌,北门的路牌被树挡住了,江涛,2025-11-02,云锦新城
井盖,三号楼前的井盖一走就响,曹国庆,2025-11-05,桐花里
长凳,菜场门口想有条长凳,田秀芝,2025-11-06,桐花里
,,姚红,2025-11-07,桐花里
晾衣,天台的晾衣绳断了两根,白玉梅,2025-11-08,桐花里
`;

const pothole =
  '<ellipse cx="470" cy="470" rx="190" ry="46" fill="#23211D"/><ellipse cx="470" cy="462" rx="160" ry="34" fill="#E2ECF4"/>';

/** The first list brought over from a table, and a matter said with a picture. */
export function tellLists({ stage, cast, on }: Telling): void {
  const worker = cast.who('何雨晴');
  on(352, async () => {
    const { id } = await stage.act(worker, uploadSheet, {
      file: { name: '2025年居民意见台账.csv', bytes: new TextEncoder().encode(oldList) },
    });
    await stage.act(worker, landSheet, { id });
    const { db, spaceId } = await stage.scope(null);
    const landed = await db
      .selectFrom('matter')
      .select('id')
      .where('space_id', '=', spaceId)
      .where('channel', '=', 'import')
      .orderBy('number')
      .execute();
    for (const matter of landed) {
      await stage.act(worker, takeMatter, { id: matter.id });
      await stage.act(worker, answerMatter, { id: matter.id, reply: '旧台账里的事，已经去看过，修好了。' });
      await stage.act(worker, closeMatter, { id: matter.id, reason: '已回话。' });
    }
  });
  on(9, async () => {
    const { id } = await stage.act(cast.who('欧阳春'), say, {
      words: '东门外人行道塌了一块，拍了张照片，晚上走要当心。',
      place: cast.place('云锦新城'),
      place_text: '',
      contact_way: 'none',
      contact_name: '',
      phone: '',
      photo: await drawing(pothole),
    });
    await stage.act(worker, takeMatter, { id });
    await stage.act(worker, answerMatter, {
      id,
      reply: '看到照片了，当天先围上了。',
      promise: '请市政来补好人行道',
      due_on: stage.day(-6),
    });
  });
}
