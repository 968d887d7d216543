import { ALARM_ENDS, ALARM_SEVERITIES } from '@yihu/contracts'
import type { AlarmDetail } from '@yihu/contracts'
import type { AlarmEvent } from './repo.ts'

type Detail = Readonly<Record<string, unknown>>

/** A line of the story as people read it. */
export function lineOf({ at, kind, byName, detail }: AlarmEvent): AlarmDetail['story'][number] {
  return { at: at.toISOString(), kind, by: byName, text: textOf(kind, detail) }
}

/** What is known by its key; every kind that is ever written has one. */
const TEXTS: Readonly<Record<string, (detail: Detail) => string>> = {
  raised: (detail) => `响：${said(detail, 'what')}（${severity(detail)}）`,
  held: (detail) => `近 30 天误报 ${said(detail, 'falseAlarms')} 次，先观察 ${said(detail, 'minutes')} 分钟`,
  rests: (detail) => `不打扰的时段，先记在告警台上；到 ${said(detail, 'until')} 还没有恢复就叫人`,
  rang: () => '到时候还没有恢复，开始叫人',
  quiet: () => '设备在维护，只记录，不叫人，不立案',
  loud: () => '设备的维护结束了，还没有恢复，开始叫人',
  returned: (detail) => `又响，算同一条（第 ${said(detail, 'times')} 次反复）`,
  rise: (detail) => `${detail['severity'] === null ? '更急' : `升为${severity(detail)}`}${detail['says'] === null ? '' : `：${said(detail, 'says')}`}`,
  fall: (detail) => (detail['severity'] === null ? '没那么急了' : `降为${severity(detail)}`),
  called: (detail) => `${said(detail, 'role')}（${said(detail, 'by')}）：${said(detail, 'reached')}`,
  'called-nobody': (detail) => `${said(detail, 'role')}：没有登记可以通知的人，接着找下一级`,
  'drill-call': (detail) => `演练：此时会找${said(detail, 'role')}（${said(detail, 'by')}），没有真的通知`,
  acknowledge: () => '确认，知道了',
  come: () => '在路上',
  snooze: (detail) => `${said(detail, 'minutes')} 分钟后再响`,
  woke: () => '到时间了，再响',
  run: (detail) => `开始处置，共 ${said(detail, 'steps')} 步`,
  step: (detail) => `做完第 ${Number(detail['index']) + 1} 步${note(detail)}${Number(detail['photos'] ?? 0) > 0 ? `（照片 ${said(detail, 'photos')} 张）` : ''}`,
  'step-skipped': (detail) => `第 ${Number(detail['index']) + 1} 步不适用${note(detail)}`,
  'run-late': (detail) => `第 ${list(detail, 'steps')} 步过了时限${list(detail, 'names') === '' ? '' : `，已告诉${list(detail, 'names')}`}`,
  'run-ended': (detail) => said(detail, 'says'),
  note: (detail) => said(detail, 'note'),
  false: (detail) => `标为误报：${said(detail, 'reason')}`,
  case: (detail) => `立案 ${said(detail, 'number')}`,
  'case-joined': (detail) => `并入案件 ${said(detail, 'number')}：${said(detail, 'says')}`,
  'case-refused': (detail) => `没能自动立案：${said(detail, 'says')}`,
  cleared: (detail) => `解除：${endText(detail)}${detail['isFalse'] === true ? '（误报）' : ''}${typeof detail['reason'] === 'string' ? `，${detail['reason']}` : ''}`,
}

function textOf(kind: string, detail: Detail): string {
  return TEXTS[kind]?.(detail) ?? kind
}

function said(detail: Detail, key: string): string {
  return String(detail[key] ?? '')
}

function list(detail: Detail, key: string): string {
  const all = detail[key]
  return Array.isArray(all) ? all.map(String).join('、') : ''
}

function note(detail: Detail): string {
  return typeof detail['note'] === 'string' && detail['note'] !== '' ? `：${detail['note']}` : ''
}

function severity(detail: Detail): string {
  const key = said(detail, 'severity')
  return Object.entries(ALARM_SEVERITIES).find(([id]) => id === key)?.[1] ?? key
}

function endText(detail: Detail): string {
  const key = said(detail, 'how')
  return Object.entries(ALARM_ENDS).find(([id]) => id === key)?.[1] ?? key
}
