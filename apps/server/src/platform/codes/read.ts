import { Fault } from '@yihu/contracts'
import { haversineMetres, localDate } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import { isWithin, systemScope } from '../../kernel/db/index.ts'
import type { Tx } from '../../kernel/db/index.ts'
import { areasOf } from '../areas/index.ts'
import { countOne, findCode } from './repo.ts'
import type { Counted, PlaceCode } from './repo.ts'
import { readToken } from './token.ts'

/** Farther than this from its place, a code was probably read off a photograph. */
const FAR_METRES = 500

type LonLat = NonNullable<PlaceCode['point']>

/**
 * The place of a code in use. Whoever reads it need not be signed in; one out of force is counted, so that a plate that
 * still hangs somewhere is noticed.
 * @throws code-unknown when this street did not sign it, code-revoked when it is out of force or an older issue
 */
export async function placeOfCode(context: Context, text: string): Promise<PlaceCode> {
  const { code, isInForce } = await context.db.transact(systemScope, (tx) => read(tx, context, text))
  if (isInForce) return code
  await count(context, code, 'refused')
  throw revoked(code)
}

/**
 * The same inside a transaction that sees everything, where nothing is counted.
 * @throws code-unknown, code-revoked
 */
export async function placeOfCodeWithin(tx: Tx, context: Context, text: string): Promise<PlaceCode> {
  const { code, isInForce } = await read(tx, context, text)
  if (!isInForce) throw revoked(code)
  return code
}

async function read(tx: Tx, context: Context, text: string): Promise<{ code: PlaceCode; isInForce: boolean }> {
  const token = readToken(context.vault, text)
  const code = token && (await findCode(tx, token.id))
  if (!token || !code) throw new Fault('code-unknown', { fields: { code: '这个智慧码不是街道签发的' } })
  return { code, isInForce: code.state === 'active' && code.version === token.version }
}

function revoked({ name }: PlaceCode): Fault {
  return new Fault('code-revoked', { details: { name }, fields: { code: '这个智慧码已停用' } })
}

/**
 * The point of a report that carries a code: where its sender stands; but the code's own place for somebody far from it
 * who says that it is about that place all the same.
 * @throws code-far when they have not said so
 */
export async function settlePoint(context: Context, code: PlaceCode, { point, isSure }: { point: LonLat | undefined; isSure: boolean }): Promise<LonLat | undefined> {
  const own = code.point ?? undefined
  if (!point) return own
  const metres = await metresFrom(context, code, point)
  if (metres <= FAR_METRES) return point
  await count(context, code, 'far')
  if (!isSure) throw new Fault('code-far', { details: { name: code.name, metres }, fields: { code: `您离“${code.name}”约 ${metres} 米` } })
  return own
}

/** Whether somebody at a point probably reads the code off a photograph. */
export async function isFar(context: Context, code: PlaceCode, from: LonLat): Promise<boolean> {
  return (await metresFrom(context, code, from)) > FAR_METRES
}

/**
 * How far a point is from the code's place in metres. Parts and devices stand at a point; of all others only the area is
 * known, and within it nobody is far.
 */
async function metresFrom(context: Context, { kind, path, point }: PlaceCode, from: LonLat): Promise<number> {
  if (!point) return 0
  const found = kind === 'part' || kind === 'device' ? null : (await areasOf(context)).locate(from)
  if (found && isWithin(found.path, path)) return 0
  return Math.round(haversineMetres([point.lon, point.lat], [from.lon, from.lat]))
}

/** Counts on its own, after whatever else happens: a count lost is no loss. */
export async function count(context: Context, code: PlaceCode, what: Counted): Promise<void> {
  await context.db.transact(systemScope, (tx) => countOne(tx, code, { what, day: localDate(context.clock.now()) }))
}
