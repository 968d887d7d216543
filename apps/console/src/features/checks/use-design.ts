import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App } from 'antd'
import { dropChecklistDraft, publishChecklist, saveChecklistDraft } from '@yihu/contracts'
import type { ChecklistDetail, ChecklistForm } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { textOf } from '../../app/conditions.tsx'
import { CHECKS_KEY } from './checks-queries.ts'

/** What may be done with a draft; each says when it failed and keeps what was typed. */
export function useDesign({ id, revision }: Pick<ChecklistDetail, 'id' | 'revision'>) {
  const save = useAct('已存为草稿', (form: ChecklistForm) => api.call(saveChecklistDraft, { params: { id }, body: { revision, form } }))
  const publish = useAct('已发布', () => api.call(publishChecklist, { params: { id }, body: { revision } }))
  const drop = useAct('草稿已丢弃', () => api.call(dropChecklistDraft, { params: { id }, query: { revision } }))
  return { save, publish, drop }
}

function useAct<T>(done: string, call: (typed: T) => Promise<unknown>) {
  const queries = useQueryClient()
  const { message } = App.useApp()
  const act = useMutation({
    mutationFn: call,
    onSuccess: async () => {
      void message.success(done)
      await queries.invalidateQueries({ queryKey: [CHECKS_KEY] })
    },
  })
  return { run: act.mutate, isPending: act.isPending, isError: act.isError, text: act.isError ? textOf(act.error) : '' }
}
