import { queryOptions } from '@tanstack/react-query'
import { listSensitiveRegisters } from '@yihu/contracts'
import { api } from '../../app/api.ts'

/** The registers that exist or are asked for; never what is in them. */
export const sensitiveQuery = queryOptions({ queryKey: ['sensitive'], queryFn: ({ signal }) => api.call(listSensitiveRegisters, { signal }) })
