/** The values a refusal's sentence mentions. */
type Params = Readonly<Record<string, string | number>>;

/** The words the kernel itself shows: dates, amounts, lengths of time, and the sentences of its refusals by code. */
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
  /** What stands in a public text in place of a piece that was taken out. */
  hitMarks: {
    phone: '（联系方式略）',
    idNumber: '（证件号略）',
    card: '（卡号略）',
    name: '一位街坊',
    address: '（门牌略）',
  },
  faults: {
    'money.empty': '请填写金额。',
    'money.not_a_number': '没看懂这个金额，请写数字，比如 200、1,200.50 或 1.2万。',
    'money.too_fine': '金额最细写到分，小数点后请留两位。',
    'money.not_positive': '金额要大于 0。',
    'money.too_large': (p: Params) => `金额太大了，一次最多 ${p['max']} 元。要是没写错，请分几次登记。`,
    'hours.empty': '请填写时间长短。',
    'hours.not_a_number': '没看懂这个时长，可以写 1.5小时、90分钟 或 1:30。',
    'hours.too_fine': '时长最细记到分钟。',
    'hours.not_positive': '时长要大于 0。',
    'hours.too_large': (p: Params) => `时长太长了，一次最多 ${p['hours']} 小时。`,
    'count.empty': '请填写数量。',
    'count.not_a_number': '没看懂这个数量，请写整数，比如 3。',
    'count.not_whole': '数量要写整数。',
    'count.not_positive': '数量要大于 0。',
    'count.too_large': (p: Params) => `数量太大了，最多 ${p['max']}。`,
    'when.empty': '请填写时间。',
    'when.not_a_time': '没看懂这个时间，可以写 2026-11-22 14:30。',
    'when.no_such_day': '没有这一天或这个钟点，请看看是不是写错了。',
    'when.out_of_range': '年份要在 1900 年到 2100 年之间。',
    'id.empty': '请填写身份证号。',
    'id.length': (p: Params) => `身份证号是 18 位，您写了 ${p['digits']} 位。`,
    'id.characters': '身份证号只有数字，最后一位可以是 X。',
    'id.date': '身份证号里的出生日期不对，请再核对一下。',
    'id.check_digit': '身份证号没有通过校验，请再核对一下。',
    'credit.empty': '请填写统一社会信用代码。',
    'credit.length': (p: Params) => `统一社会信用代码是 18 位，您写了 ${p['digits']} 位。`,
    'credit.characters': '统一社会信用代码只有数字和大写字母，没有 I、O、S、V、Z。',
    'credit.check_digit': '统一社会信用代码没有通过校验。早期试点的代码也会这样，请对照证书看一遍。',
    'organisation_code.invalid': '组织机构代码是 9 位，最后一位是校验位，请再核对一下。',
    'card.empty': '请填写银行卡号。',
    'card.length': (p: Params) => `银行卡号是 16 到 19 位，您写了 ${p['digits']} 位。`,
    'card.characters': '银行卡号只有数字。',
    'card.check_digit': '银行卡号没有通过校验，请再核对一下。',
    'phone.empty': '请填写手机号。',
    'phone.characters': '手机号只写数字就好，里面有认不出的字。',
    'phone.length': (p: Params) => `手机号是 11 位数字，您写了 ${p['digits']} 位，请看看是多了还是少了。`,
    'phone.not_mobile': (p: Params) => `这不像手机号：共 ${p['digits']} 位数字，可大陆手机号要以 13 到 19 开头。`,
  },
};

/** How people write sums: the currency before or after, a minus in words, and the units that multiply. */
export const moneyMarks = {
  before: ['¥', '人民币', 'rmb', 'cny'],
  after: ['元整', '元正', '块钱', '元', '圆', '块', 'yuan', 'rmb', 'cny'],
  minus: ['负'],
  units: { 千: 3, 万: 4, w: 4, k: 3, 百万: 6, 千万: 7, 亿: 8 },
  /** Whole yuan before tenths and hundredths; after the spoken one a bare digit is a tenth. */
  yuan: ['块钱', '元', '圆', '块'],
  spokenYuan: ['块'],
  jiao: ['角', '毛'],
  spokenJiao: ['毛'],
  fen: ['分'],
  nought: ['零', '〇'],
  even: ['整', '正'],
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

/** The commoner surnames of one character, for finding names in free text; those that are everyday words are left out. */
export const commonSurnames =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林郑谢罗梁宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔汤温康施文牛樊葛邢安齐伍庞颜倪庄聂章鲁岳翟殷詹申乔楚昌奚储邸鄢仝鞠屠濮涂茅邰钮芮郁郜荀阎佴麴逄佘綦亓欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明池查麻苑迟邝洪谈蔺傅萧闻';

/** Surnames that are words besides, or rare: names only after a cue or before a title. */
export const rareSurnames =
  '贝计冼那年庹尉封皮支裘宣贲杭诸嵇汲糜井富乌巴弓牧山宓仰秋伊厉戎祖束幸蓟薄印宿怀索咸籍赖阴胥苍双莘贡劳扶宰郦雍浦扈冀慕茹习宦鱼容向易慎戈庾衡步都满匡广禄阙东沃利蔚越隆晁勾融訾阚空毋养丰巢蒯相后荆红竺权逯盖益桓敬况逢母呙腾揭亢但笪庆未占油泮';

/** Compound surnames that are no other word. */
export const clearSurnames: readonly string[] =
  '欧阳 上官 司马 诸葛 皇甫 令狐 慕容 尉迟 司徒 夏侯 端木 轩辕 澹台 宇文 长孙 公孙 申屠 赫连 呼延 钟离 鲜于 闾丘 独孤 万俟 拓跋 司空'.split(
    ' ',
  );

/** What names of other languages hold when they are written in characters, so that a run of such characters is a name. */
export const foreignMarks = {
  letters:
    '阿巴特尔云木宗图孟宝音朝鲁额敦吉雅青恩仁牧普贡索朗罗措强嘎珍桑珠山肉孜亚森力再古丽买提吐拉木江娜仁托娅日嘎勒其格斯琴高娃热依扎穆罕默德卓玛西次达瓦央金旺堆旦增丹洛桑尼白姆才让多吉合乌苏和敖登萨兰迪帕努玛吾艾力沙马布库班塔哈孜别克肯江汗妮莎甫夏提逊卜杜不都热合曼',
  seeds:
    '古丽|古娜|乌云|央宗|其木格|合木提|买买提|买提|吐尔|阿卜杜|阿不都|穆罕默德|艾合|热依|娜仁|乌日|其其格|格日|巴特尔|嘎拉|高娃|托娅|卓玛|扎西|次仁|央金|旺堆|旦增|丹增|洛桑|尼玛|白玛|拉姆|才让|多吉|格桑|斯琴|敖登|萨仁|阿依|迪丽|努尔|玛依拉|吾买尔|艾力|库尔班|热合曼|别克|苏力|哈斯|呼格|巴图|孟和|宝音|朝鲁|额尔敦|吉雅|青格勒|乌恩|布仁|牧仁|普布|贡布|索朗|罗布|平措|强巴|卓嘎|德吉|曲珍|仁青|桑珠|艾山|肉孜|艾尼|亚森|古力|再努|米尔',
} as const;

/** Surnames that after 小 or 老 make a way to call somebody and no other word. */
export const calledSurnames =
  '王李张刘陈杨赵吴周徐孙朱胡郭何林罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘董袁蒋杜苏魏程吕沈姚卢傅钟姜崔谭廖汪陆贾韦邹孟秦邱侯尹薛闫裴陶戴顾邵钱严葛樊庞鲁翟殷詹申耿焦俞祝尚舒阮柯纪童凌毕季霍涂翁冉骆辛靳鲍喻祁蒲屈饶牟尤穆卓缪褚娄窦戚岑晏柏宗瞿佟臧闵苟邬卞姬仇栾隋刁寇郎甄虞巩佘苑邝蔺乔殳邰茅濮冼邢倪聂武孔段伍沙扈乌奚储楚昌屠芮邸鄢仝鞠左裘尉桂柳景章洪商应管蓝盛宁包黄余丁范夏付史黎贺郝覃莫施齐颜庄岳钮郁郜荀阎佴麴逄綦亓欧兰甘符苗曲游蒙滕艾芦宫冷席卫荣巫桑丛仲敖查麻迟谈闻田常';

/** Characters that given names are commonly made of. */
export const givenCharacters =
  '秀英桂兰玉珍芳丽红梅霞娟敏静艳萍燕玲莲珠琴凤菊香花芬芝月云春娥翠珊莉琳颖慧佳婷倩雪莹欣怡蕾薇蓉国建军志强明华平刚伟勇杰涛超波辉斌鹏浩宇轩俊峰龙飞林海山川江福贵财宝发根生荣昌盛德才有长清正义仁礼信诚忠孝庆祥瑞安康宁顺和成立新文武彬光亮耀天佑晓小大阿诺子涵梓博思语嘉雨若依美妹兴旺永达全金银木松柏鸿麟凯卫东民保胜邦栋柱良善贤淑惠雅素洁贞巧点甜迪洋晨阳彤彩冬秋夏爱友学树喜来富寿连启世昊壮群墨姿鑫森磊琪琦瑶璐瑾瑜岚凡帆悦朗睿逸辰昕妍媛婉妮萌萱芸茜茵菲蕊虎彪振捷政敬旭昭晖智曼枫桃桐楠毅汉沛泉泰洪洲淳湘源溪灵炳焕煜熙爽玫玮环琛璇畅皓盈盼绍绣维翔翰聪航艺茂荷虹裕诗谊谦赫跃远钢钧钰铁铃铭锋锐锦霖韵馨骏魁鸣鹤炎斐鹃荔娅婵娣囡珏苗勤俭宏昆岗岳菁茹堂锁栓臣品尚佩琼瑛棠杉槐椿楷舟帅兵存奎恩朝潮澄定丰逢冠恒弘衡怀继健旦豪厚焱敦帼钗苓葆章竞绪甫元乾坤运水露蝶巍峥嵘岭坡茉莓榴萤蝉霁澜沅沐汐熠烨煊焰炯灿烁琰珩珂璞璟瑄琢晴雯霜冰霓州驰骋铮铿锵淇沂洛渝浦渊淦琮琥葵芙芊芮苒荃懋懿恺悌恬恪憬';

/** What shows persons in free text, as parts of patterns. */
export const personMarks = {
  digits: '零〇一二三四五六七八九幺',
  /** The first and the second digit of a mobile number. */
  mobileFirst: '[1１一幺]',
  mobileSecond: '[3-9３-９三四五六七八九]',
  phoneCue: '(?:电话|座机|固话|手机|手机号|手机号码|联系方式|联系电话|热线)',
  accountCue: '(?:微信号?|微信号码|QQ号?|qq号?)',
  idCue: '(?:身份证|证件号)',
  cardCue: '(?:工行|农行|建行|中行|交行|邮储|银行|信用社|卡号|账号|帐号|账户|帐户|存折)',
  /** What stands before a number of a house telephone that is to be called. */
  dialled: '(?:拨打|回电|打|拨|致电|回)(?:到|给|的)?',
  /** Between a kind of account and the account. */
  accountLink: '是加号搜',
  /** Titles and kin words that follow a name. */
  title:
    '(?:经理|护士|队长|站长|校长|组长|店长|老板|大爷|大妈|大娘|大叔|大伯|大婶|大姐|大哥|奶奶|爷爷|叔叔|阿姨|女士|先生|小姐|师傅|老师|婆婆|伯伯|伯母|婶婶|嫂子|太太|老太太|老太|老爷子|老先生|同志|同学|医生|书记|主任|嬢嬢|孃孃|老汉|大嫂|阿婆|阿公|小朋友)',
  /** Words before a title that only look like a surname: a preposition, or the end of a word. */
  beforeTitle: '(?!(?<=[关对由至属位居在处甚终基便])于|(?<=[提共总附温平饱暖缓调随谐])和|(?<=首)席)',
  strongCue:
    '(?:我叫|我名叫|名叫|名字叫|名字是|名字|姓名|联系人|收款人|户名|户主|叫做|(?:孩子|儿子|女儿|老伴|丈夫|妻子|老人|母亲|父亲|孙子|孙女|爱人|邻居|妈|爸|奶奶|爷爷|外婆|外公|婆婆|公公|岳父|岳母|位|个|的|他|她)叫|本人姓名|受助人|收件人|收货人|寄件人|经办人|负责人|自称|名为|化名)',
  weakCue:
    '(?:居民|业主|村民|代表|患者|病人|当事人|本人|老人|邻居|住户|租户|学生|低保户|残疾人|我是|儿子|女儿|老伴|我妈|我爸)',
  /** What somebody is, right before the name; stands with a given name of common characters. */
  roleCue:
    '(?:居民|业主|村民|代表|患者|病人|当事人|本人|受助人|老人|孤老|邻居|住户|租户|房东|租客|学生|低保户|困难户|残疾人|志愿者|网格员|社工|楼组长|楼长|党员|老兵|军人|儿童|孩子|家庭|家属|家人|护工|保安|医生|护士|店主|接种证|我是|儿子|女儿|老伴|爱人|丈夫|妻子|母亲|父亲|妈妈|爸爸|外孙|外孙女|孙子|孙女|侄子|侄女|外甥|外甥女|女婿|儿媳|儿媳妇|媳妇|哥哥|姐姐|弟弟|妹妹|舅舅|姑姑|外公|外婆|爷爷|奶奶|公公|婆婆|岳父|岳母|表哥|表姐|堂哥|堂姐|班主任|组长|队长|店长|站长|教师|报修人|报名人|申请人|来访人|经手人|报案人|签收人|收货人|表妹|表弟|堂弟|堂妹|嫂子|弟媳|妹夫|姐夫|姑父|姨妈|舅妈|婶婶|会员|队员|员工|选手|值班员|操作员|保安员|会计|出纳|五保户|特困户|委托人|户主|房客|护理员|保洁员|保姆|司机|老乡|朋友|街坊|同事|亲戚|居委会的|社区的|物业的|办事处的|我妈|我爸)',
  /** Words of doing, right before the name of the one it is done to or with. */
  doneTo:
    '(?:联系|找|请|问|为|帮|给|替|感谢|转给|陪|和|与|跟|遇到|碰到|见到|看望|让|托|拜托|由|送|接|扶|向|被|叫|转告|通知|照看|的)',
  /** What these begin with is hardly ever a surname right after a role. */
  hardlyName: '[和全于车路房管项单边时满]',
  /** What may follow a name after a role, whatever the given name is. */
  afterRole:
    '(?=$|[，,。、；;：:（(）)！!？?”"\\s\\d]|今年|现年|家|住|身患|患|得了|确诊|在|说|想|要|需|反映|的|与|有|是|会|报名|申请|登记|出门|出院|生病|摔|腿|眼|一个|一家|独居|夫妇|提出|表示|带|陪|帮|收|把|明年|上个|下个|上周|下周|上午|下午|昨天|昨晚|今天|今晚|明天|做|送|教|让|给|不|没|也|都|已|就|又|每|每周|无儿|自己|打|来|去|背着|负责|要求|求助|投诉|交)',
  /** What may stand right before a name at the beginning of a clause. */
  clauseStart: '^|[\\s，,。；;：:、（(/！!？?]',
  /** What somebody does, by its last character; with a name of two characters before a day or a deed. */
  roleEnd:
    '(?<=\\p{Script=Han}[员工]|投诉人|求助人|举报人|承办人|介绍人|捐赠人|捐款人|委托人|同学|同事|战友|室友|班长)',
  account: '(?=(?:这个)?(?:的)?(?:微信|QQ))',
  /** What may follow a short name after a role. */
  afterShort:
    '(?=$|[\\s，,。；;：:、（(）)！!？?\\d]|要|想|说|会|是|的|即可|拿|带|收|申请|反映|住|报名|上门|出|家|今年|登记|负责|让|把|来|去|送|做|帮|背着|说)',
  /** What may follow a name that stands on its own. */
  afterAlone:
    '(?=\\s*(?:[，,、（(：:\\d]|住|的(?:儿子|女儿|家|母亲|父亲|妈|爸|老伴|爱人|身体|腿|眼)|腿|一个|独居|独自|今年|现年|家里|想|需|说|患|和|与|把|背着|让|送|负责|腿|眼|耳|生病|住院))',
  /** What may follow a way to call somebody, so that a word that goes on is none. */
  afterCalled:
    '(?=$|[，,。；;：:、！!？?\\s（(]|会|帮|来|家|在|拿|说|修|做|的|约|师傅|去|想|要|是|和|也|有|教|送|陪|他|她|看|负责|打|那|昨|今|明|又|正|把|跟|摔|让|给|叫|住|腿|开|不|没|都|就|了|一家|两口|夫妻)',
  /** What stands before a name of two characters in a list or a charge; and what ends it there. */
  charges: '(?:[：:、]|委托|加了|叫|名叫|交给|转给)',
  shortCloses: '(?=$|[，,。、；;（(]|的|领取|代|签)',
  /** What somebody does who was brought in with two characters. */
  doing:
    '(?=在(?:交|管|家|做|办|等|带|弄|负责)|也(?:在|想|来|是|说)|说|没来|不肯|答应|同意|愿意|自己|一个人|他们|她们|两口)',
  /** What stands beside a house. */
  beside: '(?:后面|对面|门口|门前|隔壁|旁边|楼下|楼上|院里|院内|楼顶)',
  month: '月',
  /** Kin words of one character that follow a surname or a given name; what before them is no name. */
  kin: '(?:姐|哥|叔|姨|伯|婶|嫂|爷)',
  notBeforeKin: '学师世义大小二三四五六七八九表堂亲老师的',
  afterKin: '(?=$|[，,。；;：:、！!？?\\s]|家|帮|说|的|会|来|在|要|想|和|也|送|把|昨|今|她|他|一家)',
  /** What stands before somebody called by 阿 and a given name, by a surname alone, by 姓. */
  beforeCalled:
    '(?:^|[^\\p{Script=Han}]|邻居|护工|保姆|保洁|社工|师傅|的|找|跟|和|与|给|让|问|请|替|帮|陪|借了|到|在|是|叫|有|由|把|让|听|约|着|了|那天是|这事)',
  family: '姓',
  afterFamily: '(?=$|[，,。；;：:、！!？?\\s（(]|的|名)',
  /** What stands before a title and a surname, whatever surname it is; and what there is no surname. */
  beforeTitled:
    '(?:^|[^\\p{Script=Han}]|[给请找和跟问替让听陪与由帮托接送看叫的是约着了]|联系|拜访|住户|房东|邻居|转告|通知|感谢|看望|有位|一位|这位|那位|三楼|二楼|一楼|四楼|五楼|六楼|楼上|楼下|对门|隔壁)',
  notTitled:
    '老小大女男好位个名这那的二三四五六七八九十两新我你他她它各几些众其每某本该们亲全是给请找和跟问替让听陪与由在有为对送叫把被向教导总副前后同外内姑姨舅伯叔爷奶哥姐公婆太以及或也都就没多少青中来去说',
  kinTitle:
    '(?:奶奶|爷爷|阿姨|阿婆|阿公|大爷|大妈|大娘|大伯|大叔|大婶|大姐|大哥|大嫂|叔叔|婆婆|妈妈|爸爸|先生|女士|师傅|会计|老太|嬢嬢|孃孃)',
  /** Words of small or old things whose second character is a surname too. */
  calledWords: '管包宁盛景章洪商应计程序苏打童段孔武季柏汤',
  notAfterKin: '姐哥叔姨伯婶嫂爷母妈夫父子们',
  /** Surnames that are so often words that a name needs more than its sound. */
  wordSurnames: '和全于方成时高安路车单管连关文章任万平满边何常明水包师商党米农古公易经盛云花年计都向相后从空能',
  a: '阿',
  notAfterA: '姨婆公哥弟拉妈爸爹訇胶里',
  /** Words that bring in somebody in the middle of a sentence; and what then ends a name of three characters. */
  brings: '(?:是|有|叫|由|找|跟|和|与|给|让|把|替|问|向|托|请|陪|为|被|对|包括|[：:、，,。；;\\s]|^)',
  nameCloses:
    '(?=$|[，,。、；;：:（(）)！!？?”"\\s]|的(?:儿子|女儿|家|妈|爸|老伴|爱人|孙|母|父)|垫|家|一家|和(?!\\p{Script=Han}*(?:谐|睦))|做的|送的|写的|负责|登记|去|来|把|在|说)',
  someone: '某',
  called: '[小老]',
  /** What stands before a name that a number to call follows. */
  callCue: '(?:联系|找|请找|问|致电)',
  cueLink: '(?:\\s|[是为：:“"「（(])*',
  nameEnd:
    '(?=$|[^\\p{Script=Han}]|今年|现年|家住|住在|住|是|的|在|和|与|有|患|因|身患|得了|从|需|想|说|电话|手机|及|被|生病|一家)',
  nameEndWeak:
    '(?=$|[，,。、；;：:（(）)！!？?”"\\s\\d]|今年|现年|家住|住在|身患|患有|患了|得了|确诊|在(?=读|上|念|\\p{Script=Han}{0,5}(?:小学|中学|幼儿园|学校|医院|公司|厂)))',
  /** Two or three characters that begin like a surname and are no name. */
  notNames:
    '^(?:项目|护理|小区|老年|友好|任课|司机|党委|党支|应聘|管办|高中|高的|于今|钱财|房款|车费|单在|纪委|许可|和小孩|和同学|和老师|和社区|和宝妈|师大|师和|商所|高龄|高兴|高度|高血|高层|马上|马路|方便|方面|方法|方式|成都|成员|成年|成为|安全|安静|安装|安排|温暖|温馨|全部|全体|全家|全小|文明|文化|文艺|白天|白血|金额|金钱|单位|单元|单独|单身|应该|应当|关于|关心|关注|于是|和谐|和平|明天|明年|路灯|路面|游客|房屋|房子|房东|连续|管理|管道|车位|车辆|车子|车主|项目|党员|党支|何时|何地|石头|毛病|华人|江边|黄色|万分|万一|简单|简直|古稀|左右|包括|尚未|尤其|解决|解释|舒服|盛情|冷清|冷水|卫生|师傅|师生|广场|严重|严格|雷雨|叶子|余下|任何|任务|曾经|时候|章程|申请|景区|边上|全职|安心|文字|费用|商户|商店|商家|柴火|祝福|米饭|麻烦|迟迟|季度|农村|农民|查询|查看|席位|商量|商议|成立|谢谢|钱才|钱和|钱时|和难处|和电话|和密码|和住处|和登记|和地址|和手机|和身份|和单位|和年龄|党组|孙子|孙女|金存|和数字|年级|年度|年底|年初|年前|年后|年轻|计算|计划|计较|都是|都有|都在|都会|向我|向他|相关|相信|相互|后来|后天|后面|能干|步行|易拉|平时|平安|平常|平均|时间|时候|常常|常年|常见)',
  /** What may stand before the number of a building. */
  place:
    '(?:(?:(?![住在是到的了去从我，])[\\p{Script=Han}A-Za-z0-9]){1,10}?(?:小区|花园|新村|公寓|家园|大院|家属院|宿舍|苑|园|里|坊|庭|府|城|湾|轩|阁|居|庄|公馆|大厦|路|街|巷|胡同|里弄|大道|弄|村|沿|桥|坎|厢|门))?',
  /** Building, unit and door, each with its number. */
  addressParts: (number: string) =>
    `(?:${number}(?:号楼|号院|栋|幢|座|单元|室|号房|楼(?=${number}室?)|层(?=${number}室)|门(?=${number}室?)|区(?=${number}(?:栋|幢|座|号楼|号院))))`,
  /** Letters that count houses besides numbers: the second door, house six behind. */
  stems: '甲乙丙丁',
  notPlace: '住在是到的了去从我，',
  notStreet: '一这那每',
  /** What makes a number after a place a line, a bus or a bed. */
  notHouse: '线|车|楼?的?桌|公交|机|床|文|令|楼梯',
  houseMore: (digits: string) => `[附之]?${digits}{1,4}(?:号|室|楼|层|门)`,
  /** What ends a name of another language. */
  foreignEnd: '(?=$|[^\\p{Script=Han}]|[去来住在收的说是和要想把给])',
  lane: '弄',
  houseNumber: '号',
  /** Where somebody lives or something goes: a place with a number follows, whatever it is called. */
  whereTo: '(?:住在|住|家在|租在|送到|送去|寄到|搬到|位于|地址是?[：:]?|地址写|在|到|去|来|收件人[^，,]{1,6}[，,])',
  street: (number: string) =>
    `(?:路|街|巷|胡同|大道|道|村|里|弄|坊)(?:[东西南北中][段路街口里])?${number}(?:号|弄)(?:[之附-]${number}号?|${number}(?:号楼|号院|号|门|室|栋|幢|单元|楼|层))*`,
  /** What follows a number that is a quantity or a sum rather than a door. */
  quantity: '[元万块年月户人吨斤米个]',
  ten: '十',
  of: '的',
  is: '是',
  counted: '(?:共|有|这|那|每|各|全部|近|约|几|了|建|第|修|盖)',
  countedUnits: '(?:栋|幢|座)',
  /** One block, two blocks: a quantity even with nothing before it. */
  plainlyCounted: '^[一两几][栋幢座]$',
  lesson: '^(?:课|考|测|学|练|复)',
} as const;

/** What shows that someone asks others for money for a person, as parts of patterns. */
export const appealMarks = {
  crowd:
    '众筹|水滴筹|轻松筹|爱心筹|大病筹|无忧筹|相互筹|(?:筹款|募捐)(?:链接|平台|页面)|(?:开通|发起|发布)[^。！？!?\n]{0,4}(?:筹款|募捐|大病求助)',
  plea: [
    '(?:求|请|恳请|恳求|跪求|希望|盼|拜托|呼吁|麻烦)[^。！？!?\\n]{0,14}(?:捐款|捐钱|捐助|捐(?:点|一点|些)GOODS|献爱心|献出爱心|资助|打钱|转钱|凑钱|凑点|筹钱|施以援手|帮忙转发|救救|救命|慷慨解囊)',
    '伸出?援(?:助之)?手|伸一把手|慷慨解囊|解囊相助|渡过难关[^。]{0,8}捐',
    '(?:为|给|替|帮)[^。！？!?\\n]{0,14}(?:捐款|捐钱|募捐|筹款|筹钱|筹善款|募款|集资|凑[^。！？!?\\n]{0,6}(?:钱|费|款)|筹[^。！？!?\\n]{0,6}费|(?:募集|筹集)[^。！？!?\\n]{0,12}(?:费|款|钱|资金|万|元))',
    '好心人[^。！？!?\\n]{0,16}(?:帮帮|帮助|帮一把|帮我|捐|救|资助)',
    '捐款|募捐|捐钱|筹款|善款|求求(?:大家|各位|你们)|跪谢|大恩大德',
    '资助(?:我|他|她|孩子|儿子|女儿)|给我(?:们|家)?(?:打|捐|转|凑|筹)[^。！？!?\\n]{0,3}(?:钱|款|账)',
    '救救(?:我|他|她|孩子|这|俺|老|小)',
    '(?:捐|转|打|借)[^。！？!?\\n]{0,6}(?:十块|一块|几块|一点GOODS|点钱)',
    '求捐|(?:每人|一人|人均|一人捐|每人捐)[^。！？!?\\n]{0,4}(?:块|元)[^。！？!?\\n]{0,12}(?:救|帮)',
    '(?:谁|哪位|能不能|能否|可以|想|急)[^。！？!?\\n]{0,8}借(?:给)?我[^。！？!?\\n]{0,8}(?:万|千|钱|块|元)',
  ],
  channel:
    '收款(?:二维)?码|付款码|捐款码|扫码(?:捐|转|付|打|帮|献)|扫[^。！？!?\\n]{0,4}二维码[^。！？!?\\n]{0,6}(?:捐|转|付|打|帮)|转账(?:到|给|至)|打款|打点钱|打[^。！？!?\n]{0,2}钱|打到[^。！？!?\\n]{0,8}(?:卡|账|帐)|汇到|汇款|(?:卡号|账号|帐号|账户|帐户)(?:\\s|[是为：:])*[\\d０-９]{3}|支付宝(?:账号|帐号|号|转|：|:|\\s*1[3-9])|微信(?:转账|红包|收款|转给|转钱)|私信[^。！？!?\\n]{0,4}转',
  hardship:
    '治病|看病|救命|手术|化疗|放疗|透析|移植|白血病|尿毒症|肿瘤|癌|重病|大病|重症|病危|住院|医药费|医疗费|手术费|治疗费|车祸|烧伤|瘫|出血|先天性|植物人|开刀|残疾|吃不起|吃不上饭|渐冻|截肢|脑瘫|绝症|难关|活不下去|去世|孤儿|换肾|康复训练|确诊|患病|病重|身患|脑梗|脑溢血|ICU|icu|家破人亡|走投无路|揭不开锅|欠债|学费|丧葬|火灾|无钱|没钱|困难',
  need: '(?:急需|还要|要花|得花|急用|还差|还缺|缺口|缺|差|凑不|凑不齐|凑不够|拿不出|付不起|交不起|借遍|花光|用光|掏空|需要|需)[^。！？!?\\n]{0,16}(?:钱|万|元|块|费|款|债)|(?:实在|已经)?负担不起|积蓄[^。！？!?\\n]{0,6}(?:光|完)',
  person:
    '老\\p{Script=Han}(?:家|头)|患者|夫妻|我们家|[男女][，,]|岁[，,的才]|才[^。]{0,4}岁|我(?!们|区|社区|街|市|县)|本人|俺|儿子|女儿|孩子|宝宝|老伴|丈夫|妻子|老公|老婆|爱人|父亲|母亲|爸|妈|孙子|孙女|哥哥|弟弟|姐姐|妹妹|爷爷|奶奶|外婆|外公|邻居|同学|他|她|小朋友|大爷|大妈|阿姨|女士|先生|师傅|一家',
  /** After `GOODS` in the above stands no thing to use: clothes and books may be asked for. */
  goods: '(?![^。！？!?\\n]{0,8}(?:衣|书|被|玩具|椅|床|米|油|物|电脑|家具|菜|手套|水|鞋|药))',
  /** Words of asking that count only beside hardship, a person, and money or a public. */
  soft: '相助|救我|救他|救她|救人|给点|给一点|渡过难关|红包|凑|帮帮|帮衬|帮一把|帮帮忙|行行好|拉一把|搭把手|接济|支援一下',
  money:
    '[0-9一二两三四五六七八九十百千几][多余几]?(?:万|千|百|块|元)|钱|费用|药费|款|债|贷|红包|卖了房|积蓄|吃不起|倾家荡产',
  /** What stands before and after the name of someone money is asked for. */
  forName: '(?:给|为|帮|替)',
  collect: '(?:捐款|捐钱|募捐|筹款|筹钱|打钱|凑钱|集资)',
  /** Collections for something shared, which the fund and its projects exist for. */
  shared:
    '基金(?:会)?(?:的)?(?:募捐|募集|筹款|捐款|捐赠)|(?:社区|慈善|专项|微)基金|慈善会|红十字会|红会|公益项目|项目筹款|义卖|慈善一日捐|一日捐|加装电梯|健身器材|公共|楼道|路灯|食堂|助餐|图书角|活动经费|集体|结对|认领|微心愿',
  fees: '物业费|停车费|水费|电费|水电费|燃气费|管理费|报名费|卫生费|维修基金|维修资金|房租|租金|停车|充电|买菜|买单|结账|付款机|商户|收银|团购|缴费|交费|缴纳',
  warning:
    '诈骗|骗子|被骗|骗|谨防|冒充|警惕|假冒|反诈|不要相信|别信|核实一下|是真的吗|真的假的|真假|投诉|举报|禁止|不得|不能|强制|强迫|摊派|已经捐|捐过|感谢|谢谢[^。]{0,6}捐|公示|票据|明细|去向|公开|怎么用|用在哪',
  /** Asking what one is entitled to, or for a service, is a matter for the office and no collection. */
  entitled:
    '政策|低保|申请|补贴|补助|报销|医保|救助站|临时救助|民政|咨询|怎么办理|如何办理|陪护|护工|陪诊|接送|轮椅|护理床|志愿者|义诊|探望',
  public: '大家|好心人|爱心人士|社会各界|各界|街坊|邻居们|各位|网友|叔叔阿姨|哥哥姐姐|业主们|转发|扩散|群里',
} as const;
