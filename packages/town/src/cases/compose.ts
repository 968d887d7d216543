import type { CaseSource } from '../case-types.ts'
import type { Random } from '../random.ts'
import type { Spot } from './atlas.ts'
import type { Theme } from './theme.ts'

const DURATIONS = ['两天', '三天', '四五天', '快一周', '十来天', '半个月', '二十多天', '快一个月', '好一阵子', '一个多月']
const TIMES = ['早上七点多', '上午', '中午', '傍晚', '晚上九点', '晚上十点多', '夜里', '上下班高峰', '周末']
const SHOPS = ['老张', '四季', '好再来', '顺发', '福满园', '小李', '兄弟', '天天', '齐鲁', '邻家', '万家', '鑫源', '阿芳', '老地方', '金手指', '百合']
const TRADES = ['快餐店', '水果店', '五金店', '烧烤店', '超市', '面馆', '修车铺', '理发店', '熟食店', '洗车行', '粮油店', '火锅店']
const GOODS = ['牛奶', '面包', '火腿肠', '酸奶', '饼干', '豆腐皮', '熟食', '饮料']
const OPENERS = ['', '', '', '你好，', '您好，', '反映个事：', '麻烦看一下，', '请问有没有人管：', '各位领导好，', '是这么回事，']
const ASKS = ['希望尽快派人来看看。', '请抓紧处理。', '什么时候能解决？', '盼回复。', '能不能有人管管？', '请给个准信。', '麻烦了，谢谢。', '希望能彻底解决，别光应付。', '请到现场看一眼就知道了。', '']
const OPERATOR_ASKS = ['要求尽快处理', '希望有关部门到现场查看', '要求给予答复', '希望协调解决', '咨询多久能够解决', '要求彻底解决']
const PATROLS = ['巡查', '日常巡查', '每周必巡', '例行走访', '接居民当面反映，到场', '处理别的事路过']
const HOUSE_PATROLS = ['入户走访时', '和楼长一起巡楼时', '挨楼检查时', '每月必访途中', '居民微信告知，到楼里']
const ROAD_PATROLS = ['走访商户时', '沿街巡查', '护送学生过马路时', '与城管队员联合巡查']
const PROPOSERS = ['居民代表', '楼长', '老党员', '几位住户', '业委会成员', '物业经理', '网格员', '社区法律顾问']

/** Words of one case that several of its texts share. */
export interface Voice {
  title: string
  text: string
  fix: string
}

/** Replaces `[a|b]` by a choice and `{slot}` by its word; choices hold no brackets inside. */
export function fill(template: string, slots: Readonly<Record<string, string>>, random: Random): string {
  const chosen = template.replace(/\[([^[\]]*)\]/gu, (_, list: string) => random.pick(list.split('|')))
  return chosen.replace(/\{(\w+)\}/gu, (whole, name: string) => slots[name] ?? whole)
}

/** The words of a template's slots: of the place, and of what may vary. */
export function slotsOf(spot: Spot, random: Random): Record<string, string> {
  return {
    ...placeSlots(spot),
    d: random.pick(DURATIONS),
    t: random.pick(TIMES),
    n: String(random.int(3, 6)),
    g: random.pick(GOODS),
    shop: random.pick(SHOPS) + random.pick(TRADES),
  }
}

/** The words of a place. */
export function placeSlots({ phrase, short, road }: Spot): Record<'p' | 's' | 'road', string> {
  return { p: phrase, s: short, road }
}

/** Writes title, text and outcome of a case in the words of its source; `slots` where what varies is known already. */
export function compose(theme: Theme, { spot, source, random, slots = slotsOf(spot, random) }: { spot: Spot; source: CaseSource; random: Random; slots?: Record<string, string> }): Voice {
  const say = (list: readonly string[]): string => fill(random.pick(list), slots, random)
  const index = random.int(0, theme.what.length - 1)
  // Where a theme has one outcome for each wording, they belong together.
  const fixes = theme.fix.length === theme.what.length ? theme.fix.slice(index, index + 1) : theme.fix
  const what = say(theme.what.slice(index, index + 1))
  const harm = random.chance(0.75) ? say(theme.harm) : ''
  return { title: say(theme.titles), text: speak(source, { theme, what, harm, spot, random }), fix: say(fixes) }
}

interface Speech {
  theme: Theme
  what: string
  harm: string
  spot: Spot
  random: Random
}

function speak(source: CaseSource, { theme, what, harm, spot, random }: Speech): string {
  const tail = harm === '' ? '' : `，${harm}`
  switch (source) {
    case 'resident':
    case 'code':
      return `${random.pick(OPENERS)}${what}${tail}。${random.pick(ASKS)}`
    case 'phone':
      return `${random.pick(['居民来电：', '电话反映：', '值班电话记录：', '来电居民说，'])}${what}${tail}。${random.pick(OPERATOR_ASKS)}。`
    case 'hotline':
      return `市民来电反映：${what}${tail}。来电人${random.pick(OPERATOR_ASKS)}，请${random.pick(['核实处理并回复', '调查处理', '联系来电人说明情况', '按时限办理'])}。`
    case 'grid':
      return `${random.pick([...PATROLS, ...(theme.setting === 'road' ? ROAD_PATROLS : HOUSE_PATROLS)])}发现：${what}${random.chance(0.4) ? tail : ''}。`
    case 'deliberation':
      return `在「${spot.gridPlace.hall}」议事厅，${random.pick(PROPOSERS)}提出：${what}${tail}。${random.pick(['经社区定事，列入本月议题', '到会代表一致同意商议解决', '会前已入户听取意见', '议题公示三天无异议'])}。`
  }
}

const NOTES = {
  dispatch: ['请按时限办理并反馈现场情况', '请先与居民联系再上门', '请到场核实后处置', '注意回复时说明处理过程', '居民着急，请优先安排', '涉及安全，请尽快到场'],
  found: ['情况属实', '已到现场，与反映一致', '情况属实，已拍照', '属实，已先行提醒'],
  ask: ['请到现场看一下是否属实', '请核实位置和现状', '请联系反映人确认情况'],
  check: ['现场已恢复，与回复一致', '看过照片并电话确认，属实', '网格员现场复看，没有反复', '抽查通过'],
  contact: ['电话联系上，居民认可', '当面回访，说已经好了', '微信回访，已确认', '电话回访，表示知道了'],
  missed: ['两天打了三次没人接，已发短信告知结果', '号码停机，结果已在楼道张贴', '来电人不愿再接回访，已留言'],
  comment: ['处理得挺快', '师傅态度好', '谢谢', '比想的快', '说到做到', '有人管就好', '希望保持住', '满意', '给网格员点赞', '终于解决了', '服务热情'],
  poor: ['修了又坏，没解决根本', '回复是回复了，人没来', '时间拖得太长', '只处理了一半'],
} as const

/** A short remark of the kind that staff and residents leave on a move. */
export function remark(kind: keyof typeof NOTES, random: Random): string {
  return random.pick<string>(NOTES[kind])
}

/** The unit's answer to the reporter. */
export function answerText(fix: string, random: Random): string {
  const opener = random.pick(['您好，您反映的问题已办理：', '您好，收到后我们到现场查看：', '情况属实，', '经核实，', '您好，现答复如下：'])
  const closer = random.pick(['如还有问题请随时联系。', '感谢您的反映。', '后续会持续关注。', '欢迎监督。', ''])
  return `${opener}${fix}。${closer}`
}
