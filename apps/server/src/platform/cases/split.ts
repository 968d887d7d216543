import type { Move } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/db/index.ts'
import { SYSTEM } from './fold.ts'
import type { Mover } from './fold.ts'
import type { Ground } from './ground.ts'
import { prepare } from './prepare.ts'
import type { CaseRecord } from './repo.ts'
import type { TraceOf } from './repo-trace.ts'
import { storeRows } from './store.ts'

interface Split {
  readonly ground: Ground
  readonly record: CaseRecord
  readonly move: Extract<Move, { move: 'split' }>
  readonly by: Mover
  readonly now: number
}

/** Opens the children of a split, accepted and filed, with the parent's place and start; answers their trace for the common seal. */
export async function splitInto(tx: Tx, context: Context, { ground, record, move, by, now }: Split): Promise<TraceOf[]> {
  const prepared = move.parts.map((part) =>
    prepare(
      {
        source: record.source, at: record.core.startedAt, takenAt: now, text: part.text, title: part.title, classCode: part.classCode, by,
        areaPath: record.area_path, address: record.address ?? undefined, parentId: record.id,
        ...(record.lon !== null && record.lat !== null ? { point: { lon: record.lon, lat: record.lat } } : {}),
        steps: [
          { move: { move: 'accept' }, by: SYSTEM, at: now },
          { move: { move: 'file', classCode: part.classCode }, by: SYSTEM, at: now, extra: { parent: record.number } },
        ],
      },
      ground,
    ),
  )
  await storeRows(tx, context, prepared)
  return prepared.map((child) => ({ caseId: child.id, street: child.street, lines: child.lines }))
}
