import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App } from 'antd'
import { ApiError } from '@yihu/client'
import { moveCase } from '@yihu/contracts'
import type { CallOf, CaseDetail } from '@yihu/contracts'
import { api } from '../../../app/api.ts'
import { writeDraft } from '../../../app/drafts.ts'
import { caseQuery } from '../../cases/queries.ts'

type Body = CallOf<typeof moveCase>['body']

/** The draft of one move on one case. */
export function draftKey(caseId: string, move: string): string {
  return `${caseId}:${move}`
}

/** Makes a move on the version that is on the page; after a clash the newest state is shown and nothing typed is lost. */
export function useMove(detail: CaseDetail) {
  const queries = useQueryClient()
  const { message } = App.useApp()
  const { id } = detail
  return useMutation({
    mutationFn: (body: Body) => api.call(moveCase, { params: { id }, body: { ...body, version: detail.version } }),
    onSuccess: (next, { move }) => {
      const label = detail.moves.find((one) => one.move === move)?.label ?? ''
      message.success(`${detail.number} 已${label}，现在是“${next.stateLabel}”`)
      writeDraft(draftKey(id, move), null)
      queries.setQueryData(caseQuery(id).queryKey, next)
      void renew(queries)
    },
    onError: (error) => {
      if (!(error instanceof ApiError) || error.status !== 409) return
      // Not awaited: the message must stand beside the form at once, however slow the newest state is.
      void queries.invalidateQueries({ queryKey: caseQuery(id).queryKey })
      void renew(queries)
    },
  })
}

function renew(queries: ReturnType<typeof useQueryClient>) {
  return Promise.all([['cases'], ['counts'], ['duplicates']].map((queryKey) => queries.invalidateQueries({ queryKey })))
}
