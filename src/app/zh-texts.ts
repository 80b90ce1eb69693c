/** How the columns of a table of texts may be called. */
export const columns = {
  id: ['id', '编号', '留言编号', '序号', '单号', '工单号', '诉求编号'],
  title: ['subject', 'title', '主题', '标题', '题目', '留言主题', '主题标题'],
  body: [
    'body',
    'text',
    'words',
    'content',
    'message',
    '内容',
    '详情',
    '留言',
    '留言详情',
    '留言内容',
    '诉求',
    '诉求内容',
    '反映内容',
    '描述',
  ],
  label: ['level1', 'label', 'class', '分类', '类别', '一级标签', '一级分类', '标签'],
};

/** What `classify` and `similar` say at the terminal. */
export const zh = {
  classifyUsage: '用法：npx linli classify --train 学习.csv --input 待分.csv [--json]',
  similarUsage: '用法：npx linli similar --corpus 全部.csv --ids 编号文件 [--top 10] [--json]',
  unreadable: '读不到文件 {file}。',
  kind: '{file} 不是 CSV 也不是 XLSX。',
  broken: '{file} 读不出来：可能坏了，或者引号没有配对。',
  empty: '{file} 里没有行。第一行要是列名，下面才是内容。',
  noColumn: '{file} 缺少“{column}”这一列。能认的列名：{names}。',
  noText: '{file} 里既没有主题也没有内容。能认的列名：{names}。',
  oneClass: '{file} 里要有至少两个类别、每类有话可学，现在只有 {count} 个。',
  learned: '从 {texts} 条里学了 {classes} 类；自己考自己：每类平均 F1 {f1}，答对 {accuracy}%。',
  left: '{file} 里有 {count} 行没有类别或没有字，没有拿来学。',
  twice: '{file} 里编号 {id} 出现了不止一次，只认第一次。',
  unknownIds: '{file} 里没有这些编号：{ids}。',
  noIds: '{file} 里没有编号。一行一个，或者有一列叫 id。',
  notOne: '（没有字，分不出）',
};
