import type { CaseSource } from '../case-types.ts'
import { distance, toMetres } from '../geometry.ts'
import { createRandom } from '../random.ts'
import type { Random } from '../random.ts'
import { buildStreet } from '../street.ts'
import { openAtlas } from './atlas.ts'
import type { Atlas, Spot } from './atlas.ts'
import { compose, placeSlots, slotsOf } from './compose.ts'
import type { Theme } from './theme.ts'
import { THEMES } from './themes.ts'

/** What somebody says, with the place and the class it truly has. */
export interface Saying {
  readonly title: string
  readonly text: string
  readonly classCode: string
  readonly point: { readonly lon: number; readonly lat: number }
}

/** Something that troubles people at one place, for measuring how well its repeats are found. */
export interface Trouble {
  readonly classCode: string
  /** As a further person says it, through one of the channels, in words of his own; the same place, the same shop. */
  tell(): Saying
  /** The words of the first telling, said of a place of another grid. */
  elsewhere(): Saying
  /** The same words about the building next to it (within 120 m); null on a road and where no other is near. */
  nextDoor(): Saying | null
  /** Another matter at the very place. */
  besides(): Saying
}

const SOURCES: readonly CaseSource[] = ['resident', 'code', 'phone', 'hotline', 'grid']
const NEXT_DOOR_METRES = 120
const TRIES = 30

/** Troubles of the demo street, one after the other; the same seed gives the same ones. */
export function openTroubles(seed: string): { next(): Trouble } {
  const random = createRandom(seed)
  const atlas = openAtlas(buildStreet())
  const themes = THEMES.filter(({ shares: [appeals] }) => appeals > 0)
  return { next: () => troubleOf({ atlas, random, themes }) }
}

interface Stage {
  readonly atlas: Atlas
  readonly random: Random
  readonly themes: readonly Theme[]
}

function troubleOf({ atlas, random, themes }: Stage): Trouble {
  const theme = random.pick(themes)
  const spot = atlas.spot(atlas.anyGrid(random), theme.setting, random)
  const slots = slotsOf(spot, random)
  const label = `words of ${random.next()}`
  /** The first words, whatever the place. */
  const sameWords = (at: Spot): Saying => sayingOf(theme, at, compose(theme, { spot: at, source: 'resident', random: createRandom(label), slots: { ...slots, ...placeSlots(at) } }))
  let told = 0
  return {
    classCode: theme.code,
    tell: () => {
      told += 1
      if (told === 1) return sameWords(spot)
      const { d = '', t = '' } = slotsOf(spot, random)
      return sayingOf(theme, spot, compose(theme, { spot, source: random.pick(SOURCES), random, slots: { ...slots, d, t } }))
    },
    elsewhere: () => sameWords(atlas.spot(random.pick(atlas.grids.filter(({ grid }) => grid.path !== spot.gridPlace.grid.path)), theme.setting, random)),
    nextDoor: () => {
      const beside = neighbourOf(spot, theme, { atlas, random })
      return beside && sameWords(beside)
    },
    besides: () => {
      const other = random.pick(themes.filter(({ code, setting }) => code !== theme.code && setting === theme.setting))
      return sayingOf(other, spot, compose(other, { spot, source: random.pick(SOURCES), random }))
    },
  }
}

function sayingOf({ code }: Theme, { point: [lon, lat] }: Spot, { title, text }: { title: string; text: string }): Saying {
  return { title, text, classCode: code, point: { lon, lat } }
}

/** A place at the nearest other building, said with its name. */
function neighbourOf({ gridPlace, point, short }: Spot, { setting }: Theme, { atlas, random }: Omit<Stage, 'themes'>): Spot | null {
  if (setting === 'road') return null
  const away = (to: readonly [number, number]): number => distance(toMetres(to), toMetres(point))
  const [nearest] = gridPlace.buildings.filter((one) => away(one.point) > 1 && away(one.point) <= NEXT_DOOR_METRES).toSorted((a, b) => away(a.point) - away(b.point))
  const own = gridPlace.buildings.find((one) => away(one.point) <= 1)
  if (nearest === undefined || own === undefined || !short.endsWith(own.name)) return null
  for (let tries = 0; tries < TRIES; tries += 1) {
    const spot = atlas.spot({ ...gridPlace, buildings: [nearest] }, setting, random)
    if (spot.short.endsWith(nearest.name)) return spot
  }
  return null
}
