import type { TownHousehold, TownVehicle } from '../people-types.ts'
import type { Random } from '../random.ts'
import { pickWeighted } from './weights.ts'
import type { Weighted } from './weights.ts'

const MARKS = '0123456789ABCDEFGHJKLMNPQRSTUVWXYZ'
const KINDS: Weighted<TownVehicle['kind']> = [['car', 72], ['new-energy', 22], ['van', 6]]
const COLOURS = [['白', 44], ['黑', 22], ['灰', 14], ['银', 8], ['红', 6], ['蓝', 4], ['棕', 2]] as const

/** Gives plates that no real vehicle has: their second sign is the letter I. */
export function openPlates(): (isLong: boolean) => string {
  let count = 0
  return (isLong) => {
    const sign = (value: number): string => MARKS.charAt(value % MARKS.length)
    const tail = `${sign(Math.floor(count / MARKS.length ** 2))}${sign(Math.floor(count / MARKS.length))}${sign(count)}`
    const lead = sign(Math.floor(count / MARKS.length ** 3))
    count += 1
    return isLong ? `鲁CDI${lead}${tail}` : `鲁CI${lead}${tail}`
  }
}

/** The cars of a grid's households: nearly every second family has one, a few have two. */
export function parkVehicles(households: readonly TownHousehold[], { plate, random }: { plate: (isLong: boolean) => string; random: Random }): TownVehicle[] {
  return households.flatMap(({ kind, members, areaPath }) => {
    const driver = members.find(({ birth }) => Number(birth.slice(0, 4)) <= 2007 && Number(birth.slice(0, 4)) >= 1952)
    if (!driver) return []
    const share = kind === 'family' || kind === 'three-generations' ? 0.74 : kind === 'couple' ? 0.52 : kind === 'elder-alone' || kind === 'elder-couple' ? 0.1 : 0.3
    const count = random.chance(share) ? (random.chance(0.12) ? 2 : 1) : 0
    return Array.from({ length: count }, (): TownVehicle => {
      const which = pickWeighted(random, KINDS)
      return { plate: plate(which === 'new-energy'), kind: which, colour: pickWeighted(random, COLOURS), ownerKey: driver.key, areaPath }
    })
  })
}
