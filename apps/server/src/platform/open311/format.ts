/** The two forms of every answer (GeoReport v2, Format Support). */
export const FORMATS = { xml: 'text/xml; charset=utf-8', json: 'application/json; charset=utf-8' } as const
export type Format = keyof typeof FORMATS

export type Value = string | number | boolean | null | Tree | readonly Value[]
export interface Tree {
  readonly [name: string]: Value | undefined
}

/** What a list's members are called in XML, by the list's own name. */
const MEMBERS: Readonly<Record<string, string>> = {
  services: 'service', service_requests: 'request', attributes: 'attribute', values: 'value', endpoints: 'endpoint', formats: 'format', errors: 'error',
}

/**
 * Writes an answer: in XML under its root, in JSON without it, as the Spark convention maps the one to the other. What
 * is undefined is left out of both; null is an empty element.
 */
export function writeAnswer(root: string, value: Tree | readonly Value[], format: Format): string {
  return format === 'json' ? JSON.stringify(value) : `<?xml version="1.0" encoding="utf-8"?>\n${element(root, value)}\n`
}

function element(name: string, value: Value): string {
  return `<${name}>${contentOf(name, value)}</${name}>`
}

function contentOf(name: string, value: Value): string {
  if (value === null) return ''
  if (typeof value !== 'object') return escaped(String(value))
  if (isList(value)) return value.map((one) => element(MEMBERS[name] ?? 'item', one)).join('')
  return Object.entries(value).flatMap(([key, one]) => (one === undefined ? [] : [element(key, one)])).join('')
}

function isList(value: Tree | readonly Value[]): value is readonly Value[] {
  return Array.isArray(value)
}

/** Text as XML 1.0 allows it: characters that no document may hold are left out. */
function escaped(text: string): string {
  return text.toWellFormed().replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
