const PARSERS: ReadonlySet<string> = new Set(['parse', 'safeParse', 'parseAsync', 'safeParseAsync'])

/**
 * Stands in for zod on the phone (vite.config.ts). Of a contract the app needs the method, the path and the types; building
 * hundreds of schemas that only the server parses by was most of what a slow phone did at its start. Nothing is parsed here.
 */
export const z: unknown = new Proxy(() => undefined, {
  get: (_target, name) => {
    // Contracts may spread the words of another: `z.enum([...Result.options, 'later'])`.
    if (name === Symbol.iterator) return () => [].values()
    if (typeof name === 'symbol' || name === 'then') return undefined
    if (PARSERS.has(name)) throw new Error('the phone has no schemas to parse by')
    return z
  },
  apply: () => z,
})
