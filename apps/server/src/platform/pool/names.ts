import { maskName, nameOfCode } from '@yihu/domain'
import type { Register } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/db/index.ts'
import type { Words } from './around.ts'
import { entriesOf } from './repo-entry.ts'
import type { StoredEntry } from './repo-entry.ts'
import { officersAmong } from './repo-relation.ts'
import type { StoredRelation } from './repo-relation.ts'
import { ageOf, homeText, personalOf, textOfValue } from './show-person.ts'

/** How entries are called on a card. */
export interface Names {
  titleOf(entry: StoredEntry): string
  /** By id or, of areas, by path; what is out of sight has no name. */
  nameOf(id: string): string
  detailOf(id: string): string | null
  personOf(id: string): { age: number | null; sex: string | null }
}

interface Around {
  readonly words: Words
  readonly relations: readonly StoredRelation[]
  readonly persons: readonly string[]
  /** What is to be called by its title itself. */
  readonly own: readonly StoredEntry[]
  readonly mentioned?: readonly { readonly register: Register; readonly id: string }[]
}

const LOOKED_UP = ['person', 'household', 'house', 'organisation', 'vehicle'] as const satisfies readonly Register[]

/** Names of whatever a card mentions, by one query a register, all sent together. */
export async function namesOf(tx: Tx, context: Context, { words, relations, persons, own, mentioned = [] }: Around): Promise<Names> {
  const entries = new Map(own.map((entry) => [entry.id, entry]))
  const found = await Promise.all(LOOKED_UP.map((register) => {
    const ids = [...(register === 'person' ? persons : []), ...mentioned.flatMap((one) => (one.register === register ? [one.id] : [])), ...relations.flatMap((one) => [...(one.from_register === register ? [one.from_id] : []), ...(one.to_register === register && one.to_id ? [one.to_id] : [])])]
    return entriesOf(tx, register, [...new Set(ids)].filter((id) => !entries.has(id)))
  }))
  for (const entry of found.flat()) entries.set(entry.id, entry)
  const missing = [...entries.values()].flatMap(({ houseId }) => (houseId && !entries.has(houseId) ? [houseId] : []))
  const [houses, officers] = await Promise.all([entriesOf(tx, 'house', missing), officersAmong(tx, [...entries.values()].filter(({ register }) => register === 'person').map(({ id }) => id))])
  for (const house of houses) entries.set(house.id, house)
  const houseTitle = ({ areaPath, plain }: StoredEntry): string => `${words.areaName(areaPath)} ${homeText({ unit: String(plain.unit ?? ''), room: String(plain.room ?? '') })}`
  const titleOf = (entry: StoredEntry): string => {
    if (entry.register === 'person') return personTitle(context, entry, officers.has(entry.id))
    if (entry.register === 'house') return houseTitle(entry)
    if (entry.register === 'organisation') return String(entry.plain.name)
    if (entry.register === 'vehicle') return textOfValue('vehicle', 'plate', { value: String(personalOf(context, entry).plate ?? '') })
    const house = entry.houseId ? entries.get(entry.houseId) : undefined
    return house ? `${houseTitle(house)} 的住户` : `${words.areaName(entry.areaPath)} 的一户`
  }
  return {
    titleOf,
    nameOf: (id) => {
      const entry = entries.get(id)
      if (entry) return titleOf(entry)
      return id.includes('-') && id.length === 36 ? '其他区域的登记' : words.areaName(id)
    },
    detailOf: (id) => {
      const entry = entries.get(id)
      return entry?.register === 'organisation' ? nameOfCode('organisationKind', String(entry.plain.kind)) : entry ? words.areaName(entry.areaPath) : null
    },
    personOf: (id) => {
      const entry = entries.get(id)
      return { age: ageOf(entry?.birthMonth ?? null, context.clock.now()), sex: entry?.plain.sex === undefined ? null : nameOfCode('sex', String(entry.plain.sex)) }
    },
  }
}

/** Who holds an office is known by name; everybody else is masked. */
function personTitle(context: Context, entry: StoredEntry, isOfficer: boolean): string {
  const { name } = personalOf(context, entry)
  if (name === undefined) return '已抹去'
  return isOfficer ? String(name) : maskName(String(name))
}
