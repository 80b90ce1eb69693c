import { solveMatter } from '#modules/intake';
import {
  closeReception,
  forgetNotes,
  planReception,
  speakNote,
  takeCall,
  voiceNotes,
  writeNote,
} from '#modules/reception';
import type { Telling } from './script.ts';
import { silence } from './sound.ts';

/** Reception days in every state, letters and calls, a petition, and voice notes waiting, written and forgotten. */
export function tellReception(telling: Telling): void {
  const { stage, cast, on } = telling;
  const worker = cast.who('何雨晴');
  const secretary = cast.who('秦文秀');
  const call = (input: Parameters<typeof takeCall>[1]) => stage.act(worker, takeCall, input);
  on(88, async () => {
    const { id } = await stage.act(secretary, planReception, {
      leader: secretary.id,
      duty_text: '支部书记',
      held_on: stage.day(85),
      hours_text: '9:00–11:00',
      place_text: '邻里中心一楼',
    });
    on(85, async () => {
      const light = await call({
        channel: 'reception',
        contact_name: '顾师傅',
        words: '车棚夜里太暗。',
        reception: id,
      });
      await call({ channel: 'reception', anonymous: 'yes', words: '花坛里的野猫没有人管。', reception: id });
      await stage.act(worker, solveMatter, { id: light.id, way: 'fixed' });
      await stage.act(secretary, closeReception, {
        id,
        outcome: 'held',
        closing_text: '来了九位，说得最多的是灯和猫。',
      });
    });
  });
  on(30, async () => {
    const { id } = await stage.act(secretary, planReception, {
      ...{ leader: secretary.id, held_on: stage.day(28), place_text: '云锦新城大堂' },
    });
    await stage.act(secretary, closeReception, {
      id,
      outcome: 'cancelled',
      closing_text: '大堂消防演练，改到下个月。',
    });
  });
  on(3, async () => {
    await stage.act(secretary, planReception, {
      ...{ leader: secretary.id, duty_text: '支部书记', held_on: stage.day(-7), hours_text: '14:00–16:00' },
      place_text: '邻里中心一楼',
    });
    await call({ channel: 'petition', contact_name: '老住户', words: '老楼补偿的面积量错了，请书面答复怎么量的。' });
    await call({ channel: 'box', anonymous: 'yes', words: '活动室能不能晚半小时关门？' });
    await call({ channel: 'kiosk', contact_name: '小周', words: '办事大厅的椅子太少。' });
  });
  const speak = async (place: string) => {
    await stage.act(null, speakNote, { sound: { name: 'voice.wav', bytes: silence(10) }, place_text: place });
  };
  on(50, () => speak('5号楼门口'));
  on(15, async () => {
    await stage.act(null, forgetNotes, {});
    await speak('老茶馆');
    const [note] = (await voiceNotes(await stage.scope(worker))).filter((one) => one.state === 'waiting');
    await stage.act(worker, writeNote, { id: note?.id ?? '', words: '茶馆门口的台阶滑，下雨天想铺块垫子。' });
  });
  on(1, () => speak('A座楼下'));
}
