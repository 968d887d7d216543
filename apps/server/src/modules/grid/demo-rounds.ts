import { hash } from 'node:crypto'
import { daysAfter, isEvening, localDate, roundDays, toMs } from '@yihu/domain'
import { isWithin } from '../../kernel/db/index.ts'
import { newId } from '../../kernel/id.ts'
import type { Tx } from '../../kernel/db/index.ts'
import type { Street } from './demo-street.ts'
import { insertRounds } from './repo-round.ts'
import type { StoredRound } from './repo-round.ts'
import { insertVisits } from './repo-visit.ts'
import type { StoredVisit } from './repo-visit.ts'

const DAYS = 15
/** 雨污分流工程现场检查记录表. */
const SITE_LIST = '01960000-0000-7000-8000-0000000000c1'
const EVENINGS = [[2, 4], [1, 3], [5]] as const
const SITE_EVERY = 4

/** Every grid has its evenings; in some of them a building site is looked at before work begins. Most of it was walked. */
export async function walkForDemo(tx: Tx, street: Street): Promise<void> {
  const today = localDate(street.asOf)
  const begins = daysAfter(today, -40)
  const rounds = [...street.workers].flatMap(([grid, worker], nth): StoredRound[] => {
    const estate = nth % SITE_EVERY === 0 ? street.tree.areas.find(({ level, path }) => level === 'estate' && path.startsWith(`${grid}.`)) : undefined
    const plan = { userId: worker.id, begins, ends: null }
    const evening = { ...plan, name: '晚间走访', areaPath: grid, weekdays: [...(EVENINGS[nth % EVENINGS.length] ?? EVENINGS[0])], from: '18:30', to: '20:00', listId: null }
    const morning = estate && { ...plan, name: '早踏早查', areaPath: estate.path, weekdays: [1, 2, 3, 4, 5], from: '06:30', to: '07:30', listId: SITE_LIST }
    return [evening, ...(morning ? [morning] : [])].map((form) => ({ id: newId(toMs(begins)), form, version: 1, changedBy: '演示数据', changedAt: new Date(toMs(begins)), endedAt: null }))
  })
  await insertRounds(tx, rounds)
  await insertVisits(tx, rounds.flatMap((round) => roundDays(round.form, { from: daysAfter(today, -DAYS), to: daysAfter(today, -1) }).flatMap((day) => walkOf(street, round, day))))
}

/** A look at the grid in the hours that were planned; four of five times. */
function walkOf({ tree, workers }: Street, { form }: StoredRound, day: string): StoredVisit[] {
  const draws = hash('sha256', `${form.areaPath}/${form.name}/${day}`, 'buffer')
  const grid = tree.areas.find(({ level, path }) => level === 'grid' && isWithin(form.areaPath, path))
  const worker = grid && workers.get(grid.path)
  if (!grid || !worker || draws.readUInt8(0) > 204) return []
  const at = new Date(toMs(`${day}T${form.from}`) + (draws.readUInt8(1) % 45) * 60_000)
  const visit = { id: newId(at.getTime()), at: at.toISOString(), isEvening: isEvening(form.from), flights: 0 }
  return [{
    ...visit, at, receivedAt: at, path: form.areaPath, kind: 'grid', subjectId: grid.code, routine: null, act: 'patrol', result: 'met', day, note: null, verified: {},
    receipt: { ...visit, taken: [], kept: [], warnings: {} }, byId: worker.id, byName: worker.name,
  }]
}
