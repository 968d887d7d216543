import { isCamera } from '@yihu/contracts'
import { localDate } from '@yihu/domain'
import type { Trigger } from '@yihu/domain'
import { SCENARIOS } from '@yihu/scenarios'
import type { Scenario, Settings } from '@yihu/scenarios'
import { createSnapshot } from '../../kernel/db/index.ts'
import type { Home } from '../care/index.ts'
import type { KnownDevice } from '../devices/index.ts'
import { settingsInForce } from './repo-setting.ts'
import type { StoredSetting } from './repo-setting.ts'
import { placeOf } from './subject.ts'

/** A scenario as an area has it: the rule that its settings make. */
export interface Watching {
  readonly scenario: Scenario
  readonly settings: Settings
  /** Where and in which version it was set. */
  readonly path: string
  readonly version: number
  readonly trigger: Trigger
  readonly rise: Trigger | null
  /** So late a message may come and still be heard. */
  readonly latenessMs: number
}

/** A scenario that watches a device, and by which of its points. */
export interface Bound {
  readonly watching: Watching
  readonly points: ReadonlySet<string>
  /** The area whose settings count. */
  readonly path: string
}

/** Who watches what, of the settings last committed. */
export interface Watches {
  readonly isEmpty: boolean
  /** The setting that counts at a place, switched on or off. */
  at(path: string, scenario: string): StoredSetting | null
  /** The scenario as it watches at a place; null: it is off there at that time. */
  watching(path: string, scenario: string, now: number): Watching | null
  /** All scenarios that watch a device now, which may stand in a home. */
  of(device: KnownDevice, home: Home | undefined, now: number): readonly Bound[]
}

const MINUTE_MS = 60_000
/** Devices send again what was not acknowledged, gateways hold back: so many periods late is still in time. */
const LATE_PERIODS = 24
const LEAST_LATE_MS = 10 * MINUTE_MS
const MOST_LATE_MS = 48 * 60 * MINUTE_MS

const byId = new Map(SCENARIOS.map((scenario) => [scenario.id, scenario]))

/** A scenario by its id. */
export function scenarioOf(id: string): Scenario | undefined {
  return byId.get(id)
}

/** The settings of a context's database, ready to be asked. */
export const watchesOf = createSnapshot({ name: 'scenario_setting', load: async (db) => createWatches(await settingsInForce(db)) })

/** The rule of a scenario with some settings. */
export function watchingOf(scenario: Scenario, { settings, path, version }: Pick<StoredSetting, 'settings' | 'path' | 'version'>): Watching {
  return { scenario, settings, path, version, trigger: scenario.trigger(settings), rise: scenario.rise?.when(settings) ?? null, latenessMs: latenessOf(scenario) }
}

/** Whether a scenario can watch a device: one of its points by the product's kind and the point's name; cameras where it names what is seen. */
export function pointsOf({ startedBy: { points = {}, labels } }: Scenario, device: Pick<KnownDevice, 'kind' | 'points'>): ReadonlySet<string> | null {
  const own = Object.entries(points).filter(([name, point]) => point.device === device.kind && device.points.has(name)).map(([name]) => name)
  return own.length > 0 || (labels !== undefined && isCamera(device.kind)) ? new Set(own) : null
}

function createWatches(settings: readonly StoredSetting[]): Watches {
  const set = new Map(settings.map((one) => [`${one.path} ${one.scenario}`, one]))
  const made = new Map<StoredSetting, Watching | null>()
  const bound = new WeakMap<KnownDevice, { readonly day: string; readonly home: Home | undefined; readonly all: readonly Bound[] }>()
  const at = (path: string, scenario: string): StoredSetting | null => {
    for (let place = path; place !== ''; place = place.slice(0, Math.max(0, place.lastIndexOf('.')))) {
      const found = set.get(`${place} ${scenario}`)
      if (found) return found
    }
    return null
  }
  const ready = (one: StoredSetting): Watching | null => {
    const known = made.get(one)
    if (known !== undefined) return known
    const scenario = scenarioOf(one.scenario)
    // Settings of a version whose schema was another one may not fit any more: better off than wrong.
    const watching = scenario && scenario.settingFaults(one.settings).length === 0 ? watchingOf(scenario, one) : null
    made.set(one, watching)
    return watching
  }
  const onDay = (path: string, scenario: string, day: string): Watching | null => {
    const one = at(path, scenario)
    return one?.isOn && (one.endsOn === null || day <= one.endsOn) ? ready(one) : null
  }
  return {
    isEmpty: !settings.some(({ isOn }) => isOn),
    at,
    watching: (path, scenario, now) => onDay(path, scenario, localDate(now)),
    of(device, home, now) {
      const day = localDate(now)
      const known = bound.get(device)
      if (known?.day === day && known.home === home) return known.all
      const all = SCENARIOS.flatMap((scenario) => {
        const points = pointsOf(scenario, device)
        const path = placeOf(scenario, device, home)
        const watching = points && onDay(path, scenario.id, day)
        return watching ? [{ watching, points, path }] : []
      })
      bound.set(device, { day, home, all })
      return all
    },
  }
}

function latenessOf({ startedBy: { points = {} } }: Scenario): number {
  const periods = Object.values(points).map(({ everyMinutes }) => everyMinutes)
  return periods.length === 0 ? LEAST_LATE_MS : Math.min(MOST_LATE_MS, Math.max(LEAST_LATE_MS, Math.min(...periods) * LATE_PERIODS * MINUTE_MS))
}
