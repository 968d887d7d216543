/** The days in a text, one per line or parted by anything: `2026-10-01`, `2026/10/1`, `2026年10月1日` all mean the same. */
export function daysIn(text: string): string[] {
  return [...text.matchAll(/(\d{4})\D(\d{1,2})\D(\d{1,2})/gu)].map(([, year, month, day]) => `${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}`)
}
