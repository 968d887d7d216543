import { placeKeys } from './marks.ts'
import type { Matter } from './match.ts'
import { radiusOf } from './radius.ts'

/** Places in a list of reports, by cells twice as wide as the circle of the class, each class apart, and by the places they name. */
export interface Cells {
  put(place: number, matter: Matter): void
  /** Looks at those that may lie within the circle, some beyond it, and those that name the same place. Places given to others since are among them. */
  near(matter: Matter, look: (place: number) => void): void
}

/** The shortest; a circle never reaches beyond what it is taken for. */
const METRES_A_DEGREE = 110_500
/** Of a cell so many are looked at, the newest. */
const MOST_OF_CELL = 32
/** A cell is tidied when it has grown to this. */
const FULL = 4 * MOST_OF_CELL

/** Cells without an entry. */
export function createCells(): Cells {
  const cells = new Map<string, number[]>()
  const add = (key: string, place: number): void => {
    const cell = cells.get(key)
    if (!cell) return void cells.set(key, [place])
    cell.push(place)
    if (cell.length >= FULL) cells.set(key, cell.slice(-2 * MOST_OF_CELL))
  }
  return {
    put(place, { point, classCode, print }) {
      if (point) {
        add(keyOf(point, classCode), place)
        if (classCode !== null) add(`${keyOf(point, null)}*`, place)
      }
      for (const key of placeKeys(print.marks, classCode)) {
        add(key, place)
        if (!point) add(`${key}?`, place)
      }
    },
    near({ point, classCode, print }, look) {
      // What has no class yet may be of any, and any may be of one that has none.
      const around = !point ? [] : classCode === null ? keysAround(point, null).flatMap((key) => [key, `${key}*`]) : [...keysAround(point, classCode), ...keysAround(point, null)]
      // Who has a place was found by it; by name come those that have none.
      const named = placeKeys(print.marks, classCode).map((key) => (point ? `${key}?` : key))
      for (const key of [...around, ...named]) {
        const cell = cells.get(key)
        if (!cell) continue
        for (let at = Math.max(0, cell.length - MOST_OF_CELL); at < cell.length; at += 1) look(cell[at] ?? 0)
      }
    },
  }
}

/** The cells that the circle around a point touches: four at most. */
function keysAround({ lon, lat }: Point, classCode: string | null): string[] {
  const height = heightOf(classCode)
  const radius = height / 2
  const keys: string[] = []
  for (let row = Math.floor((lat - radius) / height); row <= Math.floor((lat + radius) / height); row += 1) {
    const width = widthOf(row, height)
    const aside = width / 2
    for (let column = Math.floor((lon - aside) / width); column <= Math.floor((lon + aside) / width); column += 1) keys.push(`${column} ${row} ${classCode ?? ''}`)
  }
  return keys
}

function keyOf({ lon, lat }: Point, classCode: string | null): string {
  const height = heightOf(classCode)
  const row = Math.floor(lat / height)
  return `${Math.floor(lon / widthOf(row, height))} ${row} ${classCode ?? ''}`
}

interface Point {
  readonly lon: number
  readonly lat: number
}

function heightOf(classCode: string | null): number {
  return (2 * radiusOf(classCode)) / METRES_A_DEGREE
}

/** The width follows the row, so that both sides of a border count alike. */
function widthOf(row: number, height: number): number {
  return height / Math.max(0.1, Math.cos(((row + 0.5) * height * Math.PI) / 180))
}
