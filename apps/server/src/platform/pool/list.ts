import { Fault } from '@yihu/contracts'
import type { AnswerOf, listHouses, listOrganisations, listPersons, QueryOf } from '@yihu/contracts'
import { localDate } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { wordsOf } from './around.ts'
import { bornBetween, inConflict, listEntries, personFound, wordsFound } from './repo-entry.ts'
import type { StoredEntry } from './repo-entry.ts'
import { conflictedAmong, fillingOf, homesOf } from './repo-relation.ts'
import { nameIndex, numberIndex, phoneIndex, spellingIndex } from './seal.ts'
import { namedCode, personRow } from './show-person.ts'

/** A page of persons in sight, masked. What was typed meets blind indexes only, so it must be whole: a name, its pinyin or initials, a telephone, a number. */
export async function personsOf(context: Context, actor: Actor, query: QueryOf<typeof listPersons>): Promise<AnswerOf<typeof listPersons>> {
  const now = context.clock.now()
  const { area, q, tag, state, sex, residence, political, limit } = query
  const typed = q?.trim()
  return context.db.transact(actor.scope, async (tx) => {
    const found = await listEntries(tx, 'person', {
      area, tag, after: readCursor(query.cursor), limit, equal: { state, sex, residence, political },
      where: [
        ...bornBetween({ from: query.ageTo === undefined ? undefined : monthYearsAgo(query.ageTo + 1, { now, months: 1 }), until: query.ageFrom === undefined ? undefined : monthYearsAgo(query.ageFrom, { now, months: 0 }) }),
        ...(typed ? [personFound({ name: nameIndex(context, typed), phone: phoneIndex(context, typed), number: numberIndex(context, typed), spelling: spellingIndex(context, typed.toLowerCase()) })] : []),
        ...(query.conflict === 'true' ? [inConflict()] : []),
      ],
    })
    const { page, next } = pageOf(found, limit)
    const ids = page.map(({ id }) => id)
    const around = { ...(await wordsOf(tx, context)), homes: await homesOf(tx, ids), conflicts: await conflictedAmong(tx, ids), now }
    return { persons: page.map((entry) => personRow(context, entry, around)), next, asOf: new Date(now).toISOString() }
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
    const found = await listEntries(tx, 'house', { area, tag, after: readCursor(cursor), limit, equal: { state: 'active', use }, where: typed ? [wordsFound('house', typed)] : [] })
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
    const found = await listEntries(tx, 'organisation', { area, tag, after: readCursor(cursor), limit, equal: { state: 'active', kind, party_level: partyLevel }, where: typed ? [wordsFound('organisation', typed)] : [] })
    const { page, next } = pageOf(found, limit)
    const words = await wordsOf(tx, context)
    return {
      organisations: page.map(({ id, version, areaPath, plain, tags, lon, lat }) => ({
        id, version, kind: namedCode('organisationKind', plain.kind) ?? { code: '', name: '' }, name: String(plain.name), creditCode: plain.creditCode === undefined ? null : String(plain.creditCode),
        partyLevel: namedCode('partyLevel', plain.partyLevel), areaPath, areaName: words.areaName(areaPath), address: plain.address === undefined ? null : String(plain.address),
        point: lon === null || lat === null ? null : { lon, lat }, tags: tags.map((code) => ({ code, name: words.tagName(code) })),
      })),
      next, asOf: new Date(context.clock.now()).toISOString(),
    }
  })
}

function pageOf(found: readonly StoredEntry[], limit: number): { page: readonly StoredEntry[]; next: string | null } {
  const page = found.slice(0, limit)
  const last = page.at(-1)
  return { page, next: found.length > limit && last ? Buffer.from(`${last.areaPath} ${last.id}`).toString('base64url') : null }
}

/** @throws Fault input-invalid: to begin again silently would show the first page twice */
function readCursor(text: string | undefined): { path: string; id: string } | undefined {
  if (text === undefined) return undefined
  const { path, id } = /^(?<path>[\w.-]{1,200}) (?<id>[\da-f]{8}-[\da-f-]{27})$/u.exec(Buffer.from(text, 'base64url').toString())?.groups ?? {}
  if (path === undefined || id === undefined) throw new Fault('input-invalid', { fields: { cursor: '翻页标记无效，请从第一页重新打开' } })
  return { path, id }
}
