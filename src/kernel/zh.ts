/**
 * The words the kernel itself shows: dates, amounts, lengths of time, and the sentences of its refusals.
 * A refusal's sentence may mention values as `{name}`; `fill` of `words.ts` puts them in.
 */
export const zh = {
  date: (year: number, month: number, day: number) => `${year}年${month}月${day}日`,
  dateTime: (date: string, time: string) => `${date} ${time}`,
  month: (year: number, month: number) => `${year}年${month}月`,
  today: '今天',
  yesterday: '昨天',
  tomorrow: '明天',
  daysAhead: (days: number) => `${days} 天后`,
  daysAgo: (days: number) => `${days} 天前`,
  /** Short forms of large sums, largest first: how many yuan the unit is, as a power of ten, and its name. */
  shortUnits: [
    { power: 8, name: ' 亿' },
    { power: 4, name: ' 万' },
  ],
  minutes: (minutes: string) => `${minutes} 分钟`,
  hours: (hours: string) => `${hours} 小时`,
  hoursAndMinutes: (hours: string, minutes: string) => `${hours} 小时 ${minutes} 分钟`,
  faults: {
    'money.empty': '请填写金额。',
    'money.not_a_number': '没看懂这个金额，请写数字，比如 200、1,200.50 或 1.2万。',
    'money.too_fine': '金额最细写到分，小数点后请留两位。',
    'money.not_positive': '金额要大于 0。',
    'money.too_large': '金额太大了，一次最多 {max} 元。要是没写错，请分几次登记。',
    'hours.empty': '请填写时间长短。',
    'hours.not_a_number': '没看懂这个时长，可以写 1.5小时、90分钟 或 1:30。',
    'hours.too_fine': '时长最细记到分钟。',
    'hours.not_positive': '时长要大于 0。',
    'hours.too_large': '时长太长了，一次最多 {hours} 小时。',
    'count.empty': '请填写数量。',
    'count.not_a_number': '没看懂这个数量，请写整数，比如 3。',
    'count.not_whole': '数量要写整数。',
    'count.not_positive': '数量要大于 0。',
    'count.too_large': '数量太大了，最多 {max}。',
    'when.empty': '请填写时间。',
    'when.not_a_time': '没看懂这个时间，可以写 2026-11-22 14:30。',
    'when.no_such_day': '没有这一天或这个钟点，请看看是不是写错了。',
    'when.out_of_range': '年份要在 1900 年到 2100 年之间。',
    'id.empty': '请填写身份证号。',
    'id.length': '身份证号是 18 位，您写了 {digits} 位。',
    'id.characters': '身份证号只有数字，最后一位可以是 X。',
    'id.date': '身份证号里的出生日期不对，请再核对一下。',
    'id.check_digit': '身份证号没有通过校验，请再核对一下。',
    'credit.empty': '请填写统一社会信用代码。',
    'credit.length': '统一社会信用代码是 18 位，您写了 {digits} 位。',
    'credit.characters': '统一社会信用代码只有数字和大写字母，没有 I、O、S、V、Z。',
    'credit.check_digit': '统一社会信用代码没有通过校验。早期试点的代码也会这样，请对照证书看一遍。',
    'organisation_code.invalid': '组织机构代码是 9 位，最后一位是校验位，请再核对一下。',
    'card.empty': '请填写银行卡号。',
    'card.length': '银行卡号是 16 到 19 位，您写了 {digits} 位。',
    'card.characters': '银行卡号只有数字。',
    'card.check_digit': '银行卡号没有通过校验，请再核对一下。',
    'phone.empty': '请填写手机号。',
    'phone.characters': '手机号只写数字就好，里面有认不出的字。',
    'phone.length': '手机号是 11 位数字，您写了 {digits} 位，请看看是多了还是少了。',
    'phone.not_mobile': '这不像手机号：共 {digits} 位数字，可大陆手机号要以 13 到 19 开头。',
  },
};

/** How people write sums: the currency before or after, a minus in words, and the units that multiply. */
export const moneyMarks = {
  before: ['¥', '人民币', 'rmb', 'cny'],
  after: ['元整', '元正', '块钱', '元', '圆', '块', 'yuan', 'rmb', 'cny'],
  minus: ['负'],
  units: { 千: 3, 万: 4, w: 4, k: 3, 百万: 6, 千万: 7, 亿: 8 },
} as const;

/** How people write lengths of time. */
export const hourMarks = {
  hour: ['个小时', '小时', '个钟头', '钟头', 'hours', 'hour', 'hrs', 'hr', 'h'],
  minute: ['分钟', '分', 'minutes', 'minute', 'mins', 'min', 'm'],
  half: ['半小时', '半个小时', '半个钟头'],
  andHalf: ['个半小时', '个半钟头'],
} as const;

/** Measure words that may follow a count and change nothing. */
export const countMarks = [
  '个人',
  '个',
  '人',
  '位',
  '名',
  '件',
  '套',
  '台',
  '辆',
  '把',
  '张',
  '份',
  '只',
  '袋',
  '箱',
  '桶',
  '瓶',
  '盒',
  '户',
  '次',
  '户人家',
] as const;

/** How people write dates and times, for reading imported tables. */
export const timeMarks = {
  year: '年',
  month: '月',
  day: '日号',
  hour: '时点',
  minute: '分',
  second: '秒',
  morning: ['上午', '早上', '凌晨'],
  afternoon: ['下午', '晚上', '傍晚'],
  noon: ['中午'],
  weekday: '(?:星期|周|礼拜)[一二三四五六日天]',
} as const;

/** Surnames of two characters, as people bear them today. */
export const compoundSurnames: readonly string[] =
  '欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 宗政 濮阳 公冶 太叔 申屠 公孙 慕容 仲孙 钟离 长孙 宇文 司徒 鲜于 司空 闾丘 子车 亓官 司寇 巫马 公西 颛孙 壤驷 公良 漆雕 乐正 宰父 谷梁 拓跋 夹谷 轩辕 令狐 段干 百里 呼延 东郭 南门 羊舌 微生 梁丘 左丘 东门 西门 第五 完颜 纳兰 叶赫 爱新 那拉 耶律 贺兰 尔朱 达奚 哥舒 斛律 青阳 即墨'.split(
    ' ',
  );

/** What an organisation's name ends in: kept when the rest is masked, longest first. */
export const organisationEndings: readonly string[] = [
  '股份有限公司',
  '有限责任公司',
  '有限公司',
  '合作社',
  '经营部',
  '服务部',
  '工作室',
  '事务所',
  '服务中心',
  '发展中心',
  '基金会',
  '慈善会',
  '促进会',
  '联合会',
  '志愿队',
  '服务队',
  '公司',
  '超市',
  '药店',
  '诊所',
  '饭店',
  '餐馆',
  '酒店',
  '学校',
  '幼儿园',
  '医院',
  '银行',
  '协会',
  '中心',
  '商行',
  '商店',
  '理发店',
  '店',
  '厂',
  '社',
  '会',
  '队',
  '部',
  '行',
];
