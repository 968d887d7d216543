interface Pace {
  readonly answered: number
  readonly waiting: number
  readonly medianMinutes: number | null
  readonly p90Minutes: number | null
}

/** 「中位 8 分钟，九成在 35 分钟内（212 件，另有 3 件还在等）」 */
export function paceWords({ answered, waiting, medianMinutes, p90Minutes }: Pace): string {
  if (medianMinutes === null || p90Minutes === null) return `还没有受理（${waiting} 件在等）`
  return `中位 ${spanWords(medianMinutes)}，九成在 ${spanWords(p90Minutes)}内（${answered} 件${waiting > 0 ? `，另有 ${waiting} 件还在等` : ''}）`
}

function spanWords(minutes: number): string {
  if (minutes < 1) return '1 分钟'
  if (minutes < 90) return `${Math.round(minutes)} 分钟`
  if (minutes < 48 * 60) return `${Math.round(minutes / 6) / 10} 小时`
  return `${Math.round(minutes / 144) / 10} 天`
}
