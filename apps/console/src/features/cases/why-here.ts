import type { CaseRow } from '@yihu/contracts'
import { LIST_NAMES } from './inbox-search.ts'
import type { ListName } from './inbox-search.ts'

/** What each desk's list holds, in words: the server's condition, said once. */
export const DESK_HOLDS: Readonly<Record<ListName, string>> = {
  accept: '待受理和待立案的诉求，不含已并入别处的',
  dispatch: '已立案、还没有派出的案件',
  handle: '已派出、正在办、挂账和街呼区应的案件；承办单位只看自己的',
  check: '单位已回复、正在核查，以及办结后还没有销号的案件',
  approve: '有延期、挂账或作废申请等着批的案件',
  urge: '正被督办的案件',
  mine: '派给您单位的、请您单位核实的未办结案件',
  all: '您看得见的全部案件，含已办结、已销号和已合并的',
}

const PENDING = { extension: '延期', suspension: '挂账', void: '作废' } as const

const BY_STATE: Readonly<Record<string, string>> = {
  registered: '新的诉求，等着受理',
  verifying: '已受理，等着核实或立案',
  filed: '已立案，还没有派给单位',
  dispatched: '已派出，等单位接办',
  handling: '单位正在办',
  suspended: '已挂账，停止计时',
  escalated: '已呼叫区级部门，等答复',
  replied: '单位已回复，等着核查',
  checking: '正在核查、回访',
  closed: '已办结，等着回访或销号',
}

/** Why a case stands in a desk's list, in one sentence. */
export function whyHere(desk: ListName, row: Pick<CaseRow, 'state' | 'stateLabel' | 'pending' | 'isUrged' | 'unit'>): string {
  return `在“${LIST_NAMES[desk]}”里，因为${reasonOf(desk, row)}`
}

function reasonOf(desk: ListName, { state, stateLabel, pending, unit }: Parameters<typeof whyHere>[1]): string {
  if (desk === 'approve' && pending) return `有一项${PENDING[pending]}申请等着批`
  if (desk === 'all') return `您看得见它，${BY_STATE[state] ?? `现在是“${stateLabel}”`}`
  if (desk === 'urge') return '正被督办，还没有回复'
  const words = BY_STATE[state] ?? `现在是“${stateLabel}”`
  return desk === 'handle' || desk === 'mine' ? `${unit ? `派给了${unit.name}，` : ''}${words}` : words
}
