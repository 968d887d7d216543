import { limitText } from '@yihu/domain'
import { DEDUPE_KEYS, EMERGENCIES, PROOFS, ROLES, SEVERITIES, UNITS, WAYS } from '../define/choices.ts'
import type { Parameter } from '../define/parameters.ts'
import { namesIn } from '../define/parts.ts'
import type { Rung, Scenario } from '../define/shape.ts'
import { valueText } from './settings.ts'

const HOUR = 60
const DAY = 1440
const TENTH = 10

/** What starts a scenario by its Chinese names: devices with their points, what cameras see, who says something. */
export function sourceText(scenario: Scenario, between: string): string {
  const { points = {}, labels = {}, zones = {}, classes = {} } = scenario.startedBy
  const devices = Map.groupBy(Object.values(points), ({ device }) => device)
  const measured = [...devices].map(([device, own]) => `${device}（${own.map(({ name, unit }) => `${name} ${unit}`).join('、')}）`)
  const { counted } = labelsOf(scenario)
  const seen = counted.length > 0 ? [`摄像机看到${counted.map((label) => labels[label]).join('、')}（${Object.values(zones).join('、')}）`] : []
  const said = Object.values(classes).map((name) => `${name}说的话`)
  return cell([...measured, ...seen, ...said].join(between))
}

/** What cameras are to tell apart so that it does not count; empty where there is nothing of the kind. */
export function ignoredText(scenario: Scenario): string {
  const names = labelsOf(scenario).ignored.map((label) => scenario.startedBy.labels?.[label])
  return names.length > 0 ? `（分得清而不算的：${names.join('、')}）` : ''
}

function labelsOf({ startedBy, trigger }: Scenario): { readonly counted: readonly string[]; readonly ignored: readonly string[] } {
  const used = new Set(namesIn(trigger({})).map(({ name }) => name))
  const labels = Object.keys(startedBy.labels ?? {})
  return { counted: labels.filter((label) => used.has(label)), ignored: labels.filter((label) => !used.has(label)) }
}

/** How grave, and what makes it graver. */
export function severityText({ severity, rise }: Scenario): string {
  if (!rise) return SEVERITIES[severity]
  return rise.to === severity ? `${SEVERITIES[severity]}；${rise.says}时不论时段当即叫人` : `${SEVERITIES[severity]}；${rise.says}时为${SEVERITIES[rise.to]}`
}

/** Whom it calls, one after the other, with the minutes. */
export function peopleText(rungs: readonly Rung[]): string {
  return rungs.map(({ role, afterMinutes, by }) => `${ROLES[role]}（${afterMinutes === 0 ? '' : `${afterMinutes} 分钟后，`}${WAYS[by]}）`).join(' → ')
}

/** The limit of its case, when one is made, both in a short and a long form. */
export function whenCaseText({ makesCase, deadline, who, dedupe, emergency }: Scenario): { readonly limit: string; readonly when: string; readonly long: string } {
  const limit = limitText(deadline)
  const rest = dedupe.restMinutes === 0 ? '' : `，解除后 ${dedupe.restMinutes} 分钟内再起算同一条`
  const same = `同一${DEDUPE_KEYS[dedupe.per]}只有一条未了的告警${rest}`
  const when = makesCase.when === 'at-once' ? '当即' : makesCase.when === 'by-hand' ? '由人决定' : `${makesCase.afterMinutes} 分钟没解除`
  return { limit, when, long: `自动立案：${when}；交${UNITS[who.unit]}，时限 ${limit}；${same}${emergency ? `；同处前后一刻钟内的${EMERGENCIES[emergency]}并成一件，写明为什么` : ''}` }
}

/** A row for each parameter. */
export function parameterLines({ parameters }: Scenario): string[] {
  return Object.values(parameters).map((parameter) => `| ${[parameter.label, valueText(parameter, parameter.default), rangeText(parameter), parameter.help, parameter.basis].map(cell).join(' | ')} |`)
}

function rangeText(parameter: Parameter): string {
  switch (parameter.kind) {
    case 'number':
    case 'duration': return `${parameter.min}—${parameter.max}`
    case 'choice': return Object.values(parameter.options).join('、')
    case 'hours': return '任意时段'
    case 'season': return '任意日期'
    case 'words': return '任意词'
  }
}

/** The numbered steps of the playbook with who, until when and what for proof. */
export function playbookLines({ playbook }: Scenario): string[] {
  return playbook.map(({ does, by, withinMinutes, proof, only }, index) => {
    const notes = [ROLES[by], ...(withinMinutes === null ? [] : [`${spanText(withinMinutes)}内`]), ...(proof === null ? [] : [`留${PROOFS[proof]}`])]
    return `${index + 1}. ${only === undefined ? '' : `（${only}）`}${does} — ${notes.join('，')}`
  })
}

/** Each example with what it shows. */
export function exampleLines({ examples, severity, rise }: Scenario): string[] {
  const isSame = rise?.to === severity
  return examples.map(({ does, rings, rises = [] }) => {
    const when = rings.map(({ minute }) => minuteText(minute)).join('、')
    const [graver] = rises
    if (rings.length === 0) return `- 不报：${does}`
    if (graver === undefined || (isSame && graver <= (rings[0]?.minute ?? 0))) return `- 报：${does}（${when}响）`
    return graver <= (rings[0]?.minute ?? 0) ? `- 报：${does}（${minuteText(graver)}就按升级后的级别响）` : `- 报：${does}（${when}响；${minuteText(graver)}${isSame ? '当即叫人' : '升级'}）`
  })
}

/** What an end is for; none where a scenario has no end. */
export function campaignLines({ campaign }: Scenario): string[] {
  if (!campaign) return []
  return [
    `- **期限**：启用时必须填截止日期，最长 ${campaign.mostDays} 天，到期自动停；延长须重新批准`,
    `- **数据销毁**：停用后 ${campaign.destroyWithinDays} 天内销毁${campaign.destroys.join('、')}；${campaign.keeps}（${campaign.basis}）`,
  ]
}

function minuteText(minute: number): string {
  if (minute === 0) return '当即'
  return minute < 1 ? `第 ${Math.round(minute * 60)} 秒` : `第 ${minute >= DAY ? spanText(minute) : `${minute} 分钟`}`
}

function spanText(minutes: number): string {
  if (minutes < HOUR) return `${minutes} 分钟`
  if (minutes < DAY) return `${Math.round((minutes / HOUR) * TENTH) / TENTH} 小时`
  return `${Math.round((minutes / DAY) * TENTH) / TENTH} 天`
}

function cell(text: string): string {
  return text.replaceAll('|', String.raw`\|`)
}
