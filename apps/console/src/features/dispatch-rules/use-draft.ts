import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App } from 'antd'
import { addDraftRule, dropDutyDraft, removeDraftRule, revertDraftRule, saveDraftRule } from '@yihu/contracts'
import type { DutyDraft, DutyRuleForm } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { textOf } from '../../app/conditions.tsx'
import { draftQuery, DUTY_KEY } from './duty-queries.ts'

type Change =
  | { readonly kind: 'add'; readonly rule: DutyRuleForm }
  | { readonly kind: 'save'; readonly id: string; readonly rule: DutyRuleForm }
  | { readonly kind: 'remove'; readonly id: string }
  | { readonly kind: 'revert'; readonly id: string }
  | { readonly kind: 'drop' }

const DONE: Readonly<Record<Change['kind'], string>> = { add: '已加进草稿', save: '草稿已改', remove: '已从草稿里去掉', revert: '已恢复成现行的样子', drop: '草稿已放弃，现行规则没有变' }

/** Changes the draft on the revision that is on the page; after a clash the newest draft is shown. Forms say what was refused themselves. */
export function useDraftChange(revision: number) {
  const queries = useQueryClient()
  const { message } = App.useApp()
  return useMutation({
    mutationFn: (change: Change) => send(change, revision),
    onSuccess: (draft, { kind }) => {
      message.success(DONE[kind])
      queries.setQueryData(draftQuery.queryKey, draft)
    },
    onError: (error, { kind }) => {
      if (kind !== 'add' && kind !== 'save') message.error(textOf(error))
      void queries.invalidateQueries({ queryKey: [...DUTY_KEY, 'draft'] })
    },
  })
}

function send(change: Change, revision: number): Promise<DutyDraft> {
  switch (change.kind) {
    case 'add':
      return api.call(addDraftRule, { body: { revision, rule: change.rule } })
    case 'save':
      return api.call(saveDraftRule, { params: { id: change.id }, body: { revision, rule: change.rule } })
    case 'remove':
      return api.call(removeDraftRule, { params: { id: change.id }, query: { revision } })
    case 'revert':
      return api.call(revertDraftRule, { params: { id: change.id }, body: { revision } })
    case 'drop':
      return api.call(dropDutyDraft, { query: { revision } })
  }
}
