import { queryOptions } from '@tanstack/react-query'
import { listImports, showImport } from '@yihu/contracts'
import { api } from '../../app/api.ts'

const WHILE_RUNNING_MS = 2_000

export const importsQuery = queryOptions({ queryKey: ['imports'], queryFn: ({ signal }) => api.call(listImports, { signal }) })

/** One import; asked again and again while it runs, in case live events do not come through. */
export function importQuery(id: string) {
  return queryOptions({
    queryKey: ['import', id],
    queryFn: ({ signal }) => api.call(showImport, { params: { id }, signal }),
    refetchInterval: ({ state }) => (state.data?.state === 'running' ? WHILE_RUNNING_MS : false),
  })
}

export const IMPORT_STATES = { preview: '待确认', running: '正在导入', done: '已完成', failed: '没有完成' } as const
