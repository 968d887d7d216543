import { queryOptions } from '@tanstack/react-query'
import { showArea } from '@yihu/contracts'
import { api } from '../../app/api.ts'

/** One area with its boundary. */
export function areaQuery(code: string) {
  return queryOptions({ queryKey: ['area', code], queryFn: ({ signal }) => api.call(showArea, { params: { code }, signal }) })
}
