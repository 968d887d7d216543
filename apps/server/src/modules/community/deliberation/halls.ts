import { Fault } from '@yihu/contracts'
import type { AnswerOf, BodyOf, HallRow, listHalls, saveHall } from '@yihu/contracts'
import type { Context } from '../../../kernel/context.ts'
import { covers } from '../../../kernel/db/index.ts'
import type { Actor } from '../../../kernel/http/index.ts'
import { areasOf } from '../../../platform/areas/index.ts'
import { record as recordAudit } from '../../../platform/audit/index.ts'
import { hallsByPath, keepHall } from './repo-hall.ts'

/** 一厅一品: every community in sight, with its hall or without one yet. */
export async function hallsInSight(context: Context, { scope }: Actor): Promise<AnswerOf<typeof listHalls>> {
  const areas = await areasOf(context)
  const communities = areas.areas.filter(({ level, path }) => level === 'community' && covers(scope, path))
  return context.db.transact(scope, async (tx) => {
    const halls = await hallsByPath(tx)
    return { halls: communities.map(({ path, name }) => ({ path, areaName: name, form: halls.get(path)?.form ?? null, version: halls.get(path)?.version ?? 0 })) }
  })
}

interface Saving {
  readonly path: string
  readonly body: BodyOf<typeof saveHall>
  readonly ip: string
}

/** Changes the hall of a community in sight. @throws area-unknown, conflict */
export async function changeHall(context: Context, actor: Actor, { path, body: { version, hall }, ip }: Saving): Promise<HallRow> {
  const [area, at] = [(await areasOf(context)).byPath(path), context.clock.now()]
  if (area?.level !== 'community' || !covers(actor.scope, path)) throw new Fault('area-unknown', { details: { code: path } })
  return context.db.transact(actor.scope, async (tx) => {
    if (!(await keepHall(tx, { path, form: hall, version, by: actor.name, at: new Date(at) }))) throw new Fault('conflict')
    await recordAudit(tx, { at, by: actor, action: 'deliberation.hall', object: area.name, result: 'done', ip, detail: { name: hall.name } })
    return { path, areaName: area.name, form: hall, version: version + 1 }
  })
}
