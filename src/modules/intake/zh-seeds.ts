/** Words that speak for a class before anybody has sorted anything, by its code. */
export const classSeeds: Readonly<Record<string, string>> = {
  'material.food': '吃饭 没饭吃 大米 食用油 米面油 牛奶 送饭 送餐 助餐 食堂 饭菜 一日三餐 粮食 面粉 鸡蛋 奶粉',
  'material.clothing': '衣服 棉衣 旧衣 被子 棉被 鞋 羽绒服 毛衣 校服 过冬 没衣服穿 床单 毯子 童装',
  'material.housing': '租不起 没地方住 房租 公租房 廉租房 危房 漏雨 住房困难 搬家 临时住处 宿舍 房东 租房 合租',
  'material.daily': '轮椅 拐杖 助行器 尿不湿 血压计 生活用品 日用品 洗衣机 冰箱 床 家具 桌椅 电风扇 护理床',
  'service.education': '读书 学习 作业 辅导 补课 学费 书包 文具 上学 转学 助学金 奖学金 老师 学校 幼儿园 托管',
  'service.medical': '看病 就医 医院 药 医药费 体检 手术 住院 陪诊 挂号 复查 医保 报销 康复 义诊 慢病 血压',
  'service.psychological': '心情 抑郁 焦虑 失眠 想不开 压力 心理 咨询 难受 害怕 家庭矛盾 吵架 离婚 自闭 沉迷手机',
  'service.care': '照料 陪护 独居 行动不便 卧床 上门 洗澡 理发 买菜 做饭 接送 带孩子 看护 保姆 失能 陪伴',
  'service.legal': '合同 证明 手续 办证 法律 律师 官司 纠纷 赡养 遗嘱 继承 欠薪 借条 盖章 申请 户口 身份证',
  'service.repair': '水管 水龙头 马桶 堵了 灯泡 插座 跳闸 电线 门锁 窗户 修理 维修 疏通 换灯 装扶手 家里漏水',
  environment: '污染 噪音 扰民 油烟 臭味 异味 灰尘 粉尘 污水 河道 绿化 树 焚烧 工地 搅拌站 空气 广场舞 夜间施工',
  'facilities.lighting': '路灯 楼道灯 灯不亮 太黑 看不见 声控灯 照明 灯坏了 灯泡 晚上黑 亮化',
  'facilities.access': '加装电梯 电梯 坡道 扶手 无障碍 爬楼 台阶 轮椅上不去 盲道 上下楼 走不动 楼梯',
  'facilities.space':
    '活动室 场地 广场 健身器材 公园 凳子 椅子 球场 图书室 停车位 充电桩 车棚 公交站 人行道 红绿灯 斑马线',
  culture: '文化 舞蹈 合唱 书画 演出 节目 兴趣班 读书会 图书 电影 文物 祠堂 老街 民俗 节日 比赛 运动会',
  emergency: '着火 火灾 燃气泄漏 煤气 被困 晕倒 急救 重病 车祸 洪水 台风 暴雨 救命 马上 突发 意外 倒塌 紧急',
  talent: '找工作 就业 招聘 失业 培训 技能 创业 人才 补贴 岗位 实习 证书 简历 学手艺 志愿者 会修 会教',
  elder_comfort: '老人 独居老人 空巢 孤单 聊天 说话 看望 陪老人 敬老 生日 老年大学 走失 电话问候 想儿女 没人说话',
  migrant_children: '流动儿童 留守儿童 外来务工 随迁子女 外地孩子 暑假没人管 寒假 四点半 放学 没人带 民工 打工 老家',
  'property.cleaning': '垃圾 垃圾桶 保洁 打扫 卫生 脏 臭 清运 扫地 楼道垃圾 建筑垃圾 堆放杂物 蟑螂 老鼠 垃圾分类 大件',
  'property.security':
    '门岗 保安 门禁 小偷 被盗 监控 摄像头 消防 消防通道 飞线充电 电动车 陌生人 大门 巡逻 高空抛物 停车',
  'property.upkeep':
    '物业 物业费 外墙 屋顶 漏水 渗水 下水道 井盖 路面 坑 维修基金 单元门 水泵 停水 停电 管道 电梯维修 业委会',
};

/** How places end, for finding the one that most of several texts name. */
export const placeEnds =
  '小区|花园|家园|新村|公寓|大厦|广场|新城|国际城|学校|小学|中学|幼儿园|医院|菜场|市场|公园|大道|路口|路段|街道|路|街|桥|苑|村|巷|弄';

/** How the columns of an answer and its time may be called. */
export const answerWords = {
  reply: ['reply', 'answer', '答复', '回复', '答复意见', '回复内容', '答复内容', '处理结果'],
  replyTime: ['reply_time', 'replytime', 'answered_at', '答复时间', '回复时间', '办结时间'],
};
