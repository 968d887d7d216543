/** An organisation that can hold a case or employs staff. */
export interface Unit {
  /** Stable slug, e.g. `community-03`, `dept-urban`, `property-01`. */
  id: string
  name: string
  kind: 'street-office' | 'community' | 'department' | 'property' | 'utility' | 'enterprise'
  /** Path of the area it answers for. */
  areaPath: string
}

/** Roles of the demo accounts; three separate officers (三员) for system, audit and security. */
export type RoleId =
  | 'admin'
  | 'auditor'
  | 'security'
  | 'duty-chief'
  | 'acceptor'
  | 'dispatcher'
  | 'community'
  | 'grid-worker'
  | 'department'
  | 'property'
  | 'enterprise'

/** A demo account. Names are invented. */
export interface User {
  username: string
  displayName: string
  title: string
  roles: RoleId[]
  /** Sees this area and everything below. */
  areaPath: string
  unitId: string
}

/** Whom a rule sends a case to; the relative ones are resolved by the place of the case. */
export type DutyTarget = { unitId: string } | { communityOf: true } | { gridOf: true } | { propertyOf: true }

/** One row of the dispatch table; the highest priority that matches wins. */
export interface DutyRule {
  id: string
  /** Matches every class code that starts with it; empty matches all. */
  classPrefix: string
  areaPath: string
  hours: 'service' | 'always'
  target: DutyTarget
  role: RoleId
  priority: number
  /** Whether the case may be sent without a dispatcher's look. */
  auto: boolean
  note: string
}

/** Somebody on a shift; without an account where `username` is null. */
export interface RosterPerson {
  role: 'leader' | 'chief' | 'acceptor' | 'dispatcher'
  username: string | null
  name: string
}

/** Some hours of duty; an end not after the beginning lies in the next day. */
export interface RosterShift {
  day: string
  name: string
  from: string
  to: string
  people: RosterPerson[]
}
