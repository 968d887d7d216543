import type { Area } from '../area-types.ts'
import type { TownHouse } from '../people-types.ts'
import type { Random } from '../random.ts'
import { pad } from '../staff/units.ts'

/** A residential building of the area tree. */
export type Building = Extract<Area, { level: 'building' }>

/** Every flat of a building, from the first entrance up; as many are lived in as there are households. */
export function housesOf({ code, path, attrs }: Building, random: Random): TownHouse[] {
  const { floors, doorsPerFloor, address, households, rooms } = attrs
  let [livedIn, left] = [households, rooms]
  return Array.from({ length: rooms }, (_, at): TownHouse => {
    const unit = Math.floor(at / (floors * doorsPerFloor)) + 1
    const floor = (Math.floor(at / doorsPerFloor) % floors) + 1
    const door = (at % doorsPerFloor) + 1
    const isLivedIn = random.next() * left < livedIn
    left -= 1
    if (isLivedIn) livedIn -= 1
    const room = `${floor}${pad(door, 2)}`
    return {
      code: `${code}${pad(unit, 2)}${pad(floor, 2)}${pad(door, 2)}`, buildingPath: path, unit, floor, room,
      use: isLivedIn ? 'own' : 'empty', address: `${address}${unit}单元${room}室`,
    }
  })
}
