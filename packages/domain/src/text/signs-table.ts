/** What in a message asks for speed or care. */
export const SIGN_KINDS = { danger: '人身或公共安全', 'self-harm': '轻生', violence: '暴力', elder: '老人', minor: '未成年人', group: '群体事件', utility: '停水停电停气停暖', press: '催办' } as const
export type SignKind = keyof typeof SIGN_KINDS

/** Urgent: look at it now. Attention: a person must know while working on it. */
export type SignLevel = 'urgent' | 'attention'

/** One rule: a word of `words`, and where given one of `beside` within forty characters. */
export interface SignRule {
  readonly kind: SignKind
  readonly level: SignLevel
  /** What follows from it, as told to the officer. */
  readonly advice: string
  readonly words: readonly string[]
  readonly beside?: readonly string[]
}

const list = (words: string): readonly string[] => words.split(' ')

const ELDER = list('老人 老年人 老奶奶 老爷爷 老大爷 老太太 老伴 孤寡 八旬 九旬 七旬 空巢 高龄')
const MINOR = list('儿童 小孩 孩子 幼儿 婴儿 未成年 小学生 中学生 女童 男童 学生')

/** All rules, in the order in which they are shown. Every word is our own; a street may read each line. */
export const SIGN_RULES: readonly SignRule[] = [
  { kind: 'self-harm', level: 'urgent', advice: '先保人：立即联系 110、120 和社区，不要挂断电话', words: list('跳楼 跳河 轻生 自杀 自残 割腕 不想活 活不下去 活不成 结束生命 一死了之 喝农药 寻短见 死给你们看 遗书') },
  { kind: 'danger', level: 'urgent', advice: '有危险：先通知应急和专业单位到场，再走流程', words: list('着火 起火 失火 火灾 燃气泄漏 煤气泄漏 天然气泄漏 漏气 爆炸 漏电 触电 电线掉落 坍塌 塌陷 塌方 倒塌 坠落 坠楼 高空坠物 溺水 中毒 被困 冒烟 有人受伤 砸伤 昏迷 晕倒 井盖缺失 没有井盖 井盖没了 井盖丢失') },
  { kind: 'violence', level: 'urgent', advice: '有人身威胁：联系派出所', words: list('持刀 砍人 打人 殴打 家暴 威胁要 恐吓 强奸 猥亵 绑架 报复社会 同归于尽') },
  { kind: 'elder', level: 'urgent', advice: '涉及老人安危：请社区先上门', words: ELDER, beside: list('摔倒 摔伤 走失 晕倒 昏迷 没人照顾 无人照料 没饭吃 断药 联系不上 好几天没见 没有出门 虐待 遗弃 被骗 卧床') },
  { kind: 'minor', level: 'urgent', advice: '涉及未成年人：请社区和民政、学校同时知情，注意保密', words: MINOR, beside: list('走失 被打 虐待 猥亵 欺凌 霸凌 遗弃 无人照看 没人管 辍学 落水 受伤 被困 独自在家 失踪') },
  { kind: 'group', level: 'attention', advice: '可能聚集：报值班长，提前安排人到场说明', words: list('集体上访 上访 拉横幅 聚集 堵路 堵门 围堵 群体 罢工 联名 几百户 上百人 上百户 几十人 数百人 全体业主 讨薪 拖欠农民工 曝光 找媒体 网上发布') },
  { kind: 'utility', level: 'attention', advice: '影响基本生活：先问清范围和恢复时间', words: list('停水 停电 停气 停暖 断水 断电 不供暖 没有暖气 没水 没电 电梯困人 电梯坏了 电梯停运') },
  { kind: 'elder', level: 'attention', advice: '涉及老人：答复时考虑是否需要上门', words: ELDER },
  { kind: 'minor', level: 'attention', advice: '涉及未成年人：注意保护隐私', words: list('儿童 幼儿 婴儿 未成年 女童 男童') },
  { kind: 'press', level: 'attention', advice: '反映人很着急或已多次反映：先回电说明进展', words: list('十万火急 万分紧急 非常紧急 紧急求助 马上处理 立即处理 多次反映 反复投诉 投诉多次 反映多次 一直没人管 无人处理 没有人管 打了很多次') },
]
