type Values = Readonly<Record<string, string | number>>;

const templates = { grant: '资助', admission: '新服务进社区', micro: '小额资助', change: '改规矩、换人' };
const stepKinds = { vote: '表决', publication: '公示', host: '慈善组织接受' };
const bodyKinds: Readonly<Record<string, string>> = {
  committee: '基金管委会',
  two_committees: '“两委”',
  council: '居民议事会',
};

/** The words of decisions, in Chinese. */
export const zh = {
  templates,
  stepKinds,
  states: { running: '正在走', passed: '通过了', failed: '没通过', withdrawn: '撤回了' },
  stepStates: { waiting: '还没轮到', open: '正在进行', passed: '通过', failed: '没通过', skipped: '没走' },
  choices: { yes: '同意', no: '反对', abstain: '弃权' },
  grounds: {
    declared: '自己提出回避',
    same_person: '本人就是收款人',
    household: '和收款方是一家人',
    organisation: '是收款组织的成员或代表',
  },
  marks: { yes: '同意', no: '反对', abstain: '弃权', recused: '回避', absent: '没到' },
  ruleCited: (title: string, version: number) => `《${title}》第 ${version} 版`,
  tasks: {
    vote: (title: string) => `组织表决：${title}`,
    publication: (title: string) => `公示到期，可以往下走：${title}`,
    host: (title: string) => `接受或不接受：${title}`,
    objection: (title: string) => `答复一条意见：${title}`,
  },
  messages: {
    vote: (title: string, day: string) => `“${title}”等您表决，${day} 前投。在“会议和决定”里就能投。`,
    answered: (title: string, answer: string) => `您对“${title}”提的意见有了答复：${answer}`,
  },
  errors: {
    'decisions.not_found': '没找到这个决定。它可能在别的社区，请从列表里再找。',
    'decisions.step_not_found': '没找到这一步，请刷新页面再看看。',
    'decisions.objection_not_found': '没找到这条意见，请刷新页面再看看。',
    'decisions.organisation_not_found': '没找到这家组织。请先在“组织”里登记，再选它。',
    'decisions.already_running': '这件事已经在走程序了，等它走完再提。',
    'decisions.no_rule': (values: Values) =>
      `“${templates[values['kind'] as keyof typeof templates] ?? values['kind']}”还没有现行的规矩，先定规矩再表决。`,
    'decisions.no_body': (values: Values) =>
      `还没有在运行的${bodyKinds[String(values['kind'])] ?? '议事组织'}。先把席位安排好、启动它。`,
    'decisions.not_running': '这个程序已经结束，不能再改。',
    'decisions.step_not_yet': (values: Values) =>
      `还没轮到这一步。要先过${values['before'] === '' ? '前一步' : values['before']}的${stepKinds[values['step'] as keyof typeof stepKinds] ?? '那一步'}。`,
    'decisions.step_closed': '这一步已经结束了，票不能再改。',
    'decisions.not_a_vote': '现在这一步不是表决。',
    'decisions.not_by_another': '表决要本人来，别人不能代投。开会时可以由秘书当场记下。',
    'decisions.no_seat': '您在这里没有席位，不能投票。公示的时候谁都能提意见。',
    'decisions.seat_without_vote': '监督员和列席的不投票。您的意见可以请秘书记进会议记录。',
    'decisions.recused': '这件事您要回避，不能投票。回避会公开记下来。',
    'decisions.already_recused': '您的回避已经记下了，不用再说一次。',
    'decisions.choose': '还没选。请点一项。',
    'decisions.already_voted': '这一席已经投过票了，一席一票。想改主意，用“改投”。',
    'decisions.nothing_recorded': '一票都没记。请至少给一个席位选一项。',
    'decisions.below_quorum': (values: Values) =>
      `人没到够，不能结束表决：有权表决的 ${values['eligible']} 席，至少要到 ${values['needed']} 席，现在到了 ${values['present']} 席。已投的票都留着。`,
    'decisions.not_published': '现在不在公示期，不能提意见。有话可以去“说一件事”。',
    'decisions.objection_pending': '您上一条意见还没答复，等答复了再提下一条。',
    'decisions.already_answered': '这条意见已经答复过了，答复不改写。',
    'decisions.objection_open': (values: Values) => `还有 ${values['count']} 条意见没答复。先公开答复，再往下走。`,
    'decisions.publication_running': (values: Values) => `公示到 ${values['until']} 为止，第二天才能往下走。`,
    'decisions.not_at_host': '现在还没轮到慈善组织答复。',
    'decisions.not_the_host': '这笔钱由别的慈善组织代管，请它的财务来答复。',
    'decisions.reason_needed': '不接受要说明原因，原因会公开。',
  },
  notices: {
    proposed: '提上去了，第一步已经开始。',
    voted: '您的票记下了。',
    recorded: '票都记下了。',
    recused: '您的回避记下了，会公开。',
    closed: '这一步走完了。',
    withdrawn: '撤回了，原因公开可查。',
    objected: '您的意见已经公开，会有人答复。',
    answered: '答复公开了。',
    accepted: '接受了，可以留钱了。',
    declined: '没有接受，原因已公开。',
  },
};
