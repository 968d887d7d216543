import { ACT_SHAPES } from './act-table.ts'
import type { ActField, KnownAct } from './act-table.ts'

type Values = Readonly<Record<string, unknown>>

/** Form values as the wire wants them: times with the zone of the street, lists out of lines, what was left empty left out. */
export function actBody(act: KnownAct, values: Values): Record<string, unknown> {
  return { act, ...Object.fromEntries(ACT_SHAPES[act].fields.flatMap((field) => bodyOf(field, values[field.name]))) }
}

function bodyOf({ name, kind, options }: ActField, value: unknown): [string, unknown][] {
  if (kind === 'check') return [[name, value === true]]
  if (value === undefined || value === null || value === '') return []
  if (kind === 'at') return [[name, `${String(value)}:00+08:00`]]
  if (kind === 'houses') return [[name, housesOf(String(value))]]
  if (kind === 'choice' && options?.[0]?.[0] === 'yes') return [[name, value === 'yes']]
  if (kind === 'people' || kind === 'tasks') return [[name, rowsOf(value)]]
  return [[name, value]]
}

/** «12号楼101 80.5» on a line each: household, and its area where it counts. */
export function housesOf(text: string): { code: string; squareMetres: number }[] {
  return text.split('\n').map((line) => line.trim()).filter(Boolean).map((line) => {
    const [, code = line, area] = /^(.*?)[\s，,、]+(\d+(?:\.\d+)?)$/u.exec(line) ?? []
    return { code, squareMetres: area === undefined ? 0 : Number(area) }
  })
}

function rowsOf(value: unknown): Values[] {
  const rows = Array.isArray(value) ? (value as Values[]) : [] // rows of a Form.List
  return rows.map((row) => Object.fromEntries(Object.entries(row).filter(([, one]) => one !== undefined && one !== '' && one !== null)))
}
