import { MOVES, REFUSAL_REASONS, RETURN_REASONS, STATES, SUSPENSION_REASONS, timeText } from '@yihu/domain'
import type { CaseState, MoveName } from '@yihu/domain'
import { SOURCES } from '@yihu/contracts'
import type { FileRef } from '@yihu/contracts'
import type { Ground } from './ground.ts'
import type { TraceRow } from './repo-trace.ts'

type Payload = Readonly<Record<string, unknown>>

interface Entry {
  readonly id: string
  readonly at: string
  readonly kind: string
  readonly title: string
  readonly text: string
  readonly by: { name: string; unitName: string | null } | null
  readonly from: string | null
  readonly to: string | null
  readonly files: FileRef[]
}

/** One line of the trace as the desk reads it. */
export function entryOf(row: TraceRow, { ground, files }: { ground: Ground; files: FileRef[] }): Entry {
  const payload = row.payload as Payload // written by fold.ts and prepare.ts alone
  return {
    id: String(row.seq), at: row.at.toISOString(), kind: row.kind, title: titleOf(row.kind, payload), text: textOf(row.kind, payload, ground),
    by: { name: row.actor_name, unitName: row.unit_id ? ground.unitName(row.unit_id) : null },
    from: row.from_state && labelOf(row.from_state), to: labelOf(row.to_state), files,
  }
}

function labelOf(state: string): string {
  return Object.hasOwn(STATES, state) ? STATES[state as CaseState].label : state // checked on the left
}

const OWN_TITLES: Readonly<Record<string, string>> = { registered: '登记', joined: '并入一件诉求', left: '撤销并入', recomputed: '重算期限', noted: '补记' }

function titleOf(kind: string, payload: Payload): string {
  if (kind === 'registered') return `${sourceName(payload['source'])}登记`
  if (kind === 'answer-call') return payload['agreed'] === true ? '区级部门承接' : '区级部门不承接'
  if (kind === 'record-contact') return payload['reached'] === true ? '回访' : '回访未联系上'
  return OWN_TITLES[kind] ?? (Object.hasOwn(MOVES, kind) ? MOVES[kind as MoveName].label : kind) // checked by hasOwn
}

/** What a source is called; nothing where there is none of the kind. */
export function sourceName(source: unknown): string {
  const name = String(source)
  return Object.hasOwn(SOURCES, name) ? SOURCES[name as keyof typeof SOURCES] : '' // checked on the left
}

/** What was said, under what the first desk noted of it. */
function registeredText({ channel, urgency, text }: Payload): string {
  const noted = [...(channel === undefined ? [] : [`信息来源：${String(channel)}`]), ...(urgency === undefined ? [] : [`紧急程度：${String(urgency)}`])]
  return [...(noted.length > 0 ? [noted.join('；')] : []), String(text ?? '')].join('\n')
}

/** The words of a form, in the order people ask: to whom, why, what. */
function textOf(kind: string, payload: Payload, ground: Ground): string {
  const parts: string[] = []
  const say = (name: string, label = '') => {
    const value = payload[name]
    if (typeof value === 'string' && value) parts.push(label + value)
  }
  if (kind === 'registered') return registeredText(payload)
  if (kind === 'recomputed') return `放假安排有变：期限由 ${dueWords(payload['from'])} 改为 ${dueWords(payload['to'])}`
  if (kind === 'joined' || kind === 'left') return `${String(payload['number'])} ${String(payload['title'])}`
  if (typeof payload['unitId'] === 'string') parts.push(`单位：${ground.unitName(payload['unitId'])}`)
  if (Array.isArray(payload['unitIds'])) parts.push(`呼叫：${payload['unitIds'].map((unit) => ground.unitName(String(unit))).join('、')}`)
  if (typeof payload['classCode'] === 'string') parts.push(`分类：${ground.classRef(payload['classCode']).fullName}`)
  parts.push(...reasonOf(kind, payload))
  say('competent', '有权处理：')
  for (const name of ['explanation', 'question', 'text', 'measures', 'note', 'comment']) say(name)
  say('ground', '依据：')
  say('ruleText', '理由：')
  say('consent', '征得同意：')
  if (typeof payload['workingDays'] === 'number') parts.push(`${payload['workingDays']} 个工作日`)
  parts.push(...answersOf(payload))
  if (Array.isArray(payload['parts'])) parts.push(payload['parts'].map((part: Payload) => String(part['title'])).join('；'))
  return parts.join('\n')
}

function dueWords(at: unknown): string {
  return typeof at === 'string' ? timeText(at) : '暂停计时'
}

function reasonOf(kind: string, payload: Payload): string[] {
  const reason = payload['reason']
  if (typeof reason !== 'string' || !reason) return []
  const names: Readonly<Record<string, string>> =
    kind === 'refuse' ? REFUSAL_REASONS : kind === 'return' ? RETURN_REASONS : kind === 'request-suspension' ? SUSPENSION_REASONS : {}
  return [`原因：${names[reason] ?? reason}`]
}

function answersOf(payload: Payload): string[] {
  const answers: string[] = []
  if (typeof payload['found'] === 'boolean') answers.push(payload['found'] ? '核实：情况属实' : '核实：现场未发现')
  if (typeof payload['solved'] === 'boolean') answers.push(payload['solved'] ? '已解决' : '没有解决')
  if (typeof payload['satisfied'] === 'boolean') answers.push(payload['satisfied'] ? '满意' : '不满意')
  if (typeof payload['satisfaction'] === 'number') answers.push(`满意度 ${payload['satisfaction']} / 5`)
  return answers
}
