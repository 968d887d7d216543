import { Fault } from '@yihu/contracts'
import type { AnswerOf, moveCases, suggestUnits } from '@yihu/contracts'
import { STATES } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import type { Scope } from '../../kernel/db/index.ts'
import type { Mover } from './fold.ts'
import type { Ground } from './ground.ts'
import { moveOnce } from './move.ts'
import type { MoveRequest } from './move.ts'
import { findCase, findCases } from './repo.ts'
import type { CaseRecord } from './repo.ts'

type Result = AnswerOf<typeof moveCases>['results'][number]

interface Batch {
  readonly scope: Scope
  readonly ground: Ground
  readonly by: Mover
  readonly requests: readonly Omit<MoveRequest, 'by'>[]
}

/** Makes moves one after the other, each in a transaction of its own: what one case refuses does not hold up the others. */
export async function moveEach(context: Context, { scope, ground, by, requests }: Batch): Promise<Result[]> {
  const results: Result[] = []
  for (const request of requests) {
    try {
      results.push(await moveOnce(context, { scope, ground, request: { ...request, by } }, async (tx) => resultOf(request.caseId, await findCase(tx, request.caseId), null)))
    } catch (error) {
      if (!(error instanceof Fault)) throw error
      const present = await context.db.transact(scope, (tx) => findCase(tx, request.caseId))
      results.push(resultOf(request.caseId, present, { code: error.code, message: error.message }))
    }
  }
  return results
}

function resultOf(id: string, record: CaseRecord | undefined, error: Result['error']): Result {
  return {
    id, number: record?.number ?? null, state: record?.core.state ?? null, stateLabel: record ? STATES[record.core.state].label : null,
    version: record?.version ?? null, error,
  }
}

/** Whom the rules of today name for each case in sight. */
export async function unitsFor(context: Context, { scope, ground, ids }: { scope: Scope; ground: Ground; ids: readonly string[] }): Promise<AnswerOf<typeof suggestUnits>['suggestions']> {
  const records = await context.db.transact(scope, (tx) => findCases(tx, ids))
  return records.map(({ id, core, area_path: path }) => {
    const choice = core.classCode ? ground.choose({ classCode: core.classCode, path, at: context.clock.now() }) : null
    return {
      id, unit: choice && { id: choice.unitId, name: ground.unitName(choice.unitId) },
      ruleText: choice?.ruleText ?? (core.classCode ? '没有规则管这一类，请逐件选择单位' : '还没有分类'), confidence: choice?.confidence ?? 0,
    }
  })
}
