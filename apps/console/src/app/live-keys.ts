import type { LiveEvent } from '@yihu/contracts'
import type { QueryKey } from '@tanstack/react-query'

/** The queries that an event makes old. */
export function staleKeys({ topic, data }: LiveEvent): QueryKey[] {
  const id = typeof data['id'] === 'string' ? data['id'] : null
  const [kind] = topic.split('.')
  switch (kind) {
    case 'case':
      return [['cases'], ['counts'], ['nearby'], ...(id ? [['case', id], ['duplicates', id]] : [])]
    case 'notice':
      return [['notices']]
    case 'import':
      return [['imports'], ...(id ? [['import', id]] : [])]
    case 'area':
      return [['areas'], ['area'], ['base-map']]
    case 'calendar':
      return [['calendar']]
    // Too much happened at once to be told one by one: everything is old.
    case 'live':
      return [[]]
    default:
      return []
  }
}
