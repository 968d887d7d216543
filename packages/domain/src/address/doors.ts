/** What stands behind the name of an estate or of a road with its number; numbers bare, null where not said. */
export interface Doors {
  readonly building: string | null
  readonly unit: string | null
  readonly floor: number | null
  readonly room: string | null
  /** The building is named beyond doubt, not merely by a bare number or a word that also means a floor. */
  readonly isCertain: boolean
}

const NOTHING: Doors = { building: null, unit: null, floor: null, room: null, isCertain: false }
const FILLER = /^(?:小区|大院|院内|院里|里面|内|里|的|-)+/u
const CHAIN = /^(\d{1,3}|[a-z])(?:号楼|栋|幢|座|号|楼)?-(\d{1,2})(?:单元)?-(\d{3,4})(?!\d)/u
const BUILDING_ROOM = /^(\d{1,3})-(\d{3,4})(?!\d)/u
const BUILDING_UNIT = /^(\d{1,3})-(?=\d{1,2}(?:单元|单|门))/u
const BUILDING = /^(\d{1,3}|[a-z]\d?)(号楼|号院|栋楼?|幢楼?|座|号|楼)/u
/** A number begins: no digit or letter before it. */
const BEGIN = /^[^\da-z-][\da-z]/u
/** How far behind a name its building may be said. */
const NEAR = 12
const UNIT = /^-?(\d{1,2})(?:单元|单|门洞|门)/u
const UNIT_ROOM = /^-?(\d{1,2})-(\d{3,4})(?!\d)/u
const FLOOR = /^-?(\d{1,2})(?:楼|层)/u
const ROOM = /^-?(\d{3,4})(?:室|户|房间?|号)?(?![\d米元人年])/u

/** Reads building, entrance, floor and room behind a name, in a text made plain by `plainAddress`. */
export function readDoors(rest: string): Doors {
  const text = rest.replace(FILLER, '')
  const here = doorsAt(text)
  if (here.building !== null) return here
  for (let at = 1; at < Math.min(NEAR, text.length); at += 1) {
    const later = BEGIN.test(text.slice(at - 1)) ? doorsAt(text.slice(at)) : NOTHING
    if (later.building !== null && (later.isCertain || later.unit !== null)) return later
  }
  return here
}

function doorsAt(text: string): Doors {
  const [, chained, between, last] = CHAIN.exec(text) ?? []
  if (chained !== undefined && between !== undefined && last !== undefined) return { building: bare(chained), unit: bare(between), floor: null, room: bare(last), isCertain: true }
  const [, before, room] = BUILDING_ROOM.exec(text) ?? []
  if (before !== undefined && room !== undefined) return { building: bare(before), unit: null, floor: null, room: bare(room), isCertain: false }
  const found = BUILDING_UNIT.exec(text) ?? BUILDING.exec(text)
  if (found) return { ...readInside(text.slice(found[0].length)), building: bare(found[1] ?? ''), isCertain: !['号', '楼'].includes(found[2] ?? '') }
  return readInside(text)
}

/** Entrance, floor and room inside a building that is already known. */
export function readInside(rest: string): Doors {
  const [, unit, room] = UNIT_ROOM.exec(rest) ?? []
  if (unit !== undefined && room !== undefined) return { ...NOTHING, unit: bare(unit), room: bare(room) }
  const entrance = UNIT.exec(rest)
  const inside = entrance ? rest.slice(entrance[0].length) : rest
  const floor = FLOOR.exec(inside)
  const behind = floor ? inside.slice(floor[0].length) : inside
  const door = ROOM.exec(behind)
  return { ...NOTHING, unit: entrance ? bare(entrance[1] ?? '') : null, floor: floor ? Number(floor[1]) : null, room: door ? bare(door[1] ?? '') : null }
}

function bare(number: string): string {
  return number.replace(/^0+(?=\d)/u, '').toUpperCase()
}
