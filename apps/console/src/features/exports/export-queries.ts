import { queryOptions } from '@tanstack/react-query'
import { listExports, listSheetTemplates } from '@yihu/contracts'
import { api } from '../../app/api.ts'

const WHILE_RUNNING_MS = 2_000

/** One's exports and those that wait for one's word; asked again while one runs, in case live events do not come through. */
export const exportsQuery = queryOptions({
  queryKey: ['exports'],
  queryFn: ({ signal }) => api.call(listExports, { signal }),
  refetchInterval: ({ state }) => (state.data?.exports.some((job) => job.state === 'running') ? WHILE_RUNNING_MS : false),
})

/** The sheets of other offices. */
export const templatesQuery = queryOptions({ queryKey: ['sheet-templates'], queryFn: ({ signal }) => api.call(listSheetTemplates, { signal }) })
