import { hash } from 'node:crypto'
import type { RoutineForm } from '@yihu/contracts'
import { ancestorAt, daysAfter, isEvening, localDate, localTime, toMs, windowOf } from '@yihu/domain'
import type { Rhythm, VisitResult, Window } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/db/index.ts'
import { ROUTINES } from './book.ts'
import { walkForDemo } from './demo-rounds.ts'
import type { Street } from './demo-street.ts'
import { readSubjects } from './repo-due.ts'
import type { FoundSubject } from './repo-due.ts'
import { writeRoutine } from './repo-routine.ts'
import { insertVisits } from './repo-visit.ts'
import type { StoredVisit } from './repo-visit.ts'

const WINDOWS_BACK: Readonly<Record<Rhythm, number>> = { day: 15, week: 3, month: 2, quarter: 1, year: 1, once: 0 }
const MOST = 100_000
const NOTES = ['身体还好，按时吃药。', '灶具软管旧了，已经告诉孩子来换。', '一个人在家，约好周末陪着去医院。', '说楼道灯不亮，已经报修。', '想问食堂送餐，留了电话。']

/** Some weeks of visits up to the end of the demo: most of what is due was done, some doors stayed shut, no grid is like the other. */
export async function visitForDemo(tx: Tx, context: Pick<Context, 'vault'>, street: Street): Promise<void> {
  const visits: StoredVisit[] = []
  for (const [id, form] of Object.entries(ROUTINES)) {
    const window = windowOf(form, localDate(street.asOf))
    if (!window) continue
    const grids = street.tree.areas.filter(({ level }) => level === 'grid')
    const subjects = await readSubjects(tx, { form, window, areas: [street.path], grids }, { state: 'due', after: undefined, limit: MOST })
    for (let back = 0, at: Window | null = window; at && back < WINDOWS_BACK[form.rhythm]; back += 1, at = windowOf(form, daysAfter(at.from, -1))) {
      for (const subject of subjects) visits.push(...visitsIn(context, street, { subject, window: at, routine: id, form }))
    }
  }
  for (const { id, form } of campaignsFrom(street.asOf)) {
    const window = { from: form.begins ?? '', to: form.ends ?? '' }
    await writeRoutine(tx, street.path, { id, form, version: 1, changedBy: '演示数据', changedAt: new Date(toMs(window.from)) })
    const subjects = await readSubjects(tx, { form, window, areas: [street.path], grids: [] }, { state: 'due', after: undefined, limit: MOST })
    for (const subject of subjects) visits.push(...visitsIn(context, street, { subject, window, routine: id, form }))
  }
  await insertVisits(tx, visits)
  await walkForDemo(tx, street)
}

/** Campaigns that are going on around the end of the demo: on foot, by telephone, from one rented flat to the next. They end after the month, so that what is due every month stays before them. */
function campaignsFrom(asOf: number): { id: string; form: RoutineForm }[] {
  const today = localDate(asOf)
  const once = { rhythm: 'once', subject: 'person', area: null, season: null, isActive: true, isDestroyed: false, basis: '', standards: '', wording: '' } as const
  return [
    { id: 'veterans', form: { ...once, name: '退役军人走访', act: 'visit', tags: ['veteran'], kinds: [], begins: daysAfter(today, -30), ends: daysAfter(today, 35), how: '问一问优待证、医保、就业和家里的难处，能办的当场登记代办。' } },
    { id: 'elder-calls', form: { ...once, name: '独居老人电话全覆盖', act: 'call', tags: ['elder-alone'], kinds: [], begins: daysAfter(today, -20), ends: daysAfter(today, 33), how: '每位老人打一次电话：身体、用气用电、吃饭；没人接的当天再打，还没有就上门。' } },
    { id: 'rented-houses', form: { ...once, name: '出租房大排查', act: 'patrol', subject: 'house', tags: [], kinds: ['rented'], begins: daysAfter(today, -25), ends: daysAfter(today, 38), how: '按《出租房安全检查》看一遍，住的人和登记的对一对；查出的隐患立案整改，复查过了才算。' } },
  ]
}

interface Making {
  readonly form: RoutineForm
  readonly subject: FoundSubject
  readonly window: Window
  readonly routine: string
}

/** At most one visit of a subject in a window, where and when follows from their names. */
function visitsIn({ vault }: Pick<Context, 'vault'>, { asOf, workers }: Street, { subject: { id, path }, window, routine, form }: Making): StoredVisit[] {
  const gridPath = ancestorAt(path, 'grid')
  const worker = workers.get(gridPath)
  const draws = hash('sha256', `${routine}/${id}/${window.from}`, 'buffer')
  const share = (nth: number): number => draws.readUInt16BE(nth * 2) / 65_536
  const diligence = 0.8 + (hash('sha256', gridPath, 'buffer').readUInt16BE(0) / 65_536) * 0.18
  if (!worker || share(0) > diligence) return []
  const days = Math.round((toMs(window.to) - toMs(window.from)) / 86_400_000) + 1
  const minutes = share(1) < 0.15 ? 18.5 * 60 + share(2) * 90 : 8.5 * 60 + share(2) * 480
  const at = new Date(toMs(window.from) + Math.floor(share(3) * days) * 86_400_000 + Math.floor(minutes) * 60_000)
  if (at.getTime() > asOf) return []
  const isKnocking = form.act === 'visit' || form.act === 'call'
  const result: VisitResult = isKnocking && share(4) < 0.12 ? 'nobody' : isKnocking && share(4) > 0.98 ? 'refused' : 'met'
  const flights = form.subject === 'household' ? Math.floor(share(5) * 6) : 0
  const note = isKnocking && result === 'met' && share(6) < 0.3 ? (NOTES[Math.floor(share(7) * NOTES.length)] ?? '') : ''
  const visit = { id: visitId(draws, at), at: at.toISOString(), isEvening: isEvening(localTime(at.getTime())), flights }
  return [{
    ...visit, at, receivedAt: at, path, kind: form.subject, subjectId: id, routine, act: form.act, result, day: localDate(at.getTime()), note: note === '' ? null : vault.seal('visit.note', note), verified: {},
    receipt: { ...visit, taken: [], kept: [], warnings: {} }, byId: worker.id, byName: worker.name,
  }]
}

/** UUIDv7 that follows from the draws. */
function visitId(draws: Buffer, at: Date): string {
  const [time, tail] = [at.getTime().toString(16).padStart(12, '0'), draws.toString('hex')]
  return `${time.slice(0, 8)}-${time.slice(8)}-7${tail.slice(32, 35)}-8${tail.slice(35, 38)}-${tail.slice(38, 50)}`
}
