import type { DisputeKind, MediationStep } from '@yihu/contracts'
import { localDate } from '@yihu/domain'
import type { Town } from '@yihu/town'
import type { Context } from '../kernel/context.ts'
import type { Tx } from '../kernel/db/index.ts'
import { bringInMediations } from '../modules/community/index.ts'
import type { PastMediation } from '../modules/community/index.ts'

const DAY_MS = 86_400_000
/** So many files a community in the demo year. */
const EACH = 3

interface Plot {
  readonly kind: DisputeKind
  readonly title: string
  readonly facts: string
  readonly liability: string
  readonly terms: string
  readonly record: string
}

const PLOTS: readonly Plot[] = [
  { kind: 'neighbour', title: '楼上漏水赔偿', facts: '楼上卫生间防水失效，楼下顶棚起皮、灯具短路，双方对赔偿数额有争议。', liability: '楼上住户负责修复并赔偿损失。', terms: '一、半个月内重做防水；二、一次性赔偿 800 元。', record: '楼上愿意修，楼下要求先赔；请物业估损后双方各让一步。' },
  { kind: 'neighbour', title: '楼道堆物争执', facts: '两户在楼道堆放杂物，互相指责，发生口角。', liability: '双方均有占用公共楼道的行为。', terms: '三日内各自清理，今后不再占用，由楼长监督。', record: '现场看过，双方当面清点各自物品，互相道歉。' },
  { kind: 'property', title: '物业费争议', facts: '业主以电梯维修不及时为由拒交物业费，物业催缴产生纠纷。', liability: '物业维修迟延，业主应交服务费。', terms: '物业减免两个月费用，业主补交余款，电梯月检公示。', record: '物业出示维修记录，承认迟延十天。' },
  { kind: 'family', title: '赡养老人分歧', facts: '兄妹三人对母亲的照料时间和费用分担意见不一。', liability: '子女均有赡养义务。', terms: '三人按月轮流照料，医药费均摊，住院另议。', record: '听取老人意愿，子女表示愿意轮流。' },
  { kind: 'business', title: '商铺油烟扰民', facts: '一楼餐馆油烟管道朝向住户窗口，住户多次交涉无果。', liability: '餐馆未按要求安装净化设备。', terms: '一个月内加高烟道、安装净化器，费用由餐馆承担。', record: '请执法队员说明标准，餐馆同意整改。' },
  { kind: 'damage', title: '遛狗受惊摔伤', facts: '未牵绳的犬只惊吓老人致摔伤，双方对医药费有争议。', liability: '犬主未牵绳，承担主要责任。', terms: '犬主支付医药费 1200 元，今后牵绳并办证。', record: '查看监控，犬主认可事实。' },
]

const NAMES = ['王桂兰', '李建国', '张秀英', '刘志强', '陈玉芬', '杨海涛', '赵敏', '孙丽华', '周德明', '吴小燕', '徐长林', '马春梅']

interface Hosts {
  readonly street: { readonly path: string; readonly name: string }
  readonly asOf: number
  /** How many files there will be. */
  readonly of: number
}

/** Mediations of the demo year: most settled and kept, some still open, some that came to nothing. Invented people, numbers that do not exist. */
export async function loadMediations(tx: Tx, context: Context, { town, accounts, asOf }: { town: Town; accounts: ReadonlyMap<string, string>; asOf: number }): Promise<void> {
  const street = town.areas.find(({ level }) => level === 'street')
  const communities = town.areas.filter(({ level }) => level === 'community')
  if (!street) return
  const files = communities.flatMap((area, place) => {
    const user = town.users.find(({ areaPath, roles }) => areaPath === area.path && roles.includes('community'))
    const id = user && accounts.get(user.username)
    if (!user || !id) return []
    return Array.from({ length: EACH }, (_, round) => pastOf(place + round * communities.length, { street, asOf, of: EACH * communities.length }, { area, by: { id, name: user.displayName } }))
  })
  await bringInMediations(tx, context, files)
}

/** The nth file: older ones are over, of the last ones some are still open. */
function pastOf(nth: number, { street, asOf, of }: Hosts, { area, by }: { area: { path: string; name: string }; by: PastMediation['by'] }): PastMediation {
  const plot = PLOTS[nth % PLOTS.length] ?? PLOTS[0]
  if (!plot) throw new Error('there is a plot')
  // Closer together towards today, so that the last ones are still open.
  const at = asOf - Math.round((350 * (1 - nth / of) ** 1.5 + 1) * DAY_MS)
  const steps = stepsOf(nth, plot, at).filter((one) => one.at < asOf)
  const who = (place: number) => NAMES[(nth * 2 + place) % NAMES.length] ?? '王桂兰'
  const agrees = nth % 7 === 5 ? false : true
  return {
    at, by, street: { path: street.path, name: street.name }, area: { path: area.path, name: area.name }, title: plot.title, kind: plot.kind, origin: nth % 3 === 0 ? 'initiative' : 'application', facts: plot.facts,
    mediators: [by.name], steps,
    parties: [
      { side: 'applicant', name: who(0), phone: `100${String(50_000_000 + nth * 131).slice(0, 8)}`, about: null, agrees: true },
      { side: 'respondent', name: who(1), phone: `100${String(60_000_000 + nth * 137).slice(0, 8)}`, about: null, agrees },
    ],
  }
}

function stepsOf(nth: number, plot: Plot, at: number): { at: number; step: MediationStep }[] {
  const on = (days: number) => at + days * DAY_MS
  if (nth % 7 === 5) return [{ at: on(4), step: { step: 'fail', reason: '对方明确拒绝调解，要求走法律途径。', isTold: true } }]
  const iso = (days: number) => new Date(on(days)).toISOString()
  const session: MediationStep = { step: 'hold-session', at: iso(5), place: '社区调解室', present: '双方当事人、网格员', record: plot.record, documents: [] }
  if (nth % 7 === 6) return [{ at: on(5), step: session }, { at: on(12), step: { step: 'to-court', reason: '双方对数额分歧过大，调解不成。', court: '区人民法院' } }]
  const { facts, liability, terms } = plot
  const agreement: MediationStep = { step: 'agree', form: 'oral', facts, liability, terms, performance: '双方当面履行', dueDay: localDate(on(24)), documents: [] }
  return [{ at: on(5), step: session }, { at: on(9), step: agreement }, ...(nth % 7 === 4 ? [] : [{ at: on(26), step: { step: 'follow-up', at: iso(26), performance: 'done', note: '双方都说已按协议办好。' } as const }])]
}
