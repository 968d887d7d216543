import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Button } from 'antd'
import { moveCase } from '@yihu/contracts'
import type { CaseDetail } from '@yihu/contracts'
import { api } from '../../../app/api.ts'
import { textOf } from '../../../app/conditions.tsx'
import { showChanged } from './use-move.ts'

const UNDO_SECONDS = 10

/** Offers to take a merge back for ten seconds; it is the one move the flow itself can undo. */
export function useMergeUndo({ id, number }: CaseDetail): () => void {
  const queries = useQueryClient()
  const { notification, message } = App.useApp()
  const key = `merged:${id}`
  const undo = useMutation({
    mutationFn: () => api.call(moveCase, { params: { id }, body: { move: 'unmerge', reason: '误操作，当即撤销' } }),
    onSuccess: (detail) => showChanged(queries, detail),
    onError: (error) => void message.error(textOf(error)),
    onSettled: () => notification.destroy(key),
  })
  return () => notification.info({
    key,
    title: `${number} 已合并`,
    duration: UNDO_SECONDS,
    actions: <Button size="small" onClick={() => undo.mutate()}>撤销</Button>,
  })
}
