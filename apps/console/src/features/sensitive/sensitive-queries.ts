import { queryOptions } from '@tanstack/react-query'
import { listSensitiveReaders, listSensitiveRegisters } from '@yihu/contracts'
import { api } from '../../app/api.ts'

/** The registers that exist or are asked for; never what is in them. */
export const sensitiveQuery = queryOptions({ queryKey: ['sensitive'], queryFn: ({ signal }) => api.call(listSensitiveRegisters, { signal }) })

/** Who can be named a reader in an area. */
export const readersQuery = (area: string) => queryOptions({ queryKey: ['sensitive', 'readers', area], queryFn: ({ signal }) => api.call(listSensitiveReaders, { query: { area }, signal }) })
