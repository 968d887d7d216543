import { useQueries, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { listAreas } from '@yihu/contracts'
import type { AreaLevel } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import type { Dictionary } from './filter-words.ts'
import { classesQuery, handlersQuery, unitsQuery } from './queries.ts'

/** Levels that people name in a filter; buildings are found by words. */
const LEVELS: readonly AreaLevel[] = ['street', 'community', 'grid', 'estate']
const LONG = 10 * 60_000
const ME = { value: 'me', name: '我', rank: 0 }
/** Enough for the words of the house: states, sources, due times. */
export const NO_NAMES: Dictionary = { areas: [], classes: [], units: [], people: [ME] }

/** The names that a text of filters may use, fetched when they are wanted; null until they are here. */
export function useDictionary(options: { readonly isWanted: boolean }): { readonly dictionary: Dictionary | null; readonly error: Error | null } {
  const areas = useQueries({
    queries: LEVELS.map((level) => ({
      queryKey: ['areas', 'level', level], queryFn: ({ signal }: { signal: AbortSignal }) => api.call(listAreas, { query: { level, limit: 1000 }, signal }), staleTime: LONG, enabled: options.isWanted,
    })),
    combine: (results) => ({
      rows: results.every(({ data }) => data) ? results.flatMap(({ data }) => data?.areas ?? []) : null,
      error: results.find(({ error }) => error)?.error ?? null,
    }),
  })
  const classes = useQuery({ ...classesQuery, enabled: options.isWanted })
  const units = useQuery({ ...unitsQuery, enabled: options.isWanted })
  const handlers = useQuery({ ...handlersQuery, enabled: options.isWanted })
  const dictionary = useMemo(() => {
    if (!areas.rows || !classes.data || !units.data) return null
    return {
      areas: areas.rows.map(({ path, name }) => ({ value: path, name, rank: path.split('.').length })),
      classes: classes.data.classes.map(({ code, name }) => ({ value: code, name, rank: code.length })),
      units: units.data.units.map(({ id, name }) => ({ value: id, name, rank: 0 })),
      people: [ME, ...(handlers.data?.people ?? []).map(({ id, name }) => ({ value: id, name, rank: 0 }))],
    }
  }, [areas.rows, classes.data, units.data, handlers.data])
  const error = areas.error ?? classes.error ?? units.error
  // Without names the words of the house are still understood.
  return { dictionary: dictionary ?? (error ? NO_NAMES : null), error }
}
