const DAY_MS = 86_400_000
/** Day 0 of Excel's calendar, so that days from 1 March 1900 on are right. */
const EPOCH = Date.UTC(1899, 11, 30)
const FIRST = 1
/** 31 December 9999. */
const LAST = 2_958_466

/** An Excel serial number as local text, `YYYY-MM-DD HH:mm:ss` or `YYYY-MM-DD`; undefined when it is no date. */
export function serialText(serial: number): string | undefined {
  if (!(serial >= FIRST && serial < LAST)) return undefined
  // Excel keeps times as fractions of a day in floating point: whole seconds are meant.
  const text = new Date(EPOCH + Math.round((serial * DAY_MS) / 1000) * 1000).toISOString()
  const time = text.slice(11, 19)
  return time === '00:00:00' ? text.slice(0, 10) : `${text.slice(0, 10)} ${time}`
}
