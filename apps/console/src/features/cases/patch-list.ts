import type { CaseRow } from '@yihu/contracts'
import type { Sort } from './inbox-search.ts'

interface Page {
  readonly cases: CaseRow[]
  readonly next: string | null
  readonly asOf: string
}

interface Change {
  /** All cases that changed. */
  readonly ids: readonly string[]
  /** Those of them that belong to the list now. */
  readonly rows: readonly CaseRow[]
  readonly sort: Sort
}

/**
 * A list after some of its cases changed: gone ones leave, others stand where they belong by the list's order. What
 * belongs behind the last loaded line is left for the page that will bring it. By distance only the server knows the
 * place of a new line: it keeps its old place or waits.
 */
export function patchPages<P extends Page>(pages: readonly P[], { ids, rows, sort }: Change): P[] {
  if (sort === 'distance') return renewInPlace(pages, ids, rows)
  const changed = new Set(ids)
  const patched = pages.map((page) => ({ ...page, cases: page.cases.filter(({ id }) => !changed.has(id)) }))
  for (const row of rows) place(patched, row, sort)
  return patched
}

function place(pages: { cases: CaseRow[]; readonly next: string | null }[], row: CaseRow, sort: Sort): void {
  for (const page of pages) {
    const at = page.cases.findIndex((other) => isBefore(row, other, sort))
    if (at >= 0) return void page.cases.splice(at, 0, row)
  }
  const last = pages.at(-1)
  if (last && last.next === null) last.cases.push(row)
}

function renewInPlace<P extends Page>(pages: readonly P[], ids: readonly string[], rows: readonly CaseRow[]): P[] {
  const fresh = new Map(rows.map((row) => [row.id, row]))
  const changed = new Set(ids)
  return pages.map((page) => ({ ...page, cases: page.cases.flatMap((row) => (changed.has(row.id) ? (fresh.get(row.id) ?? []) : row)) }))
}

const NEVER = '9999'

function isBefore(a: CaseRow, b: CaseRow, sort: Sort): boolean {
  if (sort === 'newest') return a.registeredAt === b.registeredAt ? a.id > b.id : a.registeredAt > b.registeredAt
  if (sort === 'urgent' && a.isUrged !== b.isUrged) return a.isUrged
  const [dueA, dueB] = [a.dueAt ?? NEVER, b.dueAt ?? NEVER]
  return dueA === dueB ? a.id < b.id : dueA < dueB
}
