import type { BulletinRhythm, DashboardForm, DashboardRow } from '@yihu/contracts'

/** The form as the editor holds it: the rhythm stands apart from when. */
export interface DashboardValues {
  readonly name: string
  readonly area: string | undefined
  readonly cards: DashboardForm['cards']
  readonly roles: DashboardForm['roles']
  readonly rhythm: BulletinRhythm | 'none'
  readonly on: number
  readonly hour: number
}

/** What the editor begins with. */
export function valuesOf(from: DashboardRow | null, isCopy: boolean): DashboardValues {
  if (!from) return { name: '', area: undefined, cards: [], roles: [], rhythm: 'none', on: 1, hour: 8 }
  const { name, area, cards, roles, bulletin } = from.form
  const schedule = isCopy ? null : bulletin
  return { name: isCopy ? `${name.slice(0, 26)}（副本）` : name, area: area ?? undefined, cards, roles: isCopy ? [] : roles, rhythm: schedule?.rhythm ?? 'none', on: schedule?.on ?? 1, hour: schedule?.hour ?? 8 }
}

/** What is sent. */
export function formOf({ name, area, cards, roles, rhythm, on, hour }: DashboardValues): DashboardForm {
  return { name, area: area ?? null, cards, roles, bulletin: rhythm === 'none' ? null : { rhythm, on: rhythm === 'day' ? 1 : on, hour } }
}
