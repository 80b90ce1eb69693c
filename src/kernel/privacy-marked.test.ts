import { describe, expect, test } from 'vitest';
import { findPersonalData, type PersonalKind } from './privacy.ts';

/**
 * A marked set to measure by: texts as neighbours and desks write them, each piece that points to a person marked as
 * `[kind|words]`. Persons, numbers and places are invented; numbers follow the form of real ones, right and wrong.
 */
const marked = `
我家热水器坏了，修理的师傅打[phone|13905170882]找我。
有事请打[phone|13770661204]，白天都在。
联系[phone|15951880023]，我姓什么不重要。
手机[phone|186 5167 3390]，晚上七点后接。
手机[phone|186-5167-3390]
打我[phone|1865167 3390]也行
号码是[phone|１５８９５９８１０２３]，请记一下
儿子的号[phone|+86 138 5170 6612]
电话（[phone|17714320987]）一直开着
[phone|19951770032]（微信同号）
请加微信[phone|wxid_linjia88]
微信号：[phone|meihua_2010]
QQ号[phone|384756201]
邮箱[phone|linjie.huang@qq.com]
把表发到 [phone|tonghua-shequ@163.com] 就行
座机[phone|025-84530917]
家里电话[phone|02584530917]
固话[phone|0511-8532 1107]
外地的座机[phone|0755-26881234]转几都行
老人家里座机[phone|8453 0917]
电话[phone|84530917]，一般上午在
热线之外可以打他本人[phone|13011112345]
我的号码是[phone|一三九零五一七零八八二]
我的号[phone|幺三九零五幺七零八八二]
打[phone|一八六五一六七三三九零]，找我女儿
号[phone|一三八 零零一三 八零零零]
联系电话：[phone|１３９－０５１７－０８８２]
联系电话[phone|139.0517.0882]
致电[phone|139 05170882]
[phone|13390785541]是我妈的
回电[phone|15365012278]谢谢
我爱人[phone|18551803321]
有意者[phone|13645188890]
谁捡到了请打[phone|13851776602]
要看房[phone|17366200981]
短信发[phone|15195813300]，我耳朵不好
老张的[phone|13505180776]
陪诊请提前打[phone|13022558876]
楼组长[phone|13951690023]
报名[phone|18061622207]或[phone|13814091123]
两个号：[phone|13372012288]、[phone|025-52310098]
不在就打[phone|15062236655]
急事[phone|13182946600]！
tel:[phone|13952088731]
Tel [phone|13952088732]
phone [phone|18013889012]
call [phone|+8613952088733]
手机号[phone|166 2177 0098]
新号[phone|199 0517 2233]
号码改成[phone|19852880071]了
一直打不通[phone|13913998820]
开锁师傅[phone|13327701188]
收废品的[phone|18852001998]
接送孩子的人[phone|15996280017]
我[phone|15077880102]
家属[phone|13776543321]
居委会让留[phone|13605158821]
帮忙转告[phone|18936006612]
预约[phone|025 8660 1234]
找物业说打[phone|025-86601199]，没人接
护工的电话[phone|13605171122]
早上别打[phone|18795880033]
有小孩的家长加[phone|vx_mama2019]微信号也行，微信号[phone|vx_baba2019]
身份证[idNumber|320102194503121226]
身份证号码：[idNumber|32010219450312122X]
身份证号 [idNumber|320106195708230417]
本人证件号[idNumber|320114198811050029]
[idNumber|320103196002294019]是我老伴的
号码[idNumber|32010519720615201x]
身份证 [idNumber|320102 19450312 1226]
身份证[idNumber|320102-19450312-1226]
身份证：[idNumber|３２０１０２１９４５０３１２１２２６]
证件号码[idNumber|340123198001017731]
户口本上[idNumber|410105200912310015]
孩子的[idNumber|320106201505186634]
老证[idNumber|110101195306153019]还能用吗
低保证和身份证[idNumber|320111193910070811]一起交
代办人[idNumber|320124199203043312]
身份证号少写一位[idNumber|32010219450312122]
身份证[idNumber|3201021945031212266]多写了一位
一代身份证[idNumber|320102450312122]
证件号[idNumber|320102391007081]
我的身份证号是[idNumber|320721196411204455]请查一下
身份证最后是X：[idNumber|32028119701009335X]
ID[idNumber|320583198507079912]
id card [idNumber|330104199001017788]
租客[idNumber|370202199512126611]
户主身份证[idNumber|320123194912014417]
（[idNumber|320107197802281829]）
/[idNumber|320113196606061216]/
签字人[idNumber|511102198312250066]
复印件[idNumber|420106195002100932]
名字后面是[idNumber|320104193801010429]
老人[idNumber|320102193305050024]，九十多了
报名要填身份证[idNumber|320115200803218810]
监护人证件[idNumber|320116197911116619]
身份证[idNumber|320102 194503121226]
身份证[idNumber|3201 0219 4503 1212 26]
身份证号：[idNumber|320106.19570823.0417]
卡[card|6228480402564890018]
银行卡[card|6217 0012 3456 7890 128]
工行卡号[card|6222021234567890123]
存折[card|4301 1022 0088 7766]
打到建行[card|6227001234567890128]
账号：[card|10105301040012345]
残疾补贴打到[card|6230 5200 1234 5678 901]
农行[card|6228 4800 1234 5678]
户名[name|陶桂英]，请打到这张卡
我叫[name|谈美凤]，住在这里三十年了
我叫[name|李军]。
我名叫[name|司马兰]
他叫[name|许大勇]，以前是电工
孩子叫[name|孙一诺]，上二年级
女儿叫[name|冯晓月]
老伴叫[name|沈金根]，脑梗
联系人[name|唐玉珍]
联系人：[name|马国梁]（儿子）
姓名：[name|诸葛明]
姓名 [name|丁香兰]
户主[name|梁志华]
收件人[name|罗小燕]
[name|王阿姨]家的猫丢了
[name|李大爷]一个人住，冬天怕冷
[name|张奶奶]摔过一跤
[name|陈爷爷]耳朵听不清
[name|刘师傅]会修自行车
[name|赵老师]愿意教书法
[name|周女士]说孩子没人接
[name|吴先生]捐了一箱书
[name|郑大姐]做的饺子好吃
[name|孙大哥]开车送过她
[name|胡阿婆]想要一副拐杖
[name|何医生]义诊那天忘了登记
[name|欧阳奶奶]的扶手松了
[name|小李]帮忙搬的
麻烦[name|小王]来看一下
[name|老张]会木工
请[name|老刘]师傅来
[name|老陈]家水管漏
和[name|小赵]约好了
找[name|小孙]拿钥匙
[name|王秀兰]，八十二岁，独居
[name|李国庆]，男，七十五岁
患者[name|李某某]需要轮椅
患者[name|王建军]出院后要人陪
病人[name|张玉兰]住三楼
居民[name|何秀珍]反映楼道灯不亮
居民[name|钱有福]，低保户
业主[name|高小红]家阳台漏水
住户[name|邓国平]说电梯又停了
租户[name|彭亮]想借活动室
老人[name|蒋阿宝]九十一岁
学生[name|余佳佳]想借旧课本
邻居[name|汤国强]反映
低保户[name|魏长贵]家没有冰箱
残疾人[name|潘小军]出门难
我是[name|田秀芝]，住前面那栋
我是[name|卢明]的女儿
我儿子[name|贾宝强]在外地
我妈[name|秦桂兰]腿不好
我爸[name|段有才]住院了
本人[name|龚玉梅]申请
代表[name|尹国栋]
志愿者[name|韦小丽]陪她去
[name|谭女士]的母亲需要护理床
[name|洪先生]与[name|洪太太]都走不动
感谢[name|方大妈]
[name|余主任]说可以
[name|石书记]来看过
[name|章同学]补数学
独居的[name|史老太太]
[name|范伯伯]和[name|熊婶婶]
给[name|朱婆婆]送饭
[name|杜嫂子]会裁衣服
[name|程老爷子]想下棋
[name|夏小朋友]过敏
[name|万女士]一家三口
[name|龙师傅]家的门锁
[name|毛阿姨]（住一楼）
[name|白爷爷]的助听器
为[name|崔玉芬]老人代买药品
帮[name|康德发]修一下灯
[name|金某]家里困难
[name|姜某某]，女，六十岁
联系[name|陆芬]即可
请找[name|姚红]，她知道
问[name|柯志强]要钥匙
当事人[name|莫小兰]
外婆叫[name|翁阿妹]
爱人[name|骆平]是退伍军人
儿子[name|葛天佑]要中考
住在[address|2幢1单元402室]
家住[address|6栋3单元]
[address|12号楼101]门口堆了杂物
[address|5号楼]楼道灯坏了三盏
[address|3单元501]漏水到楼下
[address|桐花里小区8号楼]
[address|云锦新城12栋2单元1203室]
[address|幸福里18号]
[address|中山北路203号]
[address|石门坎104弄7号402室]
[address|上海路88弄5号]
[address|平安巷12号3单元]
[address|7-2-301]
[address|A3栋1502]
[address|B座608室]
[address|九幢四零二]
[address|二号楼三单元]
[address|1栋甲单元201]
请送到[address|4号楼2单元602]
门牌[address|11-1-102]
我家[address|3号楼704]
在[address|15幢]楼下等
[address|丁香家园6幢]
[address|建设新村23号]
[address|红旗大院9号楼西单元]
[address|梅园新村30号]
[address|汉口西路51号2幢]
[address|二条巷44号]
[address|16栋]到[address|18栋]之间
[address|1号楼]顶楼漏雨
轮椅放在[address|8幢2单元]门口
[address|南苑5栋]
[address|和平公寓1208室]
[address|7幢]一楼最东边那户
[address|三号楼]四楼左手
住[address|五栋二单元三零一]
[address|22号楼]的[name|曹阿姨]要人帮着买菜
[address|6号院3号楼]
[address|幸福路18号院2号楼]
[address|18号301室]
[address|403室]的老人
敲[address|1204室]的门
就在[address|四号楼一单元]
[address|G3栋]旁边的自行车棚
[address|东区14栋]
[address|西苑小区3-1-502]
[address|莲花新村9幢二单元]
[address|朝阳门街6号]
[address|环城北路77号4栋]
[address|9号楼]门禁坏了
送餐到[address|10号楼1单元201]
[address|13幢]的电梯
[address|第三村8号]
我住[address|二幢五零三]
[name|裴玉兰]住[address|12幢601]，电话[phone|13505181234]
[name|瞿大叔]，[address|3号楼]，[phone|13770998877]
姓名[name|戴红]，身份证[idNumber|320102198003051827]，手机[phone|15850510011]
老人[name|孔德才]，[address|5幢1单元101]，每天要人送饭
户名[name|邱丽]，卡号[card|6228480398765432107]
联系人[name|江涛]，[phone|13905171199]
[name|聂奶奶]，八十八岁，[address|1号楼303]，儿子[phone|18651880001]
家属[name|俞建国]（[phone|13951997766]）
她的女儿[name|申小梅]，微信号[phone|shen_xm88]
[name|卞师傅]电话[phone|17768101122]
[name|宋秀英]，[idNumber|320102194708091223]，[address|8幢2单元502]
接种证[name|牛小宝]，妈妈[phone|13601588765]
[name|戚阿姨]和[name|凌叔叔]都七十多了
病人[name|柏玉珍]，[address|18幢]，家属电话[phone|15295500887]
请联系网格员[name|樊丽]
网格员[name|樊小刚]会上门
社工[name|季晓敏]带队
楼组长[name|祝国华]收的
物业[name|焦经理]说没钱修
护工[name|骆大姐]做满一个月
房东[name|柴先生]不肯修
租客[name|褚小姐]想退房
保安[name|席师傅]夜里值班
医生[name|温主任]建议用护理床
理发的[name|项师傅]每月来
[name|雷某]，男，残疾二级
[name|颜女士]（化名）请求帮助
[name|齐阿姨]的轮椅借给了[name|伍爷爷]
党员[name|安志国]报名
[name|左奶奶]眼睛不好
麻烦转给[name|盛老师]
独居老人[name|娄桂花]
困难学生[name|艾小雨]
退伍老兵[name|鲍长根]
孤寡老人[name|屈阿根]，无儿无女
残疾儿童[name|焦点点]需要康复
失独家庭[name|蔺玉芳]
昨天遇到[name|沈丽华]，她说煤气灶打不着
[name|老周]家的狗丢了，有线索请打[phone|13770012233]
楼下[name|徐奶奶]九十三了，想剪头发
孩子[name|林子轩]想借自行车
[name|郭师傅]（[phone|15851234567]）修鞋
我爱人[name|傅建平]需要氧气瓶
独居的[name|高秀珍]腿骨折
请把米送到[address|11号楼3单元602室]
家在[address|梧桐苑4幢701]
从[address|2栋]到北门的路
[address|建宁路18号]的小店
[address|和平里7号院2单元]
[name|杨某]肢体残疾
受助人[name|罗小敏]
[name|汪爷爷]和[name|汪奶奶]想看戏
社区医生[name|顾芳]
可以找[name|卢晓东]登记
[name|赵小兰]的儿子在外地
志愿者[name|苏婷]、[name|罗斌]报名
请[name|侯大姐]帮忙
学生[name|石磊]需要补课
联系方式[phone|18913334455]
电话：[phone|025-5866 7788]
微信[phone|happy_lane77]
身份证[idNumber|320104199506127812]
[idNumber|320102 1956 0304 0517]
卡号[card|6214830251234567]
我叫[name|刁玉凤]，今年七十
[name|蒋老师]退休了愿意教
楼长[name|毕春生]说的
家属[name|顾先生]电话[phone|13601234567]
[name|唐晓芸]小朋友要助听器
[address|5-1-302]漏水
孤老[name|陆长根]
托[name|尹德福]带的药
[name|田宝玉]，独居，眼睛看不清
居民[name|曹颖]反映路灯不亮
看望了[name|祁阿婆]和[name|潘金花]
老党员[name|汤志远]
[name|小陈]负责签到
租客[name|闵杰]一家三口
`;

/** Texts of the same tone in which nothing points to a person. */
const clean = `
老楼楼梯没有扶手，老人下楼怕滑
三盏路灯不亮，晚上看不见路
想借一架梯子，换个灯泡
需要轮椅一张，用一个月
每周二、四下午有人陪着去复查就好
缺两位看作业的大人，放学后到六点
孩子们想要一间读书的屋子
小区有十六个单元，楼道灯坏得多
过冬的厚被子六床
希望有人教手机挂号
东门的垃圾桶满了三天
楼道堆着旧家具，不安全
电梯停了，老人困在楼上
小花园的长椅断了一条腿
下雨天北门积水到脚踝
请把停车线重新画一画
想办一场义诊，量量血压
旧衣服往哪里送
暑假有没有托管班
四点半课堂缺志愿者
楼下太吵，睡不好觉
自行车棚漏雨
水压不足，洗澡没水
每户凑二十元修门禁
一共三十二户签了字
2026年3月15日之前修好
预算是 12,800 元
三月到五月每月一次
大约需要 40 小时
48 只节能灯泡
5 公斤大米两袋
第12届邻里节
高血压的老人想听讲座
王道士画符，不是人名
马上要过冬了
方便的话请上午来
白天楼上装修
任何一位邻居都可以来
安装扶手要钻墙
金秋时节包饺子
黄色的线画歪了
温水泡脚的桶
江边散步的路
石头台阶松动
林下的小路要铺
于上午九点开始
周一到周五都行
周末有空的请来
孔洞太大，要补
雷雨天断电
夏天太热，想要风扇
冬天的取暖器两台
高处的灯够不着
老人家都喜欢下棋
小朋友们要一块画板
老师傅教年轻人修伞
阿姨叔叔们一起来包粽子
大爷大妈们的合唱队
请社工和网格员一起上门
物业经理换了三个
护工不好找
医生每月来一次
志愿者陪着去
居民代表开会那天停电
业主群里说好的
党员先锋岗
老张拉面馆门口的台阶
订单号 20260315000123
工单 2026-0142
群号不用写
会议室在二楼
一楼到六楼的扶手
六层楼没有电梯
三栋楼共用一个水泵
每栋楼一个灭火器
一单元门口堆了杂物的照片
共 3 栋，每栋 6 层
2 号线地铁口出来
110 和 120 都打了
12345 热线说转给社区
拨打 96 开头的号码要小心
每人 30 分钟
1 比 50 的图
温度 18 到 22 度
长 120 厘米，宽 60 厘米
上午 8:30 到 11:30
材料费 800 元，人工 600 元
身份证复印件带上
银行卡不用带
手机号不用留
微信群里通知
邮箱在公告上
门牌掉了
楼号看不清
室外的健身器材
弄堂口的路灯
路边的井盖松动
道路两边的树
里面的房间小
村里的老房子
街心花园
居民们高兴地说
老人们的活动室
志愿者全部到齐
医生建议多走动
家属区的停车位
学生时代的照片
孩子们的书包
保安亭漏雨
邻居们都来了
请于三月前报名
让老人安全回家
业主大会成立了
接送孩子的车
请金花社区的人来
住户的水管
本周成立志愿队
工程顺利完工
陆军医院门口
`;

function readMarks(line: string): { text: string; wanted: Marked[] } {
  const wanted: Marked[] = [];
  let text = '';
  let from = 0;
  for (const match of line.matchAll(/\[(phone|idNumber|card|name|address)\|([^\]]+)\]/g)) {
    text += line.slice(from, match.index);
    const words = match[2] ?? '';
    // The pattern above admits only these five words.
    wanted.push({ kind: match[1] as PersonalKind, start: text.length, end: text.length + words.length, words });
    text += words;
    from = match.index + match[0].length;
  }
  return { text: text + line.slice(from), wanted };
}

interface Marked {
  readonly kind: PersonalKind;
  readonly start: number;
  readonly end: number;
  readonly words: string;
}

const lines = (block: string) => block.trim().split('\n').map(readMarks);

/** A piece counts as pointed out when something found covers at least half of it: the eye then sees the whole. */
function covers(found: { readonly start: number; readonly end: number }, wanted: Marked): boolean {
  const common = Math.min(found.end, wanted.end) - Math.max(found.start, wanted.start);
  return common * 2 >= wanted.end - wanted.start;
}

function measure() {
  const counts = new Map<PersonalKind, { marked: number; hit: number; missed: string[] }>();
  let found = 0;
  let right = 0;
  const wrong: string[] = [];
  for (const { text, wanted } of [...lines(marked), ...lines(clean)]) {
    const pieces = findPersonalData(text);
    for (const one of wanted) {
      const count = counts.get(one.kind) ?? { marked: 0, hit: 0, missed: [] };
      count.marked += 1;
      if (pieces.some((piece) => covers(piece, one))) count.hit += 1;
      else count.missed.push(`${one.words} in ${text}`);
      counts.set(one.kind, count);
    }
    for (const piece of pieces) {
      found += 1;
      if (wanted.some((one) => piece.start < one.end && piece.end > one.start)) right += 1;
      else wrong.push(`${piece.kind} ${piece.text} in ${text}`);
    }
  }
  return { counts, found, right, wrong };
}

describe('the marked set', () => {
  const measured = measure();
  const all = [...measured.counts.values()].reduce((sum, one) => sum + one.marked, 0);
  const share = (kind: PersonalKind) => {
    const one = measured.counts.get(kind) ?? { marked: 1, hit: 0, missed: [] };
    return { share: one.hit / one.marked, missed: one.missed };
  };

  test('holds at least 300 marked pieces', () => expect(all).toBeGreaterThanOrEqual(300));

  test.each(['phone', 'idNumber', 'card'] as const)('at least 95 of 100 of each %s are pointed out', (kind) => {
    const { share: recall, missed } = share(kind);
    expect(recall, missed.join('\n')).toBeGreaterThanOrEqual(0.95);
  });

  test.each(['name', 'address'] as const)('at least 85 of 100 of each %s are pointed out', (kind) => {
    const { share: recall, missed } = share(kind);
    expect(recall, missed.join('\n')).toBeGreaterThanOrEqual(0.85);
  });

  test('at least 97 of 100 pieces pointed out are personal', () => {
    expect(measured.right / measured.found, measured.wrong.join('\n')).toBeGreaterThanOrEqual(0.97);
  });
});
