type Values = Readonly<Record<string, string | number>>;

const areas = {
  listening: '听居民说',
  needs: '管需求',
  giving: '募捐和收款',
  spending: '管用钱',
  deciding: '主持议事',
  carrying: '办项目',
  facilities: '设施规划和维护',
  services: '管服务和机构',
  watching: '监督',
  telling: '公开和报告',
  linking: '联系上下左右',
};

const listed = (joined: string | number | undefined): string =>
  String(joined ?? '')
    .split('|')
    .filter((one) => one !== '')
    .join('、');

const areaNamed = (area: string | number | undefined): string =>
  Object.entries(areas).find(([key]) => key === area)?.[1] ?? '';

/** The words of seats: substitutes, absences, the register of interests, duties and levels; in Chinese. */
export const seatsZh = {
  errors: {
    'bodies.interest_not_found': '没找到这条申报，或者它已经撤下了。',
    'bodies.not_your_seat': '这是别人的席位。请本人来办，或者请秘书代办。',
    'bodies.not_a_member': '申报利益的是席位上的人和替补。这位现在没有席位。',
    'bodies.name_unclear': '按这个姓名没找到唯一的一位街坊。请写全名，或请秘书按电话找。',
    'bodies.own_substitute': '替补要另一位街坊，不能是本人。',
    'bodies.substitute_taken': '这位已经是这里别人的替补。一人只替一席，请换一位。',
    'bodies.absence_order': '回来的日子要在离开之后，也不能早于今天。请改一下。',
    'bodies.not_away': '这一席现在没有登记外出。',
    'bodies.summary_missing': '请用一句话写明是什么利益，这句会公开。',
    'bodies.not_their_duty': (values: Values) => {
      const whose = listed(values['whose']);
      const area = areaNamed(values['area']);
      return whose === ''
        ? `“${area}”不在这位的职责里，现在也没有组织管它。先在“职责表”里定下归谁。`
        : `“${area}”不在这位的职责里，它归${whose}。请交给他们的成员。`;
    },
  },
  notices: {
    substituted: '替补定好了，他会收到消息。',
    unsubstituted: '这一席不再有替补。',
    away: '记下了，这些天由替补来坐。',
    back: '回来了，由本人来坐。',
    declared: '申报好了，一句话的部分会公开。',
    undeclared: '这条申报撤下了，记录还在。',
    duties: '职责定好了。',
  },
  messages: {
    substitute: (of: { readonly body: string; readonly holder: string }) =>
      `您被定为“${of.body}”里${of.holder}的替补：他外出或回避的时候，由您来坐、来投票。请先申报您的利益。`,
  },
  tasks: { seats: (name: string) => `“${name}”的席位要到期或已经空着，请补上` },
  areas,
  levels: { community: '社区', street: '街道', district: '区', city: '市' },
  kinds: {
    none: '没有要申报的',
    organisation: '在组织里任职或入股',
    employer: '工作单位',
    property: '房产或经营',
    family: '亲属',
  },
  seat: {
    substitute: (name: string) => `替补 ${name}`,
    noSubstitute: '没有替补',
    away: (name: string, until: string) => `外出到 ${until}，由${name}替`,
    awayAlone: (until: string) => `外出到 ${until}，没有替补`,
    empty: '空着的席位',
    emptyLine: (kind: string, until: string) => `${kind}：任期 ${until} 到了，还没有接任的人`,
    level: '在哪一级',
    duties: '职责',
    noDuties: '还没有定职责',
    dutiesNote: '待办只能交给职责里有它的组织和角色。',
    allDuties: '看职责表',
    register: '利益申报',
    registerLede: '每个任期都要申报。公开的是一句话；细节只有办事的人为了核对才打开，每次都留记录。',
    undeclared: '还没有申报',
    nothing: '申报：没有',
    raised: '交给它的事',
  },
  mine: {
    title: '我的席位',
    lede: '外出以前定好替补，您的那一票不会空着。有利益牵连的先申报，到时候系统会提醒回避。',
    none: '您现在没有席位',
    noneWhy: '席位由社区里的各个组织安排。有想议的事，可以先提一个议题。',
    propose: '提一个议题',
    bodies: '看谁来定',
    nameOne: '谁来替',
    nameHint: '写这位街坊的全名。他会收到一条消息。',
    find: '找人',
    save: '定下替补',
    clear: '不要替补了',
    away: '这些天我不在',
    from: '从',
    until: '到',
    sayAway: '登记外出',
    back: '我回来了',
    interests: '我申报的利益',
    declare: '申报一条',
    kind: '哪一类',
    organisation: '哪家组织',
    organisationHint: '登记过的组织选出来，系统才能自动比对。',
    relative: '哪位亲属',
    relativeHint: '写亲属的全名，在社区登记过的才能比对。',
    summary: '一句话（公开）',
    summaryHint: '比如：在某某公司上班。不写家里人的名字。',
    detail: '细节（不公开）',
    submit: '申报',
    take: '撤下',
    declaredOn: (day: string) => `${day} 申报`,
    standsFor: (name: string) => `您在替${name}`,
    substituteOf: (name: string) => `您是${name}的替补`,
  },
  desk: {
    manage: '替补、外出和申报',
    title: (name: string) => `${name}的席位`,
    details: '打开申报的细节',
    detailsNote: '打开会留下记录。',
    duties: '这个组织的职责',
    dutiesHint: '勾上的才能交给它的成员办。会公开。',
    saveDuties: '定下职责',
    levelHint: '上级的领导小组、联席会议写它在哪一级，社区的事可以报给它',
    noneFound: '没找到。换个写法，或先在“街坊”里登记。',
  },
  duties: {
    title: '职责表',
    lede: '哪件事归谁，写在这里。交办的事只能交给职责里有它的组织和角色。',
    area: '什么事',
    bodies: '归哪些组织',
    roles: '归哪些角色',
    nobody: '还没有定',
  },
};
