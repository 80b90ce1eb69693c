type Way = 'web' | 'phone' | 'visit' | 'counter' | 'letter';

/** How a matter goes on: still new, taken, answered with a promise that ends some way, or done at once. */
export type Course =
  | { readonly kind: 'new' | 'taken' }
  | { readonly kind: 'spot'; readonly how: string }
  | { readonly kind: 'answer'; readonly reply: string }
  | {
      readonly kind: 'promise';
      readonly reply: string;
      readonly promise: string;
      readonly within: number;
      readonly ends: 'kept' | 'late' | 'open' | 'broken' | 'moved' | 'reopened';
    }
  | { readonly kind: 'withdrawn'; readonly reason: string };

export interface Saying {
  readonly ago: number;
  readonly who: string | null;
  readonly way: Way;
  readonly words: string;
  readonly at: string;
  readonly course: Course;
}

const kept = (reply: string, promise: string, within: number): Course => ({
  kind: 'promise',
  reply,
  promise,
  within,
  ends: 'kept',
});

/** A year of what residents said, each in their own words. */
export const sayings: readonly Saying[] = [
  {
    ago: 352,
    who: '沈福根',
    way: 'visit',
    words: '楼下的井盖松了，车一过就响，夜里睡不着。',
    at: '1号楼',
    course: kept('和市政约好了，这周来垫。', '换好井盖垫圈', 6),
  },
  {
    ago: 345,
    who: '方宁',
    way: 'web',
    words: '快递柜挡住了轮椅坡道，推不过去，要绕到马路上。',
    at: 'B座',
    course: kept('请物业把柜子往里挪一米。', '快递柜挪位', 7),
  },
  {
    ago: 331,
    who: '田秀芝',
    way: 'counter',
    words: '想学用手机挂号，字大一点就会了。',
    at: '5号楼',
    course: { kind: 'spot', how: '当面教了一遍，写了一张大字卡。' },
  },
  {
    ago: 322,
    who: null,
    way: 'letter',
    words: '意见箱：广场舞音响九点以后能不能小一点？',
    at: '桐花里',
    course: { kind: 'answer', reply: '和两支舞队商量好了，九点收音响，贴了约定。' },
  },
  {
    ago: 309,
    who: '姚红',
    way: 'phone',
    words: '一号楼门禁坏了两天，谁都能进。',
    at: '1号楼',
    course: { kind: 'promise', reply: '锁芯要等配件。', promise: '换好门禁锁芯', within: 5, ends: 'late' },
  },
  {
    ago: 298,
    who: '顾长海',
    way: 'visit',
    words: '车棚里电线拉得乱，怕着火。',
    at: '2号楼',
    course: kept('电工周五来理线，装两个漏保。', '车棚电线理顺', 7),
  },
  {
    ago: 287,
    who: '林悦',
    way: 'web',
    words: '孩子放学到六点没人看，两家都上班，能不能有个地方写作业？',
    at: 'B座',
    course: { kind: 'answer', reply: '四点半课堂在邻里中心，周一到周五都开，已帮您报上名。' },
  },
  {
    ago: 276,
    who: '陆芬',
    way: 'visit',
    words: '眼睛不好，信都看不清，想有人念念。',
    at: '1号楼',
    course: { kind: 'spot', how: '念了三封信，约好每周二来。' },
  },
  {
    ago: 263,
    who: '曹国庆',
    way: 'phone',
    words: '三楼拐角没灯，我老伴差点踩空。',
    at: '3号楼',
    course: kept('五金店捐的灯泡今天就装。', '装好三楼拐角灯', 3),
  },
  {
    ago: 255,
    who: '江涛',
    way: 'web',
    words: '新小区的会客室总锁着，想借来开读书会。',
    at: 'B座',
    course: kept('和物业谈好，周六下午开放。', '会客室周六开放', 10),
  },
  {
    ago: 244,
    who: '白玉梅',
    way: 'counter',
    words: '二号楼后面的树枝压到电线了。',
    at: '2号楼',
    course: { kind: 'promise', reply: '报给绿化了。', promise: '修剪树枝', within: 7, ends: 'moved' },
  },
  {
    ago: 229,
    who: '吴小娣',
    way: 'visit',
    words: '一个人住，半夜心慌没人知道。',
    at: '5号楼',
    course: kept('装一个呼叫按钮，连到值班电话。', '装好呼叫按钮', 14),
  },
  {
    ago: 214,
    who: '赵丽华',
    way: 'web',
    words: '陪诊队缺一张能折叠的轮椅。',
    at: '2号楼',
    course: { kind: 'answer', reply: '桥头诊所有两张可借，登记在工具架上了。' },
  },
  {
    ago: 201,
    who: null,
    way: 'phone',
    words: '没留名：南墙根一下雨就积水。',
    at: '桐花里',
    course: {
      kind: 'promise',
      reply: '先清沟，再找排水队来看。',
      promise: '清通南墙排水沟',
      within: 7,
      ends: 'reopened',
    },
  },
  {
    ago: 188,
    who: '孙志强',
    way: 'web',
    words: '充电桩只有两个，天天排队。',
    at: 'A座',
    course: {
      kind: 'promise',
      reply: '电容量不够，已向供电所申请。',
      promise: '给出增容结果',
      within: 14,
      ends: 'broken',
    },
  },
  {
    ago: 176,
    who: '丁一鸣',
    way: 'web',
    words: '想组织年轻人夜跑，找不到人一起。',
    at: 'A座',
    course: { kind: 'answer', reply: '帮您贴了海报，先有六个人报名。' },
  },
  {
    ago: 163,
    who: '沈丽',
    way: 'phone',
    words: '我爸一个人住在一号楼，想有人中午去看一眼。',
    at: '1号楼',
    course: kept('网格员马建国每天中午去敲门。', '中午探望排好班', 3),
  },
  {
    ago: 149,
    who: '徐建华',
    way: 'counter',
    words: '公告栏的玻璃裂了，怕划到小孩。',
    at: '2号楼',
    course: { kind: 'spot', how: '当天换了有机玻璃。' },
  },
  {
    ago: 133,
    who: '欧阳春',
    way: 'web',
    words: '地下车库灯太暗，停车擦了两次。',
    at: 'B座',
    course: kept('物业先把坏的八盏换掉。', '换好车库坏灯', 10),
  },
  {
    ago: 121,
    who: '陈巧珍',
    way: 'visit',
    words: '腌菜缸搬不动了，想有人搭把手。',
    at: '5号楼',
    course: { kind: 'spot', how: '马建国和两个街坊搬到了一楼。' },
  },
  {
    ago: 108,
    who: null,
    way: 'letter',
    words: '遛狗不牵绳，孩子吓哭了。',
    at: '云锦新城',
    course: { kind: 'answer', reply: '议事会定了遛狗约定，贴在每个楼门。' },
  },
  {
    ago: 97,
    who: '杨帆',
    way: 'web',
    words: '想给老人拍一组照片，过年洗出来送他们。',
    at: 'A座',
    course: { kind: 'answer', reply: '摄影组很欢迎，联系方式已经互相给了。' },
  },
  {
    ago: 84,
    who: '田秀芝',
    way: 'phone',
    words: '助餐点换到北门，太远走不动。',
    at: '5号楼',
    course: { kind: 'promise', reply: '周二起由志愿者送上门。', promise: '开始送餐上门', within: 6, ends: 'kept' },
  },
  {
    ago: 66,
    who: '顾长海',
    way: 'visit',
    words: '议事会的通知贴得太晚，来不及看。',
    at: '2号楼',
    course: kept('以后提前三天贴，并发到每栋楼门。', '提前三天贴出下次通知', 20),
  },
  {
    ago: 52,
    who: '姚红',
    way: 'web',
    words: '垃圾桶正对着一楼窗户，夏天不敢开窗。',
    at: '1号楼',
    course: kept('挪到东墙，加盖。', '垃圾桶挪位', 7),
  },
  {
    ago: 41,
    who: '方宁',
    way: 'web',
    words: '课堂的桌子腿晃，孩子写字歪。',
    at: 'B座',
    course: { kind: 'spot', how: '老木匠当天修好六张。' },
  },
  {
    ago: 33,
    who: '曹国庆',
    way: 'visit',
    words: '去年说的扶手，什么时候装？',
    at: '3号楼',
    course: { kind: 'answer', reply: '扶手已经列入适老改造项目，项目页上能看到走到哪一步。' },
  },
  {
    ago: 24,
    who: null,
    way: 'phone',
    words: '巷口修路，晚上没有警示灯。',
    at: '桐花里',
    course: { kind: 'promise', reply: '施工队今晚摆灯。', promise: '摆好警示灯', within: 1, ends: 'late' },
  },
  {
    ago: 19,
    who: '林悦',
    way: 'web',
    words: '想把旧绘本捐给书屋，怎么交？',
    at: 'B座',
    course: { kind: 'answer', reply: '周末上午书屋有人收，登记一下就行。' },
  },
  {
    ago: 13,
    who: '孙志强',
    way: 'web',
    words: '不用找了，充电的事我们楼自己排了表。',
    at: 'A座',
    course: { kind: 'withdrawn', reason: '本人说已经自己解决。' },
  },
  {
    ago: 9,
    who: '沈福根',
    way: 'visit',
    words: '暖气片不热，夜里盖三床被。',
    at: '1号楼',
    course: {
      kind: 'promise',
      reply: '供热站来放气，放完再量一次温度。',
      promise: '放气并测温',
      within: 7,
      ends: 'open',
    },
  },
  {
    ago: 7,
    who: '白玉梅',
    way: 'phone',
    words: '顶楼漏水，半夜滴到床上。',
    at: '2号楼',
    course: { kind: 'promise', reply: '先上门看，再定怎么补。', promise: '上门看顶楼漏水', within: 5, ends: 'open' },
  },
  {
    ago: 5,
    who: '江涛',
    way: 'web',
    words: '能不能在新小区也设一个工具架？',
    at: 'B座',
    course: { kind: 'promise', reply: '下周议事会提出来。', promise: '议事会给出说法', within: 9, ends: 'open' },
  },
  { ago: 3, who: '陆芬', way: 'visit', words: '药盒上的字看不清，怕吃错。', at: '1号楼', course: { kind: 'taken' } },
  {
    ago: 2,
    who: null,
    way: 'letter',
    words: '意见箱：乒乓球台旁边想要一把长椅。',
    at: '桐花里',
    course: { kind: 'taken' },
  },
  {
    ago: 1,
    who: '丁一鸣',
    way: 'web',
    words: '我会修自行车，周日下午可以给大家修。',
    at: 'A座',
    course: { kind: 'new' },
  },
  {
    ago: 1,
    who: '田秀芝',
    way: 'phone',
    words: '楼道灯又不亮了，邻居代我打的电话。',
    at: '5号楼',
    course: { kind: 'new' },
  },
  {
    ago: 0,
    who: '欧阳春',
    way: 'web',
    words: '孩子在小区捡到一串钥匙，交到哪里？',
    at: 'B座',
    course: { kind: 'new' },
  },
];
