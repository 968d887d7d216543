interface Place {
  readonly code: string
  readonly name: string
  /** Its middle, WGS-84. */
  readonly point: { readonly lon: number; readonly lat: number } | null
}

/** Matters of one day and class, in a grid or, where that would be too fine, in a community. */
export interface PlaceRow {
  readonly day: string
  /** Null: too few in each grid to name one. */
  readonly grid: Place | null
  readonly community: Place
  readonly classCode: string
  readonly className: string
  readonly reports: number
  readonly ended: number
}

/** As it was counted: the grid is known. */
type InGrid = PlaceRow & { readonly grid: Place }

/** Fewer matters of a group of classes in one grid and month than these are told of the community only. */
export const LEAST_PLACES = 3

/** Group of a class: its kind and first level, as `S01` of `S0102`. */
export function groupOf(classCode: string): string {
  return classCode.slice(0, 3)
}

/**
 * Hides small cells without losing a matter: a grid is named only where the month has three or more of the group there;
 * what is left is counted by community. Sums by day, community and class stay as they are.
 */
export function coarsen(rows: readonly InGrid[]): PlaceRow[] {
  const isFine = finenessOf(rows)
  const rest = new Map<string, PlaceRow>()
  for (const row of rows) {
    if (isFine(row)) continue
    const key = `${row.day} ${row.community.code} ${row.classCode}`
    const sum = rest.get(key)
    rest.set(key, { ...row, grid: null, reports: row.reports + (sum?.reports ?? 0), ended: row.ended + (sum?.ended ?? 0) })
  }
  return [...rows.filter(isFine), ...rest.values()].toSorted((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0))
}

/** The month, grid and group that are counted together. */
export function cellOf({ day, grid, classCode }: { readonly day: string; readonly grid: { readonly code: string }; readonly classCode: string }): string {
  return `${day.slice(0, 7)} ${grid.code} ${groupOf(classCode)}`
}

/** Whether the month has enough of a row's group in its grid for the grid to be named. */
function finenessOf(rows: readonly InGrid[]): (row: InGrid) => boolean {
  const cells = new Map<string, number>()
  for (const row of rows) cells.set(cellOf(row), (cells.get(cellOf(row)) ?? 0) + row.reports)
  return (row) => (cells.get(cellOf(row)) ?? 0) >= LEAST_PLACES
}

/** Matters of whole months in one grid and group of classes: never fewer than three. */
export interface GridRow {
  readonly grid: Place
  readonly community: Place
  readonly group: string
  readonly reports: number
  readonly ended: number
}

/**
 * The other way round: the grid is named, the day is not. What the months hide of a grid counts only where it is three or
 * more by itself: else the difference between this and the rows by day would name the grid of a single matter.
 */
export function byGrid(rows: readonly InGrid[]): GridRow[] {
  const isFine = finenessOf(rows)
  const sum = (of: readonly InGrid[], what: 'reports' | 'ended') => of.reduce((all, row) => all + row[what], 0)
  return [...Map.groupBy(rows, ({ grid, classCode }) => `${grid.code} ${groupOf(classCode)}`).values()].flatMap((of) => {
    const told = sum(of.filter((row) => !isFine(row)), 'reports') >= LEAST_PLACES ? of : of.filter(isFine)
    const [first] = told
    return first ? [{ grid: first.grid, community: first.community, group: groupOf(first.classCode), reports: sum(told, 'reports'), ended: sum(told, 'ended') }] : []
  })
}
