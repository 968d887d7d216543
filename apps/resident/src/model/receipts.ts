/** One line of 「我报的事」, kept on the device only. */
export interface Kept {
  readonly number: string
  readonly queryCode: string
  readonly text: string
  readonly at: string
  /** The last state that was seen, for when there is no network. */
  readonly stateText?: string
}

const KEEP_MAX = 100

/** Newest first, one line a number. */
export function keep(list: readonly Kept[], one: Kept): Kept[] {
  return [one, ...list.filter((kept) => kept.number !== one.number)].slice(0, KEEP_MAX)
}

export function update(list: readonly Kept[], number: string, change: Partial<Kept>): Kept[] {
  return list.map((kept) => (kept.number === number ? { ...kept, ...change } : kept))
}

export function drop(list: readonly Kept[], number: string): Kept[] {
  return list.filter((kept) => kept.number !== number)
}

export function readKept(stored: unknown): Kept[] {
  return Array.isArray(stored) ? stored.filter(isKept) : []
}

function isKept(value: unknown): value is Kept {
  if (typeof value !== 'object' || value === null) return false
  const line = value as Record<string, unknown> // checked field by field
  return ['number', 'queryCode', 'text', 'at'].every((name) => typeof line[name] === 'string')
}

/** What people copy and type back: full-width forms, spaces and case do not matter. */
export function tidyCode(typed: string): string {
  return typed.normalize('NFKC').replaceAll(/\s/gu, '').toUpperCase()
}
