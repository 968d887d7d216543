import type { CaseScript } from '../case-types.ts'
import { accountOf } from '../staff/users.ts'
import { courseOf, draft, finish } from './build-cases.ts'
import type { Draft, Workshop } from './build-cases.ts'
import { answer, archive, assign, contact, intake, passCheck, rate, startCheck } from './script.ts'
import { openScript } from './script.ts'
import { unitFor } from './duty.ts'

const PARTS = [
  { classCode: 'A010406', title: '管沟回填后没有硬化', text: '改造开挖的管沟只填了土，下雨就是泥，请施工单位恢复硬化。', fix: '管沟已夯实并浇筑混凝土，养护三天后放行' },
  { classCode: 'B0118', title: '拆掉的路灯没装回去', text: '改造时拆了两盏路灯，晚上院里全黑，请恢复照明。', fix: '两盏路灯已重新安装并点亮' },
  { classCode: 'B0405', title: '挖掉的冬青没补种', text: '挖管沟刨掉的冬青一直空着，请补种。', fix: '冬青补栽四十二株，已浇透水' },
] as const

/** One appeal that needs three units: split into three children, closed when the last of them is. */
export function writeSplit(w: Workshop, { key, at, reporter }: { key: string; at: number; reporter: { name: string; phone: string } }): CaseScript[] {
  const gridPlace = w.atlas.grids.find((g) => g.estate?.name === '桑家小区') ?? w.atlas.anyGrid(w.random)
  const base = draft(w, { key, at, source: 'resident', share: 0, gridPlace, fits: (t) => t.code === 'A010401' })
  const parent: Draft = {
    ...base,
    unit: gridPlace.communityUnit,
    voice: {
      title: `${base.spot.short}改造后留下三件事`,
      text: `${base.spot.phrase}改造完了，可是管沟没硬化、路灯拆了没装、冬青刨了没补，三件事找了三家都说不归自己，请一起解决。`,
      fix: '三件事分别由住建、市政、园林办完，已逐项到场看过',
    },
  }
  const { script } = parent
  intake(script, { ...courseOf(parent, { isLate: false, rating: null }) })
  assign(script, parent.unit)
  script.pass(0.02)
  script.make('dispatch', { move: 'split', parts: PARTS.map(({ title, text, classCode }) => ({ title, text, classCode })) })
  const children = PARTS.map((part, index) => writeChild(w, { parent, part, index, at: script.now() }))
  extendParent(parent)
  while (script.now() < Math.max(...children.map((c) => c.endedAt))) script.wait(120)
  answer(script, parent.voice.fix, 0.02)
  startCheck(script)
  passCheck(script)
  rate(script, true)
  archive(script)
  return [finish(parent, { reporter }), ...children.map((c) => c.case)]
}

function extendParent({ script, unit }: Draft): void {
  script.pass(0.05)
  script.make(accountOf(unit), { move: 'request-extension', workingDays: 5, reason: '三家单位分头施工，需要汇总核查' })
  script.pass(0.02)
  script.make('duty', { move: 'approve', note: '同意，逐件盯到位' })
}

function writeChild(
  w: Workshop,
  { parent, part, index, at }: { parent: Draft; part: (typeof PARTS)[number]; index: number; at: number },
): { case: CaseScript; endedAt: number } {
  const script = openScript({ at, limit: '3d', days: w.days, random: w.random })
  assign(script, unitFor(w.street.dutyRules, part.classCode, parent.spot))
  answer(script, part.fix, w.random.range(0.2, 0.5))
  startCheck(script)
  passCheck(script)
  const endedAt = script.now()
  contact(script, true)
  archive(script)
  const child: Draft = {
    ...parent,
    key: `${parent.key}-${index + 1}`,
    at,
    theme: { ...parent.theme, code: part.classCode },
    voice: { title: part.title, text: part.text, fix: part.fix },
    script,
  }
  return { case: finish(child, { childOf: { key: parent.key, index } }), endedAt }
}
