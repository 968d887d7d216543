import type { Countable, Reason, Trigger } from '@yihu/domain'
import type { Scenario, Sources } from '../define/shape.ts'

const UNITS_OF_TIME = [[86_400_000, '天'], [3_600_000, '小时'], [60_000, '分钟'], [1000, '秒']] as const
const TENTH = 10
const TROUBLES = { silence: '很久不用水', leak: '一直有水流', extreme: '一下用得太多', steady: '像水龙头没关紧' } as const

/** A rule in words, a line for each way in which it may ring. */
export function ruleLines(trigger: Trigger, sources: Sources): string[] {
  return trigger.kind === 'any' ? trigger.of.flatMap((part) => ruleLines(part, sources)) : [textOf(trigger, sources)]
}

/** Why it rang, in words: 「水位 3.2 m，高于 3 m」. */
export function reasonText({ kind, point, value, trouble }: Reason, { startedBy: sources }: Pick<Scenario, 'startedBy'>): string {
  const name = nameOf(point, sources)
  if (isSwitch(point, sources) && (kind === 'over' || kind === 'under')) return `${name}：${switchText(kind === 'over')}`
  const now = value === null ? '' : ` ${numberText(value)}${unitOf(point, sources)}`
  switch (kind) {
    case 'over': return `${name}${now}，高了`
    case 'under': return `${name}${now}，低了`
    case 'changes': return `${name}变化太快${value === null ? '' : `，现在${now}`}`
    case 'unusual': return `${name}${now}，和平时不一样`
    case 'silent': return point === null ? '很久没有任何消息' : `很久没有“${name}”的消息`
    case 'count': return `${point === null ? '' : name}短时间内已有 ${numberText(value ?? 0)} 次`
    case 'water': return trouble ? TROUBLES[trouble] : '用水异常'
    case 'seen': return `看到了${labelsText(sources)}${point === null ? '' : `（${name}）`}`
    case 'said': return '有人说到了要紧的话'
    default: return '条件成立'
  }
}

/** What a label, zone, point or class is called. */
export function nameOf(id: string | null, { points = {}, zones = {}, labels = {}, classes = {} }: Sources): string {
  if (id === null) return '设备'
  return points[id]?.name ?? zones[id] ?? labels[id] ?? classes[id] ?? id
}

/** A number as people write it. */
export function numberText(value: number): string {
  return String(Math.round(value * 1000) / 1000)
}

/** Whether a point says only yes or no, 1 or 0 on the wire. */
export function isSwitch(point: string | null, { points = {} }: Sources): boolean {
  return point !== null && points[point]?.unit === '0/1'
}

/** What a switch says, in a word. */
export function switchText(isOn: boolean): string {
  return isOn ? '是' : '否'
}

/** The unit of a point with a blank before it; none for switches. */
export function unitOf(point: string | null, { points = {} }: Sources): string {
  const unit = point === null ? undefined : points[point]?.unit
  return unit === undefined || unit === '0/1' ? '' : ` ${unit}`
}

function textOf(trigger: Trigger, sources: Sources): string {
  switch (trigger.kind) {
    case 'over':
    case 'under': return thresholdText(trigger, sources)
    case 'count': return `${spanText(trigger.withinMs)}内${countedText(trigger.of, sources)}达 ${trigger.n} 次`
    case 'silent': return `${trigger.point === null ? '设备' : `“${nameOf(trigger.point, sources)}”`}${spanText(trigger.forMs)}没有消息${trigger.onceHeard === true ? '（从没来过的不算）' : ''}`
    case 'changes': return `${nameOf(trigger.point, sources)}在${spanText(trigger.withinMs)}内${{ up: '上升', down: '下降', either: '变化' }[trigger.direction]}达 ${numberText(trigger.by)}${unitOf(trigger.point, sources)}`
    case 'water': return `${nameOf(trigger.point, sources)}：${trigger.troubles.map((trouble) => TROUBLES[trouble]).join('、')}${trigger.isClose ? '（从严）' : ''}`
    case 'unusual': return `${nameOf(trigger.point, sources)}偏离它自己平时的范围`
    case 'seen': return `${trigger.zone ? `在${nameOf(trigger.zone, sources)}` : ''}看到${trigger.label === null ? '东西' : nameOf(trigger.label, sources)}${trigger.dwellMs ? `，停留满${spanText(trigger.dwellMs)}` : ''}`
    case 'said': return `有人说到${(trigger.words ?? []).slice(0, 6).join('、')}${(trigger.words?.length ?? 0) > 6 ? '等' : ''}`
    case 'all': return trigger.of.map((part) => textOf(part, sources)).join('，并且')
    case 'any': return trigger.of.map((part) => textOf(part, sources)).join('，或者')
    case 'then': return `先是${textOf(trigger.first, sources)}，${spanText(trigger.withinMs)}内又${textOf(trigger.second, sources)}`
    case 'within-hours': return `${hoursText(trigger.hours)}之间，${textOf(trigger.of, sources)}`
    case 'quiet-hours': return trigger.hours.length === 0 ? textOf(trigger.of, sources) : `${textOf(trigger.of, sources)}（${hoursText(trigger.hours)}不报，过后再看${trigger.holds === true ? '；已经报的照旧' : ''}）`
    case 'in-season': return `${trigger.season.from} 至 ${trigger.season.to}，${textOf(trigger.of, sources)}`
    case 'unless-away': return `${textOf(trigger.of, sources)}（登记外出的除外）`
    case 'while-away': return `登记外出期间，${textOf(trigger.of, sources)}`
  }
}

/** Switches are 0 or 1 with a limit between: they say yes or no. */
function thresholdText({ kind, point, limit, forMs = 0, clear = limit }: Extract<Trigger, { kind: 'over' | 'under' }>, sources: Sources): string {
  const isYesNo = isSwitch(point, sources)
  const unit = unitOf(point, sources)
  const on = kind === 'over'
  const what = isYesNo ? `${nameOf(point, sources)}为“${switchText(on)}”` : `${nameOf(point, sources)}${on ? '高于' : '低于'} ${numberText(limit)}${unit}`
  const margin = clear === limit || isYesNo ? '' : `，${on ? '降到' : '升到'} ${numberText(clear)}${unit} 才解除`
  return `${what}${forMs > 0 ? `满${spanText(forMs)}` : ''}${margin}`
}

function countedText(of: Countable, sources: Sources): string {
  switch (of.kind) {
    case 'seen': return `看到${of.label === null ? '' : nameOf(of.label, sources)}`
    case 'said': return '说到'
    case 'value': return `${nameOf(of.point, sources)}${of.atLeast === undefined ? '' : `不低于 ${numberText(of.atLeast)}${unitOf(of.point, sources)}`}`
  }
}

function labelsText({ labels = {} }: Sources): string {
  return Object.values(labels)[0] ?? '异常'
}

function hoursText(hours: readonly { readonly from: string; readonly to: string }[]): string {
  return hours.map(({ from, to }) => `${from}—${to}`).join('、')
}

function spanText(ms: number): string {
  const [size, name] = UNITS_OF_TIME.find(([unit]) => ms >= unit) ?? [1000, '秒']
  return ` ${Math.round((ms / size) * TENTH) / TENTH} ${name}`
}
