import { queryOptions } from '@tanstack/react-query'
import { showDrafting } from '@yihu/contracts'
import { api } from '../../app/api.ts'

/** Stands before what a machine wrote until somebody has read it. */
export const DRAFT_MARK = '【机器草稿，核对后删去这一行】'

/** Whether a language model is set up, and its name. */
export const draftingQuery = queryOptions({ queryKey: ['drafting'], queryFn: ({ signal }) => api.call(showDrafting, { signal }), staleTime: Infinity })
