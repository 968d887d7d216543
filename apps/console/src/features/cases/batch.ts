import type { AnswerOf, CallOf, CaseRow, moveCases, suggestUnits } from '@yihu/contracts'
import { openStates } from '@yihu/domain'
import type { CaseState } from '@yihu/domain'
import type { Permission } from '../../app/session.ts'

interface BatchShape {
  readonly label: string
  readonly right: Permission
  readonly from: readonly CaseState[]
  /** What each case brings along itself. */
  readonly each?: 'class' | 'unit'
  /** One text for all of them, and how the wire calls it. */
  readonly text?: { readonly name: 'note'; readonly label: string }
}

/** The moves that make sense for many cases at once: what one would do to each of them in the same way. */
export const BATCH_MOVES = {
  approve: { label: '同意', right: 'case.approve', from: openStates },
  decline: { label: '不同意', right: 'case.approve', from: openStates, text: { name: 'note', label: '不同意的理由' } },
  resume: { label: '恢复办理', right: 'case.handle', from: ['suspended'], text: { name: 'note', label: '恢复办理的说明' } },
  accept: { label: '受理', right: 'case.accept', from: ['registered'] },
  file: { label: '立案', right: 'case.file', from: ['verifying'], each: 'class' },
  dispatch: { label: '派遣', right: 'case.dispatch', from: ['filed'], each: 'unit' },
  claim: { label: '接办', right: 'case.handle', from: ['dispatched'] },
  'start-check': { label: '发起核查', right: 'case.check', from: ['replied'] },
  'pass-check': { label: '核查通过', right: 'case.approve', from: ['checking'], text: { name: 'note', label: '核查情况' } },
  archive: { label: '销号', right: 'case.check', from: ['closed'] },
  urge: { label: '督办', right: 'case.urge', from: openStates, text: { name: 'note', label: '督办要求' } },
} as const satisfies Record<string, BatchShape>
export type BatchMove = keyof typeof BATCH_MOVES
export type BatchBody = CallOf<typeof moveCases>['body']['moves'][number]
export type UnitHint = AnswerOf<typeof suggestUnits>['suggestions'][number]

/** The shape of a move, widened. */
export function batchShape(move: BatchMove): BatchShape {
  return BATCH_MOVES[move]
}

const moves = Object.keys(BATCH_MOVES) as BatchMove[] // keys of a literal table

/** Which moves could be made for some of these cases, and for which. */
export function batchesOf(rows: readonly CaseRow[], can: (permission: Permission) => boolean): { readonly move: BatchMove; readonly rows: readonly CaseRow[] }[] {
  return moves
    .filter((move) => can(BATCH_MOVES[move].right))
    .map((move) => ({ move, rows: rows.filter((row) => isAble(move, row)) }))
    .filter((one) => one.rows.length > 0)
}

function isAble(move: BatchMove, { state, pending }: CaseRow): boolean {
  if (move === 'approve' || move === 'decline') return pending !== null
  return batchShape(move).from.some((from) => from === state)
}

interface Planned {
  readonly row: CaseRow
  /** What will be done, in words; null: nothing can be, and `why` says so. */
  readonly what: string
  readonly body: BatchBody | null
}

/** What will happen to each case, to be read before it does. */
export function planOf(move: BatchMove, rows: readonly CaseRow[], given: { readonly note: string; readonly units: ReadonlyMap<string, UnitHint> }): Planned[] {
  return rows.map((row) => {
    const at = { id: row.id, version: row.version }
    if (move === 'file') return row.class ? { row, what: `立为 ${row.class.fullName}`, body: { ...at, move, classCode: row.class.code } } : { row, what: '还没有分类，请单独立案', body: null }
    if (move === 'dispatch') {
      const hint = given.units.get(row.id)
      return hint?.unit ? { row, what: `派给 ${hint.unit.name}（${hint.ruleText}）`, body: { ...at, move, unitId: hint.unit.id } } : { row, what: hint?.ruleText ?? '没有建议的单位，请单独派遣', body: null }
    }
    const { label, text } = batchShape(move)
    // The other moves need no more than their name, or one text.
    return { row, what: label, body: { ...at, move, ...(text ? { note: given.note } : {}) } as BatchBody }
  })
}
