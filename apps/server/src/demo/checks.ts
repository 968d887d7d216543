import type { CheckFill } from '@yihu/contracts'
import type { Town } from '@yihu/town'
import type { Context } from '../kernel/context.ts'
import { systemScope } from '../kernel/db/index.ts'
import type { Actor } from '../kernel/http/index.ts'
import { newId } from '../kernel/id.ts'
import { fill, shippedChecklist } from '../platform/checks/index.ts'

const DAY_MS = 86_400_000
/** Sheets a list, so many days apart; one in eight is from the last day and found something. */
const EACH = 16
const APART_MS = 1.7 * DAY_MS

/** Which lists were filled where, and what the one number that is a danger was then. */
const FILLED = [
  { listId: '01960000-0000-7000-8000-0000000000c1', label: '雨污分流工地', bad: 12, note: '等管材，比计划晚了 12 天' },
  { listId: '01960000-0000-7000-8000-0000000000c3', label: '电动车充电棚', bad: 4, note: '四个充电口没有电' },
] as const

/** Checklists that grid workers filled on the spot of late, by the way of all sheets: four dangers became cases. The last community has none, so that empty pages can be seen. */
export async function loadChecks(context: Context, { town, accounts, asOf }: { town: Town; accounts: ReadonlyMap<string, string>; asOf: number }): Promise<void> {
  const workers = town.users.filter(({ roles, areaPath }) => roles.includes('grid-worker') && !areaPath.includes('.c14.'))
  for (const [place, list] of FILLED.entries()) {
    for (let nth = 0; nth < EACH; nth += 1) {
      const user = workers[(nth * 7 + place * 3) % workers.length]
      const id = user && accounts.get(user.username)
      const estate = user && town.areas.find(({ level, path }) => level === 'estate' && path.startsWith(`${user.areaPath}.`))
      if (!user || !id || !estate) continue
      const isBad = nth < EACH / 8
      const at = isBad ? asOf - (nth + 1) * 3_600_000 : asOf - Math.round(nth * APART_MS)
      const actor: Actor = { userId: id, username: user.username, name: user.displayName, permissions: new Set(['check.fill']), roles: user.roles, scope: { paths: [user.areaPath], units: [], userId: id }, sessionId: '', via: 'bearer' }
      const form = sheetOf(list, { at, areaPath: estate.path, label: `${estate.name}${list.label}`, isBad })
      // As it was then: what found nothing makes no case, and so takes no number.
      await context.db.transact(systemScope, (tx) => fill(tx, isBad ? context : { ...context, clock: { now: () => at } }, { actor, form }))
    }
  }
}

/** Everything in order, save a number that is too high; what needs a photo does not apply. */
function sheetOf({ listId, bad, note }: (typeof FILLED)[number], { at, areaPath, label, isBad }: { readonly at: number; readonly areaPath: string; readonly label: string; readonly isBad: boolean }): CheckFill {
  const items = shippedChecklist(listId)?.items ?? []
  return {
    id: newId(at), listId, version: 1, at: new Date(at).toISOString(), subject: { kind: 'place', label, areaPath, crs: 'WGS-84' },
    answers: items.map(({ id, kind, dangerWhen, photo }) => ({
      itemId: id, photos: [], value: kind === 'number' ? (isBad ? bad : 0) : photo === 'always' ? 'na' : dangerWhen && 'is' in dangerWhen && dangerWhen.is.includes('yes') ? 'no' : 'yes', ...(kind === 'number' && isBad ? { note } : {}),
    })),
  }
}
