import { SEARCH_KINDS } from '@yihu/contracts'
import type { AnswerOf, QueryOf, searchAll, SearchHit, SearchKind } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { areasOf, SURE_ADDRESS } from '../areas/index.ts'
import { findCases } from '../cases/index.ts'
import { findDevices } from '../devices/index.ts'
import { findHouseAt, findOrganisations, partsOf, personsOf } from '../pool/index.ts'
import { findPlaces } from './places.ts'

interface Asked {
  readonly context: Context
  readonly actor: Actor
  readonly q: string
  readonly limit: number
}

interface Finder {
  readonly permission: string
  readonly find: (asked: Asked) => Promise<SearchHit[]>
}

const FINDERS: Readonly<Record<SearchKind, Finder>> = {
  case: {
    permission: 'case.read',
    find: async ({ context, actor, q, limit }) => (q.length < 2 ? [] : await findCases(context, actor, { q, limit })).map(({ id, number, title, stateLabel, areaName }) => ({ id, title: `${number} ${title}`, detail: `${stateLabel} · ${areaName}`, point: null })),
  },
  person: {
    permission: 'person.read',
    find: async ({ context, actor, q, limit }) => {
      const { persons, isNear } = await personsOf(context, actor, { q, limit, state: 'active' })
      return persons.map(({ id, name, sex, age, areaName, home }) => ({ id, title: name, detail: [isNear ? '读音相近' : '', sex?.name, age === null ? '' : `${age} 岁`, [areaName, home].filter(Boolean).join(' ')].filter(Boolean).join(' · '), point: null }))
    },
  },
  place: { permission: 'area.read', find: async ({ context, q, limit }) => findPlaces(await areasOf(context), q, limit) },
  house: { permission: 'pool.read', find: findHouse },
  organisation: {
    permission: 'pool.read',
    find: async ({ context, actor, q, limit }) => (await findOrganisations(context, actor, { q, limit })).map(({ id, name, kind, areaName, address, point }) => ({ id, title: name, detail: [kind.name, address ?? areaName].join(' · '), point })),
  },
  part: {
    permission: 'pool.read',
    find: async ({ context, actor, q, limit }) => (await partsOf(context, actor, { q, limit })).parts.map(({ code, name, className, areaName, point }) => ({ id: code, title: `${name} ${code}`, detail: `${className} · ${areaName}`, point })),
  },
  device: { permission: 'device.read', find: ({ context, actor, q, limit }) => findDevices(context, actor, { q, limit }) },
}

/** «桑家小区12号楼3单元501», or an address code, to its house. */
async function findHouse({ context, actor, q }: Asked): Promise<SearchHit[]> {
  const tree = await areasOf(context)
  const address = /^[\w-]{10,60}$/u.test(q) ? null : tree.resolveAddress(q)
  if (address && (address.room === null || address.confidence < SURE_ADDRESS)) return []
  const house = await findHouseAt(context, actor, address ? { path: address.path, unit: address.unit ?? '', room: address.room ?? '' } : { code: q })
  return house ? [{ id: house.id, title: address ? `${address.name}${address.unit === null ? '' : `${address.unit}单元`}${address.room}室` : q, detail: tree.fullNameOf(house.areaPath), point: tree.byPath(house.areaPath)?.point ?? null }] : []
}

/** Everything that one box finds for somebody, kind by kind; a kind they may not see is not asked. */
export async function findAll(context: Context, actor: Actor, { q, limit }: QueryOf<typeof searchAll>): Promise<AnswerOf<typeof searchAll>> {
  const kinds = (Object.keys(SEARCH_KINDS) as SearchKind[]).filter((kind) => actor.permissions.has(FINDERS[kind].permission)) // keys of a literal table
  const groups = await Promise.all(kinds.map(async (kind) => ({ kind, name: SEARCH_KINDS[kind], hits: await FINDERS[kind].find({ context, actor, q, limit }) })))
  return { groups: groups.filter(({ hits }) => hits.length > 0), asOf: new Date(context.clock.now()).toISOString() }
}
