import type { CaseScript, CaseSource, WorkingDays } from '../case-types.ts'
import type { Random } from '../random.ts'
import { openNameBook } from '../staff/people.ts'
import type { Street } from '../street.ts'
import { openAtlas } from './atlas.ts'
import type { Atlas, GridPlace, Spot } from './atlas.ts'
import { isoOf, monthOf } from './clock.ts'
import { compose } from './compose.ts'
import type { Voice } from './compose.ts'
import type { Course } from './fates.ts'
import { openScript } from './script.ts'
import type { Script } from './script.ts'
import type { Theme } from './theme.ts'
import { THEMES } from './themes.ts'
import { unitFor } from './duty.ts'

/** What every kind of case is made from. */
export interface Workshop {
  street: Street
  atlas: Atlas
  /** End of the year, epoch ms. */
  asOf: number
  days: WorkingDays
  random: Random
}

/** A case under construction. */
export interface Draft {
  key: string
  source: CaseSource
  at: number
  theme: Theme
  spot: Spot
  voice: Voice
  script: Script
  unit: string
}

/** Opens the workshop of one street and year. */
export function openWorkshop(input: Omit<Workshop, 'atlas'>): Workshop {
  return { ...input, atlas: openAtlas(input.street) }
}

interface DraftPlan {
  key: string
  source: CaseSource
  at: number
  /** 0 appeals, 1 grid matters, 2 deliberations. */
  share: 0 | 1 | 2
  gridPlace: GridPlace
  fits?: (theme: Theme) => boolean
}

/** Chooses class, place and words of a case and starts its script. */
export function draft(w: Workshop, plan: DraftPlan): Draft {
  const { random } = w
  const theme = pickTheme(plan, random)
  const spot = w.atlas.spot(plan.gridPlace, theme.setting, random)
  const voice = compose(theme, { spot, source: plan.source, random })
  const script = openScript({ at: plan.at, limit: theme.limit, days: w.days, random })
  return { key: plan.key, source: plan.source, at: plan.at, theme, spot, voice, script, unit: unitFor(w.street.dutyRules, theme.code, spot) }
}

function pickTheme({ at, share, gridPlace, fits = () => true }: DraftPlan, random: Random): Theme {
  const month = monthOf(at)
  const era = (gridPlace.buildings[0]?.attrs.yearBuilt ?? 0) < 2005 ? 'old' : 'new'
  const open = THEMES.filter((t) => t.shares[share] > 0 && (t.months?.includes(month) ?? true) && (t.only ?? era) === era && fits(t))
  let ticket = random.next() * open.reduce((sum, t) => sum + t.shares[share], 0)
  for (const theme of open) {
    ticket -= theme.shares[share]
    if (ticket < 0) return theme
  }
  throw new RangeError('no theme fits')
}

/** What a fate needs of a draft. */
export function courseOf(d: Draft, extra: Pick<Course, 'isLate' | 'rating'>): Course {
  return {
    script: d.script,
    classCode: d.theme.code,
    communityUnit: d.spot.gridPlace.communityUnit,
    worker: d.spot.gridPlace.worker,
    unit: d.unit,
    fix: d.voice.fix,
    ...extra,
  }
}

/** The finished case. */
export function finish(d: Draft, who: Pick<CaseScript, 'reporter' | 'raisedBy' | 'childOf'>): CaseScript {
  const [lon, lat] = d.spot.point
  return {
    key: d.key,
    source: d.source,
    at: isoOf(d.at),
    title: d.voice.title,
    text: d.voice.text,
    classCode: d.theme.code,
    point: { lon, lat },
    areaPath: d.spot.areaPath,
    address: d.spot.address,
    ...who,
    moves: d.script.moves,
  }
}

/** Gives reporters invented names and phone numbers that cannot exist (no subscriber's number begins with 1005). */
export function openReporterBook(random: Random): () => { name: string; phone: string } {
  const nextName = openNameBook(random)
  return () => ({ name: nextName(), phone: `1005${String(random.int(0, 9_999_999)).padStart(7, '0')}` })
}
