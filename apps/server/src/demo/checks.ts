import type { CheckFill, ChecklistItem } from '@yihu/contracts'
import type { Town } from '@yihu/town'
import type { Context } from '../kernel/context.ts'
import { systemScope } from '../kernel/db/index.ts'
import type { Actor } from '../kernel/http/index.ts'
import { newId } from '../kernel/id.ts'
import { fill, shippedChecklist } from '../platform/checks/index.ts'
import { firstSubjects } from '../platform/pool/index.ts'

const DAY_MS = 86_400_000
/** Sheets a list, so many days apart; one in eight is from the last day and found something. */
const EACH = 16
const APART_MS = 1.7 * DAY_MS

interface Filled {
  readonly listId: string
  /** What is called so at an estate; or entries of a register. */
  readonly of: { readonly label: string } | { readonly register: 'house' | 'organisation'; readonly tags: readonly string[]; readonly kinds: readonly string[] }
  /** What its numbers are where all is well, and the one that was found otherwise. */
  readonly good: number
  readonly bad?: number
  readonly note?: string
}

/** Which lists were filled where. */
const FILLED: readonly Filled[] = [
  { listId: '01960000-0000-7000-8000-0000000000c1', of: { label: '雨污分流工地' }, good: 0, bad: 12, note: '等管材，比计划晚了 12 天' },
  { listId: '01960000-0000-7000-8000-0000000000c3', of: { label: '电动车充电棚' }, good: 0, bad: 4, note: '四个充电口没有电' },
  { listId: '01960000-0000-7000-8000-0000000000c2', of: { register: 'organisation', tags: ['nine-small'], kinds: [] }, good: 2 },
  { listId: '01960000-0000-7000-8000-0000000000c4', of: { register: 'organisation', tags: ['food'], kinds: [] }, good: 30 },
  { listId: '01960000-0000-7000-8000-0000000000c5', of: { register: 'house', tags: [], kinds: ['rented'] }, good: 0 },
]

interface Loading {
  readonly town: Town
  readonly accounts: ReadonlyMap<string, string>
  readonly asOf: number
}

/** Checklists that grid workers filled on the spot of late, by the way of all sheets: four dangers became cases. The last community has none, so that empty pages can be seen. */
export async function loadChecks(context: Context, { town, accounts, asOf }: Loading): Promise<void> {
  const workers = town.users.filter(({ roles, areaPath }) => roles.includes('grid-worker') && !areaPath.includes('.c14.'))
  for (const [place, list] of FILLED.entries()) {
    for (let nth = 0; nth < EACH; nth += 1) {
      const user = workers[(nth * 7 + place * 3) % workers.length]
      const id = user && accounts.get(user.username)
      const isBad = list.bad !== undefined && nth < EACH / 8
      const at = isBad ? asOf - (nth + 1) * 3_600_000 : asOf - Math.round(nth * APART_MS)
      const subject = user && (await subjectIn(context, { town, gridPath: user.areaPath, of: list.of }))
      if (!user || !id || !subject) continue
      const actor: Actor = { userId: id, username: user.username, name: user.displayName, permissions: new Set(['check.fill']), roles: user.roles, scope: { paths: [user.areaPath], units: [], userId: id }, sessionId: '', via: 'bearer' }
      const form = sheetOf(list, { at, subject, isBad })
      // As it was then: what found nothing makes no case, and so takes no number.
      await context.db.transact(systemScope, (tx) => fill(tx, isBad ? context : { ...context, clock: { now: () => at } }, { actor, form }))
    }
  }
}

/** What was looked at in a grid; undefined: it has nothing of the kind. */
async function subjectIn(context: Context, { town, gridPath, of }: { readonly town: Town; readonly gridPath: string; readonly of: Filled['of'] }): Promise<CheckFill['subject'] | undefined> {
  if ('register' in of) {
    const [entry] = await context.db.transact(systemScope, (tx) => firstSubjects(tx, of.register, { areas: [gridPath], tags: of.tags, kinds: of.kinds, limit: 1 }))
    return entry && { kind: of.register, id: entry.id, label: '', crs: 'WGS-84' }
  }
  const estate = town.areas.find(({ level, path }) => level === 'estate' && path.startsWith(`${gridPath}.`))
  return estate && { kind: 'place', label: `${estate.name}${of.label}`, areaPath: estate.path, crs: 'WGS-84' }
}

/** Everything in order, save a number that is too high; what needs a photo does not apply. */
function sheetOf({ listId, good, bad, note }: Filled, { at, subject, isBad }: { readonly at: number; readonly subject: CheckFill['subject']; readonly isBad: boolean }): CheckFill {
  const items = shippedChecklist(listId)?.items ?? []
  return {
    id: newId(at), listId, version: 1, at: new Date(at).toISOString(), subject,
    answers: items.flatMap((item) => {
      const isSaid = isBad && item.kind === 'number'
      const value = answerOf(item, isSaid ? (bad ?? good) : good)
      return value === undefined ? [] : [{ itemId: item.id, photos: [], value, ...(isSaid && note !== undefined ? { note } : {}) }]
    }),
  }
}

/** What is no danger; undefined: it need not be said. */
function answerOf({ kind, choices, dangerWhen, photo }: ChecklistItem, number: number): string | number | undefined {
  const dangers = dangerWhen && 'is' in dangerWhen ? dangerWhen.is : []
  if (kind === 'number') return number
  if (kind === 'text') return undefined
  if (kind === 'choice') return choices?.find((choice) => !dangers.includes(choice))
  return photo === 'always' ? 'na' : dangers.includes('yes') ? 'no' : 'yes'
}
