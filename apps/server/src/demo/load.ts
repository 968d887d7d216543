import { isWorkingDay, localDate, monthOf } from '@yihu/domain'
import { sql } from 'kysely'
import { buildRoster, buildTown, populate } from '@yihu/town'
import type { Town } from '@yihu/town'
import type { Context } from '../kernel/context.ts'
import { systemScope } from '../kernel/db/index.ts'
import type { Tx } from '../kernel/db/index.ts'
import { visitForDemo } from '../modules/grid/index.ts'
import { switchOnAll } from '../platform/alarms/index.ts'
import { areasOf, importBaseMap, importTown } from '../platform/areas/index.ts'
import { calendarOf } from '../platform/calendar/index.ts'
import { ensureMonths, turnCards } from '../platform/cases/index.ts'
import { issueForAreas } from '../platform/codes/index.ts'
import { importRules } from '../platform/duty/index.ts'
import { importParts } from '../platform/pool/index.ts'
import { upsertUnits, upsertUser } from '../platform/identity/index.ts'
import { writeRoster } from '../platform/shifts/index.ts'
import { stateForDemo, watchComplaints } from '../services/bigdata/index.ts'
import { hasDemo, noteDemo } from './note.ts'
import { loadChecks } from './checks.ts'
import { loadCases } from './cases.ts'
import { loadDeliberations } from './deliberations.ts'
import { loadMediations } from './mediations.ts'
import { loadStories } from './stories.ts'
import { loadPeople } from './people.ts'
import { loadSensing, loadTroubles } from './sensing.ts'

interface DemoOptions {
  /** Default: one fixed seed, so that everybody's demo street is the same. */
  readonly seed?: string
  /** The day the demo year ends; default now. */
  readonly asOf?: number
  /** Only the people of the first community: what tests need. */
  readonly hasFewPeople?: boolean
  readonly log?: (line: string) => void
}

/**
 * Loads the demo street once: areas, staff, rules, a year of cases and of mediations, who lives there, devices with what they measured of late, in some transactions. Loading again does nothing.
 * @returns whether it was loaded now
 */
export async function loadDemo(context: Context, { seed = 'xuegong', asOf = context.clock.now(), hasFewPeople = false, log = () => undefined }: DemoOptions = {}): Promise<boolean> {
  if (await hasDemo(context)) return false
  const calendar = await calendarOf(context)
  const town = buildTown({ seed, asOf: new Date(asOf).toISOString(), calendar: { isWorkingDay: (date) => isWorkingDay(calendar, date) } })
  log(`demo street: ${town.areas.length} areas, ${town.users.length} accounts, ${town.cases.length} cases`)
  const accounts = await context.db.transact(systemScope, (tx) => loadStreet(tx, town, asOf))
  await issueForAreas(context, asOf)
  await context.db.transact(systemScope, async (tx) => {
    await ensureMonths(tx, [...new Set(town.cases.flatMap((script) => [script.at, ...script.moves.map((move) => move.at)]).map((at) => monthOf(at)))].map((month) => `${month}-01`))
  })
  await context.db.transact(systemScope, async (tx) => {
    await loadCases(tx, context, { town, accounts })
    await loadRoster(tx, town, { seed, at: asOf, accounts })
    await loadMediations(tx, context, { town, accounts, asOf })
    await loadDeliberations(tx, context, { town, accounts, asOf })
    await loadStories(tx, { town, accounts, asOf })
    await loadPeople(tx, context, { areas: town.areas, population: populate(town, { seed }), seed, at: asOf, isFirstOnly: hasFewPeople, log })
    await loadVisits(tx, context, { town, accounts, asOf })
    await switchOnAll(tx, { path: town.areas.find(({ level }) => level === 'street')?.path ?? '', at: asOf, by: '演示数据' })
    await stateForDemo(tx, { path: town.areas.find(({ level }) => level === 'street')?.path ?? '', at: asOf })
    await loadSensing(tx, context, { town, seed, asOf })
    await noteDemo(tx, { seed, asOf })
  })
  // Until the database has looked at its new tables it takes them for empty and walks through them for each line of a list.
  await sql`analyze`.execute(context.db.owner)
  await loadTroubles(context, asOf)
  await loadChecks(context, { town, accounts, asOf })
  await turnCards(context)
  await watchComplaints(context)
  return true
}

/** Areas, base map, units, people and rules; answers account ids by username. */
async function loadStreet(tx: Tx, town: Town, at: number): Promise<Map<string, string>> {
  await importTown(tx, town.areas)
  await importBaseMap(tx, [
    ...town.map.roads.map(({ id, name, kind, line }) => ({ id, kind: 'road', name, geometry: line, attrs: { class: kind } })),
    ...town.map.shapes.map(({ id, name, kind, polygon }) => ({ id, kind: kind === 'river' ? 'water' : 'green', name, geometry: polygon, attrs: {} })),
    ...town.map.pois.map(({ id, name, kind, point, address, areaPath }) => ({
      id, kind: 'place', name, geometry: { type: 'Point', coordinates: point }, attrs: { class: kind, address, areaPath },
    })),
  ])
  await upsertUnits(tx, town.units)
  await importParts(tx, town.parts.map(({ areaPath, point: [lon, lat], ...part }) => ({ ...part, path: areaPath, lon, lat, state: 'good', recordedOn: localDate(at), source: '其他' })))
  const accounts = new Map<string, string>()
  for (const user of town.users) {
    const id = await upsertUser(tx, {
      at, username: user.username, name: user.displayName, roles: user.roles, areas: [user.areaPath], units: [user.unitId], password: { demo: true },
    })
    accounts.set(user.username, id)
  }
  await importRules(
    tx,
    town.dutyRules.map(({ id, classPrefix, areaPath, hours, target, role, priority, auto, note }) => ({
      id, classPrefix, areaPath, hours, role, priority, isAuto: auto, note,
      target:
        'unitId' in target ? { kind: 'unit' as const, unitId: target.unitId }
        : 'communityOf' in target ? { kind: 'communityOf' as const }
        : 'gridOf' in target ? { kind: 'gridOf' as const }
        : { kind: 'propertyOf' as const },
    })),
  )
  return accounts
}

/** What grid workers did of late. */
async function loadVisits(tx: Tx, context: Context, { town, accounts, asOf }: { town: Town; accounts: ReadonlyMap<string, string>; asOf: number }): Promise<void> {
  const workers = new Map(town.users.flatMap(({ username, displayName, areaPath, roles }) => {
    const id = accounts.get(username)
    return id && roles.includes('grid-worker') ? [[areaPath, { id, name: displayName }] as const] : []
  }))
  await visitForDemo(tx, context, { tree: await areasOf(context), path: town.areas.find(({ level }) => level === 'street')?.path ?? '', asOf, workers })
}

/** Who is on duty around the end of the demo year. */
async function loadRoster(tx: Tx, town: Town, { seed, at, accounts }: { seed: string; at: number; accounts: ReadonlyMap<string, string> }): Promise<void> {
  const path = town.areas.find(({ level }) => level === 'street')?.path ?? ''
  const shifts = buildRoster({ seed, asOf: new Date(at).toISOString(), users: town.users }).map((shift) => ({
    ...shift, people: shift.people.map(({ role, username, name }) => ({ role, userId: username === null ? null : (accounts.get(username) ?? null), name })),
  }))
  await writeRoster(tx, { path, shifts, at })
}
