import { toMs } from '@yihu/domain'

/** Epoch milliseconds of a sender's time; without an offset it is Chinese time. Null when it cannot be read. */
export function momentOf(text: string | null): number | null {
  if (text === null) return null
  try {
    return toMs(text.replace(/(\.\d{3})\d+/u, '$1').replace(/([+-]\d{2})(\d{2})$/u, '$1:$2'))
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

/** A place on earth; null when one half is missing, out of range, or both are zero (cameras without a place say that). */
export function pointOf(lon: number | null, lat: number | null): { lon: number; lat: number } | null {
  if (lon === null || lat === null || Math.abs(lon) > 180 || Math.abs(lat) > 90 || (lon === 0 && lat === 0)) return null
  return { lon, lat }
}
