/**
 * Words that hurt whoever is meant by them, each with signs that may stand between its characters where somebody hides it.
 * A short list of what is said in anger, from general knowledge; what also says something plain (refuse, a boiling kettle,
 * somebody's mother) stands only with what makes it an insult.
 */
export const words =
  '傻逼 傻B 傻比 傻屄 傻叉 煞笔 沙比 沙雕 傻子 傻瓜 傻帽 二逼 逗比 脑残 腦殘 脑子有病 脑子进水 白痴 弱智 智障 低能儿 蠢货 蠢貨 蠢猪 笨猪 猪脑子 猪狗不如 狗都不如 禽兽不如 衣冠禽兽 ' +
  '饭桶 飯桶 窝囊废 人渣 败类 敗類 畜生 畜牲 杂种 雜種 野种 孬种 王八蛋 王八羔子 乌龟王八 混蛋 混账 混帐 混賬 坏蛋 狗东西 狗娘养 狗日的 狗杂种 狗官 疯狗 走狗 ' +
  '贱人 賤人 贱货 賤貨 贱骨头 婊子 臭娘们 死老头 死老太 老不死 老东西 死婆娘 泼妇 潑婦 丑八怪 死胖子 穷鬼 乡巴佬 土包子 刁民 流氓 无赖 無賴 ' +
  '不要脸 不要臉 臭不要脸 无耻 無恥 卑鄙 下三滥 丧尽天良 没人性 没教养 没家教 缺德 滚蛋 滾蛋 滚出去 他妈的滚 放屁 放狗屁 狗屁 吃屎 去你妈 去你的 你妈逼 你妈的 妈逼 草泥马 操你 草你妈 日你妈 干你娘 ' +
  '不得好死 断子绝孙 全家死光 死全家 瘸子 疯子 瘋子 神经病 神經病 有病吧 垃圾东西 垃圾玩意 垃圾物业 垃圾领导';

/** The same as patterns, where what stands around decides. */
export const patterns = [
  '(?:你|他|她|你们|他们|怎么不|还不|赶紧|都给我)去死(?!者|亡)',
  '他妈的(?![\\p{Script=Han}]{0,2}[腿腰病药家房身眼手脚血头钱事心肺胃肝骨床电话女儿子衣退养医低老])',
  '(?<![\\p{Script=Han}])妈的(?=[，。！!,.、…]|\\s|$)',
  '(?<![A-Za-z0-9])(?:s[\\s.*]?b|tmd|nmsl|cnm|mlgb|nmd|rnm)(?![A-Za-z0-9/-])',
  '(?<!固体|固體|危险|危險|建筑|医疗|生活|工业|电子|放射性|可回收)[废廢]物(?!利用|回收|处[理置]|箱|间|桶|再|、|[\\p{Script=Han}]{0,2}[场厂站])',
  '尼玛(?![县医次多才扎曲])',
] as const;

/** Where one of the words stands and nobody is hurt: idioms, brands of speech, names of things and of care. */
export const harmless =
  '傻瓜相机|傻瓜式|傻子瓜子|哑巴亏|走狗屎运|神经病学|神经病变|神经病理|反流氓|流氓软件|无赖账|防诈';
