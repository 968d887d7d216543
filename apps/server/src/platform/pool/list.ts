import { AreaPath } from '@yihu/contracts'
import type { AnswerOf, listHouseholds, listHouses, listOrganisations, listPersons, listVehicles, OrganisationRow, QueryOf } from '@yihu/contracts'
import { localDate, maskName, nearSpellings } from '@yihu/domain'
import type { RawBuilder } from 'kysely'
import { z } from 'zod'
import type { Context } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/db/index.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { wordsOf } from './around.ts'
import type { Words } from './around.ts'
import { readCursor, writeCursor } from './cursor.ts'
import { bornBetween, entriesOf, houseFound, inConflict, listEntries, livingIn, notContacted, organisationFound, personFound, personSounding, plateFound } from './repo-entry.ts'
import type { StoredEntry } from './repo-entry.ts'
import { conflictedAmong, fillingOf, homesOf, householdsOf, ownersOf } from './repo-relation.ts'
import { nameIndex, numberIndex, phoneIndex, plateIndex, spellingIndex } from './seal.ts'
import { homeText, namedCode, personalOf, personRow, textOfValue } from './show-person.ts'

/** A page of persons in sight, masked. What was typed meets blind indexes only, so it must be whole: a name, its pinyin or initials, a telephone, a number. Where nobody has that name, those that sound much like it. */
export async function personsOf(context: Context, actor: Actor, query: QueryOf<typeof listPersons>): Promise<AnswerOf<typeof listPersons>> {
  const now = context.clock.now()
  const { area, q, tag, state, sex, residence, political, limit } = query
  const typed = q?.trim()
  return context.db.transact(actor.scope, async (tx) => {
    const read = (asked: readonly RawBuilder<unknown>[]) => listEntries(tx, 'person', {
      area, tag, after: afterOf(query.cursor), limit, equal: { state, sex, residence, political },
      where: [
        ...bornBetween({ from: query.ageTo === undefined ? undefined : monthYearsAgo(query.ageTo + 1, { now, months: 1 }), until: query.ageFrom === undefined ? undefined : monthYearsAgo(query.ageFrom, { now, months: 0 }) }),
        ...asked,
        ...(query.conflict === 'true' ? [inConflict()] : []),
      ],
    })
    const exact = await read(typed ? [personFound({ name: nameIndex(context, typed), phone: phoneIndex(context, typed), number: numberIndex(context, typed), spelling: spellingIndex(context, typed.toLowerCase()) })] : [])
    const near = typed && exact.length === 0 ? nearSpellings(typed) : []
    const isNear = near.length > 0
    const { page, next } = pageOf(isNear ? await read([personSounding(near.map((spelling) => spellingIndex(context, spelling)))]) : exact, limit)
    const ids = page.map(({ id }) => id)
    const around = { ...(await wordsOf(tx, context)), homes: await homesOf(tx, ids), conflicts: await conflictedAmong(tx, ids), now }
    return { persons: page.map((entry) => personRow(context, entry, around)), isNear: isNear && page.length > 0, next, asOf: new Date(now).toISOString() }
  })
}

/** The first day of the month so many years ago, some months later. */
function monthYearsAgo(years: number, { now, months }: { now: number; months: number }): string {
  const [year = 0, month = 1] = localDate(now).split('-').map(Number)
  return new Date(Date.UTC(year - years, month - 1 + months, 1)).toISOString().slice(0, 10)
}

/** A page of houses, with how many live there. */
export async function housesOf(context: Context, actor: Actor, { area, q, use, tag, cursor, limit }: QueryOf<typeof listHouses>): Promise<AnswerOf<typeof listHouses>> {
  return context.db.transact(actor.scope, async (tx) => {
    const typed = q?.trim()
    const found = await listEntries(tx, 'house', { area: placeOf(actor, area), tag, after: afterOf(cursor), limit, equal: { state: 'active', use }, where: typed ? [houseFound(typed)] : [] })
    const { page, next } = pageOf(found, limit)
    const words = await wordsOf(tx, context)
    const filling = actor.permissions.has('person.read') ? await fillingOf(tx, page.map(({ id }) => id)) : new Map<string, { households: number; residents: number }>()
    return {
      houses: page.map(({ id, version, areaPath, plain, tags }) => ({
        id, version, code: String(plain.code), areaPath, areaName: words.areaName(areaPath), unit: String(plain.unit ?? ''), room: String(plain.room), use: namedCode('houseUse', plain.use),
        squareMetres: plain.squareMetres === undefined ? null : Number(plain.squareMetres), households: 0, residents: 0, ...filling.get(id), tags: tags.map((code) => ({ code, name: words.tagName(code) })),
      })),
      next, asOf: new Date(context.clock.now()).toISOString(),
    }
  })
}

/** A page of organisations. */
export async function organisationsOf(context: Context, actor: Actor, { area, q, kind, partyLevel, tag, cursor, limit }: QueryOf<typeof listOrganisations>): Promise<AnswerOf<typeof listOrganisations>> {
  return context.db.transact(actor.scope, async (tx) => {
    const typed = q?.trim()
    const found = await listEntries(tx, 'organisation', { area: placeOf(actor, area), tag, after: afterOf(cursor), limit, equal: { state: 'active', kind, party_level: partyLevel }, where: typed ? [organisationFound(typed)] : [] })
    const { page, next } = pageOf(found, limit)
    const words = await wordsOf(tx, context)
    return {
      organisations: page.map((entry) => organisationRow(entry, words)),
      next, asOf: new Date(context.clock.now()).toISOString(),
    }
  })
}

/** An organisation as a line of a list. */
export function organisationRow({ id, version, areaPath, plain, tags, lon, lat }: StoredEntry, words: Words): OrganisationRow {
  return {
    id, version, kind: namedCode('organisationKind', plain.kind) ?? { code: '', name: '' }, name: String(plain.name), creditCode: plain.creditCode === undefined ? null : String(plain.creditCode),
    partyLevel: namedCode('partyLevel', plain.partyLevel), areaPath, areaName: words.areaName(areaPath), address: plain.address === undefined ? null : String(plain.address),
    point: lon === null || lat === null ? null : { lon, lat }, tags: tags.map((code) => ({ code, name: words.tagName(code) })),
  }
}

/** A page of households: where, who heads it, how many, whether somebody looks after it. */
export async function householdsListed(context: Context, actor: Actor, { area, house, kind, tag, uncontacted, cursor, limit }: QueryOf<typeof listHouseholds>): Promise<AnswerOf<typeof listHouseholds>> {
  return context.db.transact(actor.scope, async (tx) => {
    const found = await listEntries(tx, 'household', { area: placeOf(actor, area), tag, after: afterOf(cursor), limit, equal: { state: 'active', kind }, where: [...(uncontacted === 'true' ? [notContacted()] : []), ...(house ? [livingIn(house)] : [])] })
    const { page, next } = pageOf(found, limit)
    const words = await wordsOf(tx, context)
    const filled = await householdsOf(tx, page.map(({ id }) => id))
    const heads = await maskedNames(tx, context, [...filled.values()].flatMap(({ headId }) => headId ?? []))
    return {
      households: page.map(({ id, version, areaPath, plain, tags }) => {
        const { members = 0, headId = null, unit = null, room = null, isContacted = false } = filled.get(id) ?? {}
        return {
          id, version, areaPath, areaName: words.areaName(areaPath), home: room === null ? null : homeText({ unit: unit ?? '', room }), kind: namedCode('householdKind', plain.kind),
          number: plain.number === undefined ? null : String(plain.number), head: headId === null ? null : (heads.get(headId) ?? null), members, isContacted, tags: tags.map((code) => ({ code, name: words.tagName(code) })),
        }
      }),
      next, asOf: new Date(context.clock.now()).toISOString(),
    }
  })
}

async function maskedNames(tx: Tx, context: Context, ids: readonly string[]): Promise<Map<string, string>> {
  const people = await entriesOf(tx, 'person', [...new Set(ids)])
  return new Map(people.map((one) => [one.id, maskName(String(personalOf(context, one).name ?? ''))]))
}

/** A page of vehicles; a plate is met by its blind index only, so it must be whole. */
export async function vehiclesOf(context: Context, actor: Actor, { area, q, plateKind, tag, cursor, limit }: QueryOf<typeof listVehicles>): Promise<AnswerOf<typeof listVehicles>> {
  return context.db.transact(actor.scope, async (tx) => {
    const typed = q?.replaceAll(/[\s·]/gu, '').toUpperCase()
    const found = await listEntries(tx, 'vehicle', { area: placeOf(actor, area), tag, after: afterOf(cursor), limit, equal: { state: 'active', plate_kind: plateKind }, where: typed ? [plateFound(plateIndex(context, typed))] : [] })
    const { page, next } = pageOf(found, limit)
    const words = await wordsOf(tx, context)
    const owners = await ownersOf(tx, page.map(({ id }) => id))
    const names = await maskedNames(tx, context, [...owners.values()].flatMap(({ id, register }) => (register === 'person' ? [id] : [])))
    return {
      vehicles: page.map((entry) => ({
        id: entry.id, version: entry.version, plate: textOfValue('vehicle', 'plate', { value: String(personalOf(context, entry).plate ?? '') }), plateKind: namedCode('plateKind', entry.plain.plateKind),
        colour: entry.plain.colour === undefined ? null : String(entry.plain.colour), brand: entry.plain.brand === undefined ? null : String(entry.plain.brand), areaPath: entry.areaPath,
        areaName: words.areaName(entry.areaPath), owner: names.get(owners.get(entry.id)?.id ?? '') ?? null, tags: entry.tags.map((code) => ({ code, name: words.tagName(code) })),
      })),
      next, asOf: new Date(context.clock.now()).toISOString(),
    }
  })
}

/** Whoever sees one area only need not look for it in the whole street; people are seen in the areas of their houses too. */
function placeOf({ scope: { paths } }: Actor, area: string | undefined): string | undefined {
  return area ?? (paths !== '*' && paths.length === 1 ? paths[0] : undefined)
}

function pageOf(found: readonly StoredEntry[], limit: number): { page: readonly StoredEntry[]; next: string | null } {
  const page = found.slice(0, limit)
  const last = page.at(-1)
  return { page, next: found.length > limit && last ? writeCursor([last.areaPath, last.id]) : null }
}

const Place = z.tuple([AreaPath, z.guid()])

function afterOf(cursor: string | undefined): { path: string; id: string } | undefined {
  const [path, id] = readCursor(cursor, Place) ?? []
  return path === undefined || id === undefined ? undefined : { path, id }
}
