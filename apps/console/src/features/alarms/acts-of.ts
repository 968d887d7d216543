import type { AlarmDetail } from '@yihu/contracts'

export interface AlarmAct {
  readonly id: 'acknowledge' | 'come' | 'snooze' | 'clear' | 'false' | 'make-case' | 'mark-false'
  readonly label: string
  readonly key: string
  /** What it asks for; null: nothing, it is done at once. */
  readonly form: 'minutes' | 'reason' | 'note' | null
}

const ACTS = {
  acknowledge: { id: 'acknowledge', label: '确认', key: 'a', form: null },
  come: { id: 'come', label: '在路上', key: 'o', form: null },
  snooze: { id: 'snooze', label: '稍后再响', key: 'z', form: 'minutes' },
  clear: { id: 'clear', label: '解除', key: 'c', form: 'reason' },
  false: { id: 'false', label: '误报', key: 'f', form: 'reason' },
  makeCase: { id: 'make-case', label: '转案件', key: 'm', form: 'note' },
  markFalse: { id: 'mark-false', label: '其实是误报', key: 'f', form: 'reason' },
} as const satisfies Record<string, AlarmAct>

/** What somebody may do about an alarm as it stands, the likely thing first. */
export function actsOf({ state, cleared, may }: Pick<AlarmDetail, 'state' | 'cleared' | 'may'>): AlarmAct[] {
  if (!may.act) return []
  const cases = may.makeCase && !cleared ? [ACTS.makeCase] : []
  if (cleared) return cleared.isFalse ? [] : [ACTS.markFalse]
  const taking = state === 'acknowledged' ? [ACTS.come] : state === 'coming' ? [] : [ACTS.acknowledge, ACTS.come]
  const later = state === 'snoozed' ? [] : [ACTS.snooze]
  return state === 'coming' ? [ACTS.clear, ACTS.false, ...cases, ...later] : [...taking, ...later, ACTS.clear, ACTS.false, ...cases]
}
