import type { Register, RelationEnd } from '@yihu/domain'
import type { Context } from '../../../kernel/context.ts'
import { isWithin } from '../../../kernel/db/index.ts'
import type { Tx } from '../../../kernel/db/index.ts'
import { findHouses, householdsAt, personsCalled, recognise, standingsOf } from '../../pool/index.ts'
import { doorOf } from '../registers/draft.ts'
import type { Places } from '../registers/draft.ts'
import type { SaidEnd } from './draft.ts'

export interface EndGround {
  readonly places: Places
  /** What the importer is responsible for. */
  readonly path: string
}

/** An entry or an area. */
export type FoundEnd = { readonly register: Register; readonly id: string } | { readonly area: string }

/** Registers whose entries somebody of another community does not link to; organisations and areas above are everybody's. */
const OWN_ONLY: ReadonlySet<RelationEnd> = new Set(['person', 'household', 'house', 'vehicle'])
const ORDER: readonly RelationEnd[] = ['organisation', 'area', 'vehicle', 'house', 'household', 'person']

interface Sought {
  readonly said: SaidEnd
  /** Registers it can be of. */
  readonly among: readonly RelationEnd[]
  readonly ground: EndGround
  /** It has one such relation at a time, which the new one ends: only who is responsible for it says so. */
  readonly isOwn: boolean
}

/** What a sheet means by one end of a relation; in words why it is not found. */
export async function findEnd(tx: Tx, context: Context, { said, among, ground, isOwn }: Sought): Promise<FoundEnd | string> {
  let problem = `登记里没有“${(said.name || said.number).slice(0, 20)}”`
  for (const register of ORDER.filter((one) => among.includes(one))) {
    const found = register === 'area' ? (said.name === '' ? [] : ground.places.areas(said.name)) : await entryOf(tx, context, { register, said, ground })
    if (found.length > 1) problem = `有 ${found.length} 个“${said.name.slice(0, 20)}”，请${register === 'area' ? '写全名' : '填写号码'}`
    const [id, another] = found
    if (id === undefined || another !== undefined) continue
    if (register === 'area') return { area: id }
    const standing = (await standingsOf(tx, register, [id])).get(id)
    if (standing?.state === 'active' && ((!isOwn && !OWN_ONLY.has(register)) || isWithin(standing.areaPath, ground.path))) return { register, id }
    problem = standing?.state === 'active' ? '登记在别的社区，请由那里办理' : '已迁出或注销'
  }
  return problem
}

async function entryOf(tx: Tx, context: Context, { register, said: { name, number }, ground: { places, path } }: { register: Register; said: SaidEnd; ground: EndGround }): Promise<string[]> {
  const known = async (values: Readonly<Record<string, string>>): Promise<string[]> => (await recognise(tx, context, { register, entries: [{ areaPath: path, values }] })).flatMap((id) => id ?? [])
  if (register === 'person') return number === '' ? personsCalled(tx, context, { path, name }) : known({ name, idNumber: number.toUpperCase() })
  if (register === 'organisation') return known({ name, ...(number === '' ? {} : { creditCode: number.toUpperCase() }) })
  if (register === 'vehicle') return known({ plate: (number || name).replaceAll(/[\s·]/gu, '').toUpperCase() })
  const building = name === '' ? null : places.building(name)
  const door = doorOf(name)
  const [house] = await findHouses(tx, [number !== '' ? { code: number } : building !== null && door ? { path: building, ...door } : {}])
  if (!house) return []
  return register === 'house' ? [house.id] : (await householdsAt(tx, [house.id])).map(({ id }) => id)
}
