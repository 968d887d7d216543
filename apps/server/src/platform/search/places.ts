import type { SearchHit } from '@yihu/contracts'
import { AREA_LEVELS } from '@yihu/contracts'
import { isNear, pinyinOf } from '@yihu/domain'
import { SURE_ADDRESS } from '../areas/index.ts'
import type { AreaIndex } from '../areas/index.ts'

type Area = AreaIndex['areas'][number]

interface Spelled {
  readonly area: Area
  readonly name: string
  readonly sound: string
  readonly initials: string
}

const spelled = new WeakMap<AreaIndex, readonly Spelled[]>()

/** How the places of a tree sound; made once a tree. */
function spelledOf(tree: AreaIndex): readonly Spelled[] {
  const known = spelled.get(tree) ?? tree.areas.map((area) => {
    const syllables = pinyinOf(area.name)
    return { area, name: area.name, sound: syllables.join(''), initials: syllables.map((syllable) => syllable.charAt(0)).join('') }
  })
  spelled.set(tree, known)
  return known
}

/** How well a place answers to what was typed, best 0; null: not at all. */
function fitOf({ area, name, sound, initials }: Spelled, typed: { readonly q: string; readonly sound: string }): number | null {
  if (name === typed.q || area.code === typed.q) return 0
  if (name.startsWith(typed.q) || initials === typed.q) return 1
  if (name.includes(typed.q)) return 2
  if (sound.startsWith(typed.sound) || (typed.q.length > 1 && initials.startsWith(typed.q))) return 3
  if (typed.sound.length > 3 && sound.includes(typed.sound)) return 4
  return typed.q.length > 2 && isNear(name, typed.q) ? 5 : null
}

/** Places of the tree by name, pinyin, initials or code, or as an address in free words; larger places first among equals. */
export function findPlaces(tree: AreaIndex, q: string, limit: number): SearchHit[] {
  const typed = { q: q.toLowerCase(), sound: pinyinOf(q).join('') }
  const fits = spelledOf(tree).flatMap((one) => {
    const fit = fitOf(one, typed)
    return fit === null ? [] : [{ fit, area: one.area }]
  })
  const ranked = fits.toSorted((a, b) => a.fit - b.fit || a.area.path.length - b.area.path.length || (a.area.path < b.area.path ? -1 : 1)).slice(0, limit).map(({ area }) => area)
  const said = ranked.length < limit && q.length > 3 ? tree.resolveAddress(q) : null
  const address = said && said.confidence >= SURE_ADDRESS ? tree.byPath(said.path) : undefined
  const found = address && !ranked.includes(address) ? [...ranked, address] : ranked
  return found.map((area) => ({ id: area.code, title: area.name, detail: `${AREA_LEVELS[area.level]} · ${tree.fullNameOf(area.path)}`, point: area.point }))
}
