import { sql } from 'kysely'
import { STATES } from '@yihu/domain'
import type { CaseState } from '@yihu/domain'
import type { FileRef } from '@yihu/contracts'
import type { Tx } from '../../kernel/db/index.ts'

/** Where a case is now; a merged one stands where its survivor stands. */
export interface CaseStanding {
  readonly caseId: string
  readonly number: string
  readonly state: CaseState
  readonly stateName: string
  readonly ownerUnit: string | null
  readonly dueAt: Date | null
  readonly isOpen: boolean
}

/** How these cases stand, those in sight: by the id asked for. */
export async function standingsOf(tx: Tx, ids: readonly string[]): Promise<Map<string, CaseStanding>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<{ id: string; number: string; state: CaseState; owner: string | null; due: Date | null }>`
    select f.id, f.number, coalesce(t.state, f.state) as state, coalesce(t.owner_unit, f.owner_unit) as owner, coalesce(t.due_at, f.due_at) as due
    from case_file f left join case_file t on t.id = f.merged_into where f.id = any(${[...ids]}::uuid[])`.execute(tx)
  return new Map(rows.map(({ id, number, state, owner, due }) => [id, { caseId: id, number, state, stateName: STATES[state].label, ownerUnit: owner, dueAt: due, isOpen: STATES[state].isOpen }]))
}

/** The case itself and those merged into it. */
export async function withFollowers(tx: Tx, id: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from case_file where id = ${id}::uuid or merged_into = ${id}::uuid`.execute(tx)
  return rows.map((row) => row.id)
}

/** Photos of cases with the kind of the line they came with (`registered`, `reply` …), oldest first. */
export async function photosWithMove(tx: Tx, caseIds: readonly string[]): Promise<{ caseId: string; kind: string; ref: FileRef }[]> {
  if (caseIds.length === 0) return []
  const { rows } = await sql<{ case_id: string; move: string; id: string; name: string; media_type: string; bytes: number; width: number | null; height: number | null; thumbnail_hash: string | null }>`
    select a.case_id, e.kind as move, a.id, a.name, o.media_type, o.bytes, o.width, o.height, o.thumbnail_hash
    from attachment a join case_event e on e.case_id = a.case_id and e.seq = a.event_seq join file_object o on o.hash = a.file_hash
    where a.case_id = any(${[...caseIds]}::uuid[]) and o.kind = 'image' order by a.id`.execute(tx)
  return rows.map((row) => {
    const url = `/api/v1/cases/${row.case_id}/files/${row.id}`
    return {
      caseId: row.case_id, kind: row.move,
      ref: { id: row.id, kind: 'image', mediaType: row.media_type, name: row.name, bytes: Number(row.bytes), width: row.width, height: row.height, url, thumbnailUrl: row.thumbnail_hash ? `${url}?size=thumbnail` : null },
    }
  })
}
