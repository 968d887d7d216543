import { queryOptions } from '@tanstack/react-query'
import { listScenarios, showScenario } from '@yihu/contracts'
import { api } from '../../app/api.ts'

/** The catalogue as it is set in an area; without one, in the whole of what one sees. */
export function scenariosQuery(area: string | undefined) {
  return queryOptions({ queryKey: ['scenarios', area ?? null], queryFn: ({ signal }) => api.call(listScenarios, { query: area ? { area } : {}, signal }), placeholderData: (last) => last })
}

/** One scenario, whole. */
export function scenarioQuery(id: string, area: string | undefined) {
  return queryOptions({ queryKey: ['scenario', id, area ?? null], queryFn: ({ signal }) => api.call(showScenario, { params: { id }, query: area ? { area } : {}, signal }) })
}
