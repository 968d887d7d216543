import type { RoutineForm, RoutineRow } from '@yihu/contracts'

/** The form as typed: codes in a list, a season as two days, what is not given empty. */
export type TypedRoutine = Omit<RoutineForm, 'begins' | 'ends' | 'season' | 'area'> & {
  readonly begins: string
  readonly ends: string
  readonly seasonFrom: string
  readonly seasonTo: string
  readonly area?: string | undefined
}

const EMPTY: TypedRoutine = { name: '', act: 'visit', rhythm: 'month', subject: 'household', tags: [], kinds: [], begins: '', ends: '', seasonFrom: '', seasonTo: '', how: '', isActive: true, isDestroyed: false, basis: '', standards: '', wording: '' }

/** What the form begins with. */
export function typedOf(form: RoutineRow['form'] | null, { isCampaign, today }: { readonly isCampaign: boolean; readonly today: string }): TypedRoutine {
  if (!form) return isCampaign ? { ...EMPTY, rhythm: 'once', begins: today } : EMPTY
  const { begins, ends, season, area, isDestroyed = false, basis = '', standards = '', wording = '', ...plain } = form
  return { ...plain, isDestroyed, basis, standards, wording, begins: begins ?? '', ends: ends ?? '', seasonFrom: season?.from ?? '', seasonTo: season?.to ?? '', area: area ?? undefined }
}

/** What was typed, as it is sent. */
export function formOf({ begins, ends, seasonFrom, seasonTo, area, ...plain }: TypedRoutine): RoutineForm {
  return { ...plain, begins: begins || null, ends: ends || null, season: seasonFrom && seasonTo ? { from: seasonFrom, to: seasonTo } : null, area: area ?? null }
}
