import { Fault } from '@yihu/contracts'

/** Parameters of a call by name; empty ones count as not given (GeoReport v2, Optional Arguments). */
export type Params = ReadonlyMap<string, string>

const LONGEST = 5000
const MOST = 60

/**
 * Reads the parameters of an address or a form body.
 * @throws Fault input-invalid when one is given twice with different values, too long, or when there are too many
 */
export function readParams(text: string): Params {
  const params = new Map<string, string>()
  const fields: Record<string, string> = {}
  const all = [...new URLSearchParams(text)]
  if (all.length > MOST) throw new Fault('input-invalid', { fields: { parameters: `参数太多，最多 ${MOST} 个` } })
  for (const [name, raw] of all) {
    const value = raw.toWellFormed().replaceAll('\u0000', '').trim()
    if (value === '') continue
    const known = params.get(name)
    if (known !== undefined && known !== value) fields[name.slice(0, 60)] = '同一个参数给了两个不同的值'
    if (value.length > LONGEST) fields[name.slice(0, 60)] = `太长，最多 ${LONGEST} 个字`
    params.set(name, value)
  }
  if (Object.keys(fields).length > 0) throw new Fault('input-invalid', { fields })
  return params
}

/** A list with commas between; undefined when not given. @throws Fault input-invalid when longer than `most` */
export function listOf(params: Params, name: string, { most }: { most: number }): string[] | undefined {
  const value = params.get(name)
  if (value === undefined) return undefined
  const list = [...new Set(value.split(',').map((one) => one.trim()).filter((one) => one !== ''))]
  if (list.length > most) throw new Fault('input-invalid', { fields: { [name]: `一次最多 ${most} 个` } })
  return list
}

/** An instant in the form of the W3C note, with its zone. @throws Fault input-invalid */
export function instantOf(params: Params, name: string): number | undefined {
  const value = params.get(name)
  if (value === undefined) return undefined
  const at = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})$/u.test(value) ? Date.parse(value) : Number.NaN
  if (Number.isNaN(at)) throw new Fault('input-invalid', { fields: { [name]: '时间要写成带时区的 W3C 格式，例如 2026-05-07T10:00:00+08:00' } })
  return at
}

/** A whole number within limits. @throws Fault input-invalid */
export function wholeOf(params: Params, name: string, { least, most, usual }: { least: number; most: number; usual: number }): number {
  const value = params.get(name)
  if (value === undefined) return usual
  const number = /^\d{1,9}$/u.test(value) ? Number(value) : Number.NaN
  if (!(number >= least && number <= most)) throw new Fault('input-invalid', { fields: { [name]: `要是 ${least} 到 ${most} 的整数` } })
  return number
}

/** Degrees; undefined when not given. @throws Fault input-invalid */
export function degreesOf(params: Params, name: string): number | undefined {
  const value = params.get(name)
  if (value === undefined) return undefined
  if (!/^-?\d{1,3}(?:\.\d{1,12})?$/u.test(value)) throw new Fault('input-invalid', { fields: { [name]: '要是十进制的度数（WGS-84），例如 118.302' } })
  return Number(value)
}
