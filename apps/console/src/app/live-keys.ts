import type { LiveEvent } from '@yihu/contracts'
import { changesFigures } from '@yihu/domain'
import type { QueryKey } from '@tanstack/react-query'

/** The queries that an event makes old. Lists of cases are told by `changedCase`. */
export function staleKeys(event: LiveEvent): QueryKey[] {
  return [...ownKeys(event), ...(changesFigures(event.topic) ? [['indicators']] : [])]
}

function ownKeys({ topic, data }: LiveEvent): QueryKey[] {
  const id = typeof data['id'] === 'string' ? data['id'] : null
  if (topic === 'case.presence') return id ? [['presence', id]] : []
  const [kind] = topic.split('.')
  switch (kind) {
    case 'case':
      return [...(id ? [['case', id]] : [['cases']]), ['case-points'], ['layers']]
    case 'notice':
      return [['notices']]
    case 'import':
      return [['imports'], ...(id ? [['import', id]] : [])]
    case 'export':
      return [['exports']]
    case 'shift':
      return [['shifts']]
    case 'area':
      return [['areas'], ['area'], ['base-map'], ['layers']]
    case 'catalogue':
      return [['classes']]
    case 'calendar':
      return [['calendar']]
    case 'mediation':
      return [['mediations']]
    case 'deliberation':
      return [['deliberations']]
    case 'duty':
      return [['duty']]
    case 'device':
      return topic === 'device.reported' ? reportedKeys(data['ids']) : [['devices'], ['device'], ['layers']]
    case 'product':
      return [['products'], ['devices']]
    case 'alarm':
      return [['alarms'], ['layers'], ...(id ? [['alarm', id]] : [])]
    case 'scenario':
      return [['scenarios'], ['scenario']]
    case 'grid':
      return [['grid']]
    case 'care':
      return [['care']]
    case 'letter':
      return [['letters']]
    case 'pool':
      return [['registers'], ['pool'], ['layers']]
    case 'cluster':
      return [['clusters']]
    case 'check':
      return [['checks']]
    case 'prevention':
      return [['prevention']]
    // Too much happened at once to be told one by one: everything is old.
    case 'live':
      return [[]]
    default:
      return []
  }
}

/** Who has just spoken: their pages only, for lists a word a second would be too many. */
function reportedKeys(ids: unknown): QueryKey[] {
  const named = Array.isArray(ids) ? ids.filter((id) => typeof id === 'string') : []
  return named.length > 0 ? named.map((id) => ['device', id]) : [['device']]
}

/** The case that an event changed, if it changed one. */
export function changedCase({ topic, data }: LiveEvent): string | null {
  const { id } = data
  return topic.startsWith('case.') && topic !== 'case.presence' && typeof id === 'string' ? id : null
}
