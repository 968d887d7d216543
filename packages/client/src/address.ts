/**
 * The address of one exchange: `base` + path with its `:name` holes filled and escaped + query;
 * lists repeat their name, `undefined`, `null` and `''` are left out.
 * Throws `TypeError` when a hole has no value.
 */
export function addressOf(base: string, path: string, parts: { readonly params?: unknown; readonly query?: unknown }): string {
  const params = recordOf(parts.params)
  const filled = path.replaceAll(/:(\w+)/gu, (_hole, name: string) => {
    const value = params[name]
    if (value === undefined || value === null || value === '') throw new TypeError(`path ${path} needs ${name}`)
    return encodeURIComponent(String(value))
  })
  const query = queryText(recordOf(parts.query))
  return base + filled + (query ? `?${query}` : '')
}

function queryText(query: Readonly<Record<string, unknown>>): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    const values: readonly unknown[] = Array.isArray(value) ? value : [value]
    for (const one of values) if (one !== undefined && one !== null && one !== '') search.append(name, String(one))
  }
  return search.toString()
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {} // any object can be read by key
}
