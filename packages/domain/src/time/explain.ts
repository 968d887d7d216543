import type { Deadline, DeadlineWarning, DerivationStep, Limit, LimitUnit } from './deadline-types.ts'
import { DAY_MS, HOUR_MS, type LocalDate, MINUTE_MS, localDate, localTime, weekdayName } from './zone.ts'

const UNIT_TEXT: Readonly<Record<LimitUnit, string>> = {
  'urgent-hour': '小时（昼夜连续计算）',
  'working-hour': '个工作小时',
  'working-day': '个工作日',
}

/** A limit in words: 「5 个工作日」「4 个工作小时」「2 小时（昼夜连续计算）」. */
export function limitText({ amount, unit }: Limit): string {
  return `${amount} ${UNIT_TEXT[unit]}`
}

/** How a due time came about, in plain Chinese lines for residents and staff, warnings last. */
export function explainDeadline(deadline: Deadline): string[] {
  const { derivation, calendarVersion, warnings } = deadline
  const lines: string[] = []
  const say = speaker(startYear(derivation))
  const pauses = derivation.filter((step) => step.kind === 'pause')
  const unit = derivation.find((step) => step.kind === 'limit')?.limit.unit ?? 'working-day'
  for (const step of derivation) {
    if (step.kind === 'rest' && isInsidePause(step, pauses)) continue
    lines.push(sayStep(step, { say, unit }))
  }
  if (deadline.urgingDueAt !== null) lines.push(`督办另行计时，要求在 ${say.moment(deadline.urgingDueAt)} 前办结`)
  lines.push(`按工作日历 ${calendarVersion} 计算`)
  return [...lines, ...warnings.map((warning) => explainWarning(warning))]
}

/** A warning in plain Chinese. */
export function explainWarning(warning: DeadlineWarning): string {
  if (warning.kind === 'unknown-year') {
    return `${warning.year} 年的放假安排还没有发布，按普通周末计算；发布后会重新计算`
  }
  const { moment } = speaker('')
  return `有一次延期批准于 ${moment(warning.approvedAt)}，晚于当时的期限 ${moment(warning.dueBefore)}`
}

interface Speaker {
  moment(ms: number): string
  date(date: LocalDate): string
}

/** Says dates without the year as long as it is the given one. */
function speaker(year: string): Speaker {
  const date = (text: LocalDate): string => {
    const [y = '', month, day] = text.split('-')
    return `${y === year ? '' : `${y}年`}${Number(month)}月${Number(day)}日`
  }
  return { date, moment: (ms) => `${date(localDate(ms))} ${localTime(ms)}` }
}

function startYear(steps: readonly DerivationStep[]): string {
  const start = steps.find((step) => step.kind === 'start')
  return start ? localDate(start.at).slice(0, 4) : ''
}

type RestStep = Extract<DerivationStep, { kind: 'rest' }>
type PauseStep = Extract<DerivationStep, { kind: 'pause' }>

function isInsidePause(rest: RestStep, pauses: readonly PauseStep[]): boolean {
  return pauses.some(({ from, to }) => to !== null && localDate(from) <= rest.from && rest.to <= localDate(to))
}

function sayStep(step: DerivationStep, { say, unit }: { say: Speaker; unit: LimitUnit }): string {
  switch (step.kind) {
    case 'start':
      return sayStart(step, { say, unit })
    case 'limit':
      return `期限 ${limitText(step.limit)}`
    case 'extension':
      return `延期 ${step.workingDays} 个工作日（${say.moment(step.approvedAt)} 批准：${step.reason}）`
    case 'rest':
      return sayRest(step, say)
    case 'make-up-day':
      return `${say.date(step.date)}（${weekdayName(step.date)}）调休上班，算工作日`
    case 'pause':
      return sayPause(step, { say, unit })
    case 'due':
      return step.at === null ? '暂停计时中，恢复后重新计算到期时间' : `到期 ${say.moment(step.at)}`
  }
}

function sayStart(
  { at, countsFrom }: { at: number; countsFrom: number },
  { say, unit }: { say: Speaker; unit: LimitUnit },
): string {
  const moment = say.moment(at)
  if (unit === 'working-day') return `起算 ${moment}，当天不计，从 ${say.date(localDate(countsFrom))}开始数`
  return countsFrom === at ? `起算 ${moment}` : `收到 ${moment}，不在服务时间，从 ${say.moment(countsFrom)} 起算`
}

function sayRest({ from, to, why }: RestStep, say: Speaker): string {
  const suffix = why === 'holiday' ? '放假' : '周末'
  if (from === to) return `跳过 ${say.date(from)}（${why === 'holiday' ? suffix : weekdayName(from)}）`
  return `跳过 ${say.date(from)}至${say.date(to)}（${suffix}）`
}

function sayPause({ from, to, reason, days, stoppedMs }: PauseStep, { say, unit }: { say: Speaker; unit: LimitUnit }): string {
  if (to === null) return `${say.moment(from)} 起暂停计时（${reason}）`
  const span = `${say.moment(from)} 至 ${say.moment(to)} 暂停计时（${reason}）`
  if (days > 0) return `${span}，${days} 个工作日不计`
  return stoppedMs > 0 ? `${span}，${durationText(stoppedMs)}不计` : `${span}，不占${unit === 'urgent-hour' ? '' : '工作'}时间`
}

/** A length of time in words, rounded down: 「1 天 4 小时」「3 小时 20 分钟」「12 分钟」; under a minute 「不到 1 分钟」. */
export function durationText(ms: number): string {
  const days = Math.floor(ms / DAY_MS)
  const hours = Math.floor((ms % DAY_MS) / HOUR_MS)
  const minutes = Math.floor((ms % HOUR_MS) / MINUTE_MS)
  if (days > 0) return hours > 0 ? `${days} 天 ${hours} 小时` : `${days} 天`
  if (hours > 0) return minutes > 0 ? `${hours} 小时 ${minutes} 分钟` : `${hours} 小时`
  return minutes > 0 ? `${minutes} 分钟` : '不到 1 分钟'
}
