import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { QueryClient } from '@tanstack/react-query'
import { App } from 'antd'
import { ApiError } from '@yihu/client'
import { moveCase, showCase } from '@yihu/contracts'
import type { CallOf, CaseDetail, Me } from '@yihu/contracts'
import { api } from '../../../app/api.ts'
import { renewCases } from '../../../app/changed-cases.ts'
import { writeDraft } from '../../../app/drafts.ts'
import { meQuery } from '../../../app/session.ts'
import { caseQuery } from '../../cases/queries.ts'
import { settle } from './settle.ts'

type Body = CallOf<typeof moveCase>['body']

/** Pauses before looking again whether a move without an answer was made. */
const LOOK_AGAIN_MS = [400, 1_500, 4_000]

/** The draft of one move on one case. */
export function draftKey(caseId: string, move: string): string {
  return `${caseId}:${move}`
}

/**
 * Makes a move on the version that is on the page; after a clash the newest state is shown and nothing typed is lost. A
 * lost answer is settled by looking: what was made is not made twice, what was not made may be sent again.
 */
export function useMove(detail: CaseDetail) {
  const queries = useQueryClient()
  const { message } = App.useApp()
  const { id } = detail
  return useMutation({
    mutationFn: async (body: Body) => {
      try {
        return await api.call(moveCase, { params: { id }, body: { ...body, version: detail.version } })
      } catch (error) {
        if (!isUnanswered(error)) throw error
        return await afterSilence(detail, body.move, queries.getQueryData<Me>(meQuery.queryKey)?.name ?? '')
      }
    },
    onSuccess: (next, { move }) => {
      const label = detail.moves.find((one) => one.move === move)?.label ?? ''
      message.success(`${detail.number} 已${label}，现在是“${next.stateLabel}”`)
      writeDraft(draftKey(id, move), null)
      queries.setQueryData(caseQuery(id).queryKey, next)
      renewCases(queries, [id])
    },
    onError: (error) => {
      if (!(error instanceof ApiError) || (error.status !== 409 && error.status !== 403)) return
      // Not awaited: the message must stand beside the form at once, however slow the newest state is.
      void queries.invalidateQueries({ queryKey: caseQuery(id).queryKey })
      renewCases(queries, [id])
    },
  })
}

function isUnanswered(error: unknown): boolean {
  return error instanceof ApiError && (error.code === 'offline' || error.status === 502 || error.status === 504)
}

async function afterSilence(before: CaseDetail, move: string, myName: string): Promise<CaseDetail> {
  for (const pause of LOOK_AGAIN_MS) {
    await new Promise((resolve) => { setTimeout(resolve, pause) })
    const after = await api.call(showCase, { params: { id: before.id } }).catch((error: unknown) => {
      if (isUnanswered(error)) return null
      throw error
    })
    if (!after) continue
    const settled = settle(before, after, { move, myName })
    if (settled === 'made') return after
    if (settled === 'not-made') throw new ApiError('刚才网络断了一下，这次操作没有送到。您填写的内容还在，请再按一次。', { code: 'offline', status: 0 })
    throw new ApiError(`刚才网络断了一下；这期间同事改过这件案子（现在是“${after.stateLabel}”）。您填写的内容还在，请核对后再提交。`, { code: 'case-changed', status: 409 })
  }
  throw new ApiError('网络断了，还不知道这次操作送到没有。您填写的内容还在；联网后会显示案件的最新情况，请核对后再提交，不会重复办理。', { code: 'offline', status: 0 })
}

/** A case after it changed by another way than `useMove`. */
export function showChanged(queries: QueryClient, detail: CaseDetail): void {
  queries.setQueryData(caseQuery(detail.id).queryKey, detail)
  renewCases(queries, [detail.id])
}
