import { must } from '#kernel/result';
import { createAccount } from '#modules/people';
import { beginSecond, type Client, type Entered, enterByPassword, leave, showSecond } from '#platform/auth';
import type { Platform } from '#platform/platform';
import { totp } from './authenticator.ts';

/** The space the demo plays in. */
export const demoSlug = 'tonghua';

/** One password for all: the demo opens on its own machine only, and whoever tries it should not have to copy. */
export const demoPassword = 'tonghua-demo';

interface Part {
  readonly person: string;
  readonly username: string;
  /** What this person is, as said at the terminal. */
  readonly zh: string;
  readonly en: string;
  /** Whether the part touches money, so that an authenticator is set up with it. */
  readonly money?: boolean;
}

/** One account for each kind of person who uses Linli, and some more for those who decide together. */
const parts: readonly Part[] = [
  { person: '张桂英', username: 'zhangguiying', zh: '居民、基金委员', en: 'resident, on the committee' },
  { person: '丁一鸣', username: 'dingyiming', zh: '能人、志愿者', en: 'capable resident, volunteer' },
  { person: '赵丽华', username: 'zhaolihua', zh: '陪诊队、监督委员', en: 'escorts to the doctor, oversees' },
  { person: '沈丽', username: 'shenli', zh: '替父亲办事的女儿', en: 'acts for her father' },
  { person: '何雨晴', username: 'heyuqing', zh: '社工', en: 'community worker' },
  { person: '周敏', username: 'zhoumin', zh: '社区管理员', en: 'administrator' },
  { person: '马建国', username: 'majianguo', zh: '网格员', en: 'grid worker' },
  { person: '金淑兰', username: 'jinshulan', zh: '枢纽组织', en: 'hub organisation' },
  { person: '秦文秀', username: 'qinwenxiu', zh: '基金秘书', en: 'secretary of the fund' },
  { person: '徐建华', username: 'xujianhua', zh: '基金委员会主任', en: 'chair of the committee' },
  { person: '谢文', username: 'xiewen', zh: '基金委员', en: 'on the committee' },
  { person: '孙志强', username: 'sunzhiqiang', zh: '基金委员', en: 'on the committee' },
  { person: '郭晓东', username: 'guoxiaodong', zh: '基金委员、服务商', en: 'on the committee, provider' },
  { person: '顾长海', username: 'guchanghai', zh: '议事会主任', en: 'chair of the council' },
  { person: '唐克勤', username: 'tangkeqin', zh: '监督员', en: 'supervisor' },
  { person: '韩磊', username: 'hanlei', zh: '街道办', en: 'street office' },
  { person: '钱万里', username: 'qianwanli', zh: '捐赠人、商户', en: 'donor and merchant' },
  { person: '许静', username: 'xujing', zh: '慈善会财务', en: 'finance officer of the charity', money: true },
  { person: '罗成', username: 'luocheng', zh: '资金核签人', en: 'treasurer', money: true },
  { person: '邵平', username: 'shaoping', zh: '资金核签人', en: 'treasurer', money: true },
];

/** An account of the demo as it is kept beside the data, so that its codes can be told again. */
export interface DemoAccount {
  readonly person: string;
  readonly username: string;
  readonly zh: string;
  readonly en: string;
  /** The authenticator's address (otpauth:), for those who touch money. */
  readonly authenticator: string | null;
}

/** Gives the people of the demo their accounts, and those who touch money their authenticators. */
export async function openAccounts(platform: Platform): Promise<readonly DemoAccount[]> {
  const space = await platform.database
    .scoped(null, [])
    .selectFrom('space')
    .select('id')
    .where('slug', '=', demoSlug)
    .executeTakeFirstOrThrow();
  const open = async ({ money, ...part }: Part): Promise<DemoAccount> => {
    const { id: personId } = await platform.database
      .scoped(space.id, [space.id])
      .selectFrom('person')
      .select('id')
      .where('space_id', '=', space.id)
      .where('name', '=', part.person)
      .executeTakeFirstOrThrow();
    const account = { spaceId: space.id, personId, username: part.username, password: demoPassword };
    must(await createAccount(platform, account));
    return { ...part, authenticator: money === true ? await setUpSecond(platform, part.username) : null };
  };
  // A password is slow to hash on purpose; beside one another they take as long as the machine has processors.
  return Promise.all(parts.map(open));
}

/** Sets up an authenticator as its owner would: signs in, asks for one, shows its first code, and leaves. */
async function setUpSecond(platform: Platform, username: string): Promise<string> {
  const nobody: Client = { cookie: '', agent: 'demo' };
  const inside = must(await enterByPassword(platform, nobody, username, demoPassword));
  const { uri } = must(await beginSecond(platform, sendingBack(inside), demoPassword));
  const shown = must(await showSecond(platform, sendingBack(inside), totp(uri)));
  await leave(platform, shown.sessionId === null ? sendingBack(inside) : sendingBack(shown));
  return uri;
}

/** What a browser sends back of the cookies it was given. */
function sendingBack(entered: Entered): Client {
  return { cookie: entered.cookies.map((cookie) => cookie.split(';')[0] ?? '').join('; '), agent: 'demo' };
}
