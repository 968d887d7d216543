import type { Move } from '@yihu/domain'

/** Channels through which the demo's cases arrive; the wire's words. */
export type CaseSource = 'resident' | 'code' | 'phone' | 'hotline' | 'grid' | 'deliberation'

/** One move of a case with who makes it: a username, the reporter, or the system. */
export interface ScriptedMove {
  /** ISO-8601 with +08:00. */
  at: string
  by: string
  move: Move['move']
  form: Readonly<Record<string, unknown>>
}

/** A case as it came in, and every move until the town's `asOf`, in time order. */
export interface CaseScript {
  /** Stable within a seed: `a0001` appeal, `g0001` grid matter, `t0001` deliberation, `a0001-1` child. */
  key: string
  source: CaseSource
  at: string
  title: string
  text: string
  classCode: string
  point: { lon: number; lat: number }
  areaPath: string
  address: string
  reporter?: { name: string; phone: string }
  /** Staff who entered it, for grid matters and deliberations. */
  raisedBy?: string
  /** Set on the children of a split: they begin in `filed` when the parent's `split` move creates them. */
  childOf?: { key: string; index: number }
  moves: ScriptedMove[]
}

/** What decides whether people work on a day (`YYYY-MM-DD`). */
export interface WorkingDays {
  isWorkingDay(date: string): boolean
}
