import { queryOptions } from '@tanstack/react-query'
import { IMPORT_KINDS, listImports, showImport } from '@yihu/contracts'
import type { ImportKindId } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import type { Permission } from '../../app/session.ts'

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

/** What somebody needs besides the right to import. */
const NEEDED: Partial<Record<ImportKindId, Permission>> = { orders: 'case.accept', care: 'care.edit' }

/** What a person may bring in: work orders at the desk, registers where they keep them. */
export function kindsFor(can: (permission: Permission) => boolean): { value: ImportKindId; label: string }[] {
  const kinds = Object.entries(IMPORT_KINDS) as [ImportKindId, string][] // entries of a literal table
  return kinds.filter(([kind]) => can(NEEDED[kind] ?? 'pool.write')).map(([value, label]) => ({ value, label }))
}
