import { setImmediate as breathe } from 'node:timers/promises'
import { ancestorAt, FACT_SOURCES, fieldsOf, localDate, REGISTERS } from '@yihu/domain'
import type { FactSource, Register } from '@yihu/domain'
import type { Context } from '../../../kernel/context.ts'
import { isWithin, systemScope } from '../../../kernel/db/index.ts'
import type { Tx } from '../../../kernel/db/index.ts'
import { areasOf, placeAt, SURE_ADDRESS } from '../../areas/index.ts'
import type { AreaIndex } from '../../areas/index.ts'
import { closeBatch, countAnew, createPreparer, openBatch, tagsByName } from '../../pool/index.ts'
import type { Batch, HouseRef } from '../../pool/index.ts'
import type { Desk, ImportKind, Opening, Outcome, Refused, Sorted } from '../kind.ts'
import type { RowPoint } from '../place.ts'
import type { SheetRow } from '../sheet/read-sheet.ts'
import { columnsFor } from './columns.ts'
import { createDraftReader } from './draft.ts'
import type { Draft, Places } from './draft.ts'
import { homesNamed, personKey } from './homes-named.ts'
import { problemAt } from './problem.ts'
import { storeHouseholds } from './store-households.ts'
import { storeOthers } from './store-others.ts'
import { storePersons } from './store-persons.ts'

const BATCH_ROWS = 1000
/** Rows worked out in one go; then whoever waits has a turn, the database with the batch before among them. */
const BREATHE_EVERY = 20

/** Sheets of a register: every row becomes an entry of the pool, or brings a known one up to date. */
export function registerKind(register: Register): ImportKind {
  const fields = columnsFor(register)
  const needed = Object.entries(fieldsOf(register)).filter(([, { isNeeded }]) => isNeeded).map(([name]) => name)
  return {
    id: register, fields, permission: 'pool.write', batchRows: BATCH_ROWS, needsDay: true,
    lacks: (taken) => [...needed.filter((field) => !taken.has(field)).map((field) => fields[field]?.label ?? field), ...lacksPlace(register, taken)],
    originOf: () => ({ template: 'register', source: 'import' }),
    open: (context, opening) => openDesk(context, register, opening),
    afterMany: countAnew,
  }
}

const PLACES: Readonly<Record<Register, readonly string[]>> = { person: ['houseCode', 'home'], household: ['houseCode', 'home'], house: ['building', 'address', 'lon', 'geometry'], organisation: ['area', 'address', 'lon', 'geometry'], vehicle: ['home'] }

function lacksPlace(register: Register, taken: ReadonlySet<string>): string[] {
  const [first = ''] = PLACES[register]
  return PLACES[register].some((field) => taken.has(field)) ? [] : [columnsFor(register)[first]?.label ?? first]
}

async function openDesk(context: Context, register: Register, opening: Opening): Promise<Desk> {
  const tree = await areasOf(context)
  const tags = await context.db.transact(systemScope, (tx) => tagsByName(tx, register))
  const read = createDraftReader({ ...opening, register, today: localDate(opening.takenAt), places: placesOf(tree, opening.path), tags })
  const memory = createMemory(register)
  const prepare = createPreparer(context)
  const workOut = async (rows: readonly SheetRow[], finish: (draft: Draft) => Draft): Promise<Sorted> => {
    const { drafts: whole, refused, repeated } = memory.sort(await inTurns(rows, read))
    const drafts = await inTurns(whole, finish)
    return { refused, store: (tx) => storeAll(tx, context, { register, opening, drafts, repeated }) }
  }
  return {
    ...(register === 'person' ? { survey: async (rows: () => AsyncIterable<SheetRow>) => { memory.know(await homesNamed(rows, { mapping: opening.mapping, read })) } } : {}),
    look: (rows) => workOut(rows, (draft) => draft),
    sort: (rows) => workOut(rows, (draft) => (register === 'person' ? { ...draft, prepared: prepare(draft.values) } : draft)),
    remarks: () => memory.remarks(),
  }
}

async function inTurns<From, To>(items: readonly From[], make: (item: From) => To): Promise<To[]> {
  const made: To[] = []
  for (const item of items) {
    if (made.length % BREATHE_EVERY === 0) await breathe()
    made.push(make(item))
  }
  return made
}

/** Buildings and areas that words name for sure, to somebody who is responsible for a path. */
export function placesOf(tree: AreaIndex, path: string): Places {
  const byName = Map.groupBy(tree.areas, ({ name }) => name)
  const known = new Map<string, string | null>()
  const resolve = (text: string): string | null => {
    const found = known.get(text) ?? tree.resolveAddress(text)
    const sure = typeof found === 'string' ? found : found && found.confidence >= SURE_ADDRESS ? found.path : null
    known.set(text, sure)
    return sure
  }
  const levelOf = (path: string) => tree.byPath(path)?.level
  return {
    building: (text) => {
      const found = resolve(text)
      return found !== null && ['building', 'unit', 'room'].includes(levelOf(found) ?? '') ? found : null
    },
    areas: (text) => {
      const named = byName.get(text)?.map((area) => area.path) ?? []
      const own = named.filter((one) => isWithin(one, path))
      if (named.length > 0) return own.length > 0 ? own : named
      const said = resolve(text)
      return said === null ? [] : [said]
    },
    fullNameOf: (one) => tree.fullNameOf(one),
    at: (point) => placeAt(tree, point),
    buildingAt: (point) => buildingAt(tree, point),
  }
}

function buildingAt(tree: AreaIndex, point: RowPoint): string | null {
  const labels = tree.locate(point)?.path.split('.') ?? []
  return labels.map((_, at) => labels.slice(0, at + 1).join('.')).find((path) => tree.byPath(path)?.level === 'building') ?? null
}

interface Storing {
  readonly register: Register
  readonly opening: Opening
  readonly drafts: readonly Draft[]
  readonly repeated: number
}

async function storeAll(tx: Tx, context: Context, { register, opening, drafts, repeated }: Storing): Promise<Outcome> {
  if (drafts.length === 0) return { added: 0, changed: 0, repeated, refused: [] }
  const { path } = opening
  const batch = await openSheet(tx, context, { opening, title: `导入${REGISTERS[register]}表` })
  const outcome = await storeRows(tx, context, { register, batch, drafts, path })
  await closeBatch(tx, batch)
  return { ...outcome, repeated: outcome.repeated + repeated }
}

function storeRows(tx: Tx, context: Context, { register, ...storing }: { readonly register: Register; readonly batch: Batch; readonly drafts: readonly Draft[]; readonly path: string }): Promise<Outcome> {
  if (register === 'person') return storePersons(tx, context, storing)
  return register === 'household' ? storeHouseholds(tx, context, storing) : storeOthers(tx, context, { register, ...storing })
}

/** The act of bringing in one sheet. */
export async function openSheet(tx: Tx, context: Context, { opening: { by, path, asOf, takenAt, file, source }, title }: { readonly opening: Opening; readonly title: string }): Promise<Batch> {
  return openBatch(tx, context, {
    areaPath: path, source: sourceOf(source), asOf: asOf ?? localDate(takenAt), title, file: file ?? undefined, by: by.id === null ? null : { userId: by.id, username: by.name, name: by.name },
  })
}

function sourceOf(said: string): FactSource {
  return Object.hasOwn(FACT_SOURCES, said) ? (said as FactSource) : 'import' // a key of the table
}

type Read = { draft: Draft } | { refused: Refused }

/** What the sheet said in its rows so far: the same entry again, and a person in two households. */
function createMemory(register: Register) {
  const seen = new Map<string, { readonly row: number; readonly home: string }>()
  const odd = new Set<number>()
  const twice = new Set<number>()
  let homes: ReadonlyMap<string, readonly HouseRef[]> = new Map()
  const before = (draft: Draft): { readonly row: number; readonly home: string } | undefined => {
    const key = keyOf(register, draft)
    const home = `${JSON.stringify(draft.house)}|${draft.beside.householdNumber ?? ''}`
    const found = seen.get(key)
    if (found && found.row !== draft.row.number) return { ...found, home: found.home === home ? '' : found.home }
    seen.set(key, { row: draft.row.number, home })
    return undefined
  }
  return {
    /** The houses that the sheet names of persons in several rows. */
    know: (named: typeof homes) => { homes = named },
    sort(reads: readonly Read[]): { drafts: Draft[]; refused: Refused[]; repeated: number } {
      const [drafts, refused]: [Draft[], Refused[]] = [[], []]
      let repeated = 0
      for (const read of reads) {
        if ('refused' in read) refused.push(read.refused)
        else {
          const { draft } = read
          const earlier = before(draft)
          if (draft.hasOddNumber) odd.add(draft.row.number)
          if (!earlier) drafts.push(draft)
          else if (register === 'person' && earlier.home !== '') refused.push(problemAt(draft, 'home', `第 ${earlier.row} 行已把此人登记在另一户，一个人不能同时属于两户`))
          else {
            repeated += 1
            twice.add(draft.row.number)
          }
        }
      }
      return { drafts: homes.size === 0 ? drafts : drafts.map((draft) => ({ ...draft, alsoAt: homes.get(personKey(draft.values)) ?? [] })), refused, repeated }
    },
    remarks: () => ({
      warnings: [
        ...(odd.size > 0 ? [`有 ${odd.size} 行的证件号码或信用代码没有通过校验，照样导入，请核对`] : []),
        ...(twice.size > 0 ? [`有 ${twice.size} 行与前面的行是同一条，只登记一次`] : []),
      ],
    }),
  }
}

function keyOf(register: Register, { values, path, house }: Draft): string {
  switch (register) {
    case 'person': return values.idNumber === undefined ? `${personKey(values)}|${path ?? house?.code ?? ''}` : personKey(values)
    case 'household': return `${JSON.stringify(house)}|${values.number ?? ''}`
    case 'house': return values.code === undefined ? `${path}|${values.unit}|${values.room}` : String(values.code)
    case 'organisation': return values.creditCode === undefined ? `${values.kind}|${values.name}|${ancestorAt(path ?? '', 'community')}` : String(values.creditCode)
    case 'vehicle': return String(values.plate)
  }
}
