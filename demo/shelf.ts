type Urgency = 'urgent' | 'soon' | 'normal';

/** A need as the demo's people state it. */
export interface Wanted {
  readonly ago: number;
  readonly title: string;
  readonly summary: string;
  readonly classCode: string;
  readonly quantity: string;
  readonly unit: string;
  readonly place: string;
  readonly urgency?: Urgency;
  readonly reason?: string;
  readonly person?: string;
  readonly homeVisit?: boolean;
  readonly lowIncome?: boolean;
  readonly voices?: readonly string[];
  readonly draft?: boolean;
}

/** Needs of the year that are no part of the one long story. */
export const needs: readonly Wanted[] = [
  {
    ago: 300,
    title: '陪诊：每月一次去区医院',
    summary: '独居老人每月复查，需要有人陪着挂号、取药。',
    classCode: 'service.medical.escort',
    quantity: '12',
    unit: '次',
    place: '桐花里',
    person: '陆芬',
    homeVisit: true,
  },
  {
    ago: 250,
    title: '轮椅，出院后用一个月',
    summary: '腿脚手术后要用轮椅，大约一个月。',
    classCode: 'material.daily.mobility',
    quantity: '1',
    unit: '张',
    place: '桐花里',
    person: '沈福根',
  },
  {
    ago: 205,
    title: '放学后看作业的志愿者',
    summary: '四点半课堂每天还缺一位看作业的大人。',
    classCode: 'service.education.schoolwork',
    quantity: '40',
    unit: '小时',
    place: '云锦新城',
  },
  {
    ago: 170,
    title: '楼道灯泡',
    summary: '老小区十六个单元楼道灯坏得多，需要节能灯泡。',
    classCode: 'facilities.lighting',
    quantity: '48',
    unit: '只',
    place: '桐花里',
    voices: ['曹国庆', '姚红', '白玉梅'],
  },
  {
    ago: 126,
    title: '过冬的厚被子',
    summary: '几户独居老人缺厚被子。',
    classCode: 'material.clothing.bedding',
    quantity: '6',
    unit: '床',
    place: '桐花里',
    lowIncome: true,
    urgency: 'soon',
    reason: '入冬前',
  },
  {
    ago: 88,
    title: '教老人用手机挂号',
    summary: '想学用手机挂号、交费，一对一更好。',
    classCode: 'service.education.digital',
    quantity: '10',
    unit: '次',
    place: '桐花里',
    voices: ['田秀芝', '吴小娣'],
  },
  {
    ago: 61,
    title: '修门锁和水龙头',
    summary: '几户老人家门锁不灵、水龙头滴水，要上门修。',
    classCode: 'service.repair.home',
    quantity: '5',
    unit: '户',
    place: '桐花里',
    homeVisit: true,
    urgency: 'soon',
    reason: '门锁关不上',
  },
  {
    ago: 37,
    title: '读书会的活动室',
    summary: '每周六下午两小时，十五个人坐得下。',
    classCode: 'facilities.space',
    quantity: '8',
    unit: '次',
    place: '云锦新城',
  },
  {
    ago: 18,
    title: '心里闷，想有人听听',
    summary: '希望有人定期来陪着说说话。',
    classCode: 'service.psychological',
    quantity: '4',
    unit: '次',
    place: '桐花里',
    homeVisit: true,
  },
  {
    ago: 11,
    title: '垃圾清运每天一次',
    summary: '没有物业的老小区，垃圾两天才清一次。',
    classCode: 'property.cleaning',
    quantity: '1',
    unit: '件',
    place: '桐花里',
    urgency: 'soon',
    reason: '天热时味道大',
    voices: ['姚红', '顾长海', '徐建华'],
  },
  {
    ago: 6,
    title: '暖气不热的几户借电暖气',
    summary: '供热修好以前，三户老人需要电暖气。',
    classCode: 'material.daily.warmth',
    quantity: '3',
    unit: '台',
    place: '桐花里',
    urgency: 'urgent',
    reason: '夜里只有十二度',
  },
  {
    ago: 2,
    title: '乒乓球台旁的长椅',
    summary: '打球等位的老人没地方坐。',
    classCode: 'facilities.space',
    quantity: '1',
    unit: '把',
    place: '桐花里',
    draft: true,
  },
];

/** An offer as its owner made it. */
export interface Offered {
  readonly ago: number;
  readonly kind: 'goods' | 'loan' | 'room' | 'skill' | 'service' | 'knowledge';
  readonly title: string;
  readonly text: string;
  readonly classCode: string;
  readonly quantity: string;
  readonly unit: string;
  readonly owner?: string;
  readonly organisation?: string;
  readonly per?: 'once' | 'week' | 'month';
  readonly homeVisits?: boolean;
  readonly vetted?: boolean;
  readonly place?: string;
  readonly conditions?: string;
  readonly end?: 'refused' | 'paused' | 'offered';
}

/** What neighbours, shops and units offer: the tool shelf, rooms, skills, services. */
export const offers: readonly Offered[] = [
  {
    ago: 340,
    kind: 'loan',
    title: '轮椅（可折叠）',
    text: '桥头诊所放在社区的，借用免费。',
    classCode: 'material.daily.mobility',
    quantity: '2',
    unit: '张',
    organisation: '桥头诊所',
    place: '邻里中心',
    conditions: '一次三十天，可以续',
  },
  {
    ago: 340,
    kind: 'loan',
    title: '冲击钻',
    text: '工具架一号格。',
    classCode: 'material.daily.tools',
    quantity: '1',
    unit: '把',
    place: '邻里中心',
    conditions: '会用的人来借',
  },
  {
    ago: 339,
    kind: 'loan',
    title: '人字梯',
    text: '工具架边上。',
    classCode: 'material.daily.tools',
    quantity: '2',
    unit: '把',
    place: '邻里中心',
  },
  {
    ago: 339,
    kind: 'loan',
    title: '缝纫机',
    text: '有人会教。',
    classCode: 'material.daily.appliances',
    quantity: '1',
    unit: '台',
    place: '老茶馆',
  },
  {
    ago: 335,
    kind: 'room',
    title: '邻里中心二楼活动室',
    text: '坐得下三十人，有投影。',
    classCode: 'facilities.space',
    quantity: '1',
    unit: '间',
    place: '邻里中心',
  },
  {
    ago: 334,
    kind: 'room',
    title: '梧桐小学操场（周末）',
    text: '周末上午开放。',
    classCode: 'facilities.space',
    quantity: '1',
    unit: '处',
    organisation: '梧桐小学',
  },
  {
    ago: 320,
    kind: 'skill',
    title: '木工修理',
    text: '桌椅门窗都能修。',
    classCode: 'service.repair',
    quantity: '4',
    unit: '小时',
    per: 'week',
    owner: '刘木生',
    homeVisits: true,
    vetted: true,
  },
  {
    ago: 305,
    kind: 'service',
    title: '陪诊',
    text: '陪着挂号、检查、取药。',
    classCode: 'service.medical.escort',
    quantity: '6',
    unit: '次',
    per: 'month',
    organisation: '银发陪诊队',
    homeVisits: true,
    vetted: true,
  },
  {
    ago: 290,
    kind: 'skill',
    title: '看作业',
    text: '退休教师，小学各科。',
    classCode: 'service.education.schoolwork',
    quantity: '6',
    unit: '小时',
    per: 'week',
    owner: '白玉梅',
  },
  {
    ago: 240,
    kind: 'skill',
    title: '每月两小时法律咨询',
    text: '合同、邻里纠纷、遗嘱。',
    classCode: 'service.legal',
    quantity: '2',
    unit: '小时',
    per: 'month',
    owner: '江涛',
  },
  {
    ago: 215,
    kind: 'service',
    title: '上门换锁、修水龙头',
    text: '五金店师傅，材料按进价。',
    classCode: 'service.repair.home',
    quantity: '4',
    unit: '户',
    per: 'month',
    organisation: '便民五金店',
    homeVisits: true,
    vetted: true,
  },
  {
    ago: 150,
    kind: 'service',
    title: '听您说说话',
    text: '心语倾听站，每次一小时。',
    classCode: 'service.psychological',
    quantity: '8',
    unit: '次',
    per: 'month',
    organisation: '心语倾听站',
    homeVisits: true,
    vetted: true,
  },
  {
    ago: 110,
    kind: 'goods',
    title: '棉被（新）',
    text: '厂里多做的，没拆封。',
    classCode: 'material.clothing.bedding',
    quantity: '10',
    unit: '床',
    owner: '孙志强',
    conditions: '先给独居老人',
  },
  {
    ago: 92,
    kind: 'skill',
    title: '教手机',
    text: '一对一，慢慢教。',
    classCode: 'service.education.digital',
    quantity: '2',
    unit: '次',
    per: 'week',
    owner: '丁一鸣',
  },
  {
    ago: 45,
    kind: 'knowledge',
    title: '无障碍改造的图纸和做法',
    text: '做过三个老小区，能讲能画。',
    classCode: 'facilities.access',
    quantity: '1',
    unit: '套',
    organisation: '安扶适老工程',
  },
  {
    ago: 90,
    kind: 'knowledge',
    title: '适老改造请专家看一看',
    text: '图纸拿来可以看，需要时到楼里走一遍，说说怎么装才顺手。',
    classCode: 'facilities.access',
    quantity: '2',
    unit: '次',
    per: 'month',
    organisation: '清源适老环境研究所',
  },
  {
    ago: 30,
    kind: 'goods',
    title: '九成新儿童自行车',
    text: '孩子长高了。',
    classCode: 'material.daily.children',
    quantity: '1',
    unit: '辆',
    owner: '林悦',
    end: 'paused',
  },
  {
    ago: 15,
    kind: 'goods',
    title: '过期两个月的奶粉',
    text: '没开封。',
    classCode: 'material.food.groceries',
    quantity: '6',
    unit: '罐',
    owner: '欧阳春',
    end: 'refused',
  },
  {
    ago: 1,
    kind: 'skill',
    title: '周日修自行车',
    text: '带工具来。',
    classCode: 'service.repair.small',
    quantity: '3',
    unit: '小时',
    per: 'week',
    owner: '丁一鸣',
    end: 'offered',
  },
];
