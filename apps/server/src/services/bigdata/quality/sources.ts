import type { AnswerOf, QueryOf, RegisterSources, showSources } from '@yihu/contracts'
import { REGISTERS, sourceName } from '@yihu/domain'
import type { Register } from '@yihu/domain'
import type { Context } from '../../../kernel/context.ts'
import type { Tx } from '../../../kernel/db/index.ts'
import type { Actor } from '../../../kernel/http/index.ts'
import { areasOf, placeInSight } from '../../../platform/areas/index.ts'
import { countPartSources, countSources, latestLoads, mayRead } from '../../../platform/pool/index.ts'

const LOADS = 5

/** From each register that the asker may read, and from the parts, back to its sources. @throws Fault not-found for a place out of sight */
export async function sourcesAt(context: Context, actor: Actor, query: QueryOf<typeof showSources>): Promise<AnswerOf<typeof showSources>> {
  const area = placeInSight(await areasOf(context), actor, query.area)
  const readable = (Object.keys(REGISTERS) as Register[]).filter((register) => mayRead(actor, register)) // keys of a literal table
  const registers = await context.db.transact(actor.scope, async (tx) => {
    const found: RegisterSources[] = []
    for (const register of readable) found.push(await ofRegister(tx, register, area.path))
    const parts = (await countPartSources(tx, area.path)).map((one) => ({ ...one, name: one.source }))
    return [...found, { register: 'part' as const, name: '部件', total: totalOf(parts), sources: parts, loads: [] }]
  })
  return { area, registers: registers.filter(({ total }) => total > 0), asOf: new Date(context.clock.now()).toISOString() }
}

async function ofRegister(tx: Tx, register: Register, area: string): Promise<RegisterSources> {
  const sources = (await countSources(tx, register, area)).map((one) => ({ ...one, name: sourceName(one.source) }))
  const loads = (await latestLoads(tx, { register, area, limit: LOADS })).map(({ at, ...load }) => ({ ...load, at: at.toISOString() }))
  return { register, name: REGISTERS[register], total: totalOf(sources), sources, loads }
}

function totalOf(sources: readonly { readonly entries: number }[]): number {
  return sources.reduce((sum, { entries }) => sum + entries, 0)
}
