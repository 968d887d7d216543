/** 「雪宫民调〔2026〕0001号」: the street's files of one year in one series. */
export function numberOf(streetName: string, { year, serial }: { year: number; serial: number }): string {
  return `${streetName.replace(/(?:街道|镇)$/u, '')}民调〔${year}〕${String(serial).padStart(4, '0')}号`
}

/** The same day of the next month, or its last day. */
export function monthAfter(day: string): string {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number)
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate()
  return new Date(Date.UTC(year, month, Math.min(date, last))).toISOString().slice(0, 10)
}
