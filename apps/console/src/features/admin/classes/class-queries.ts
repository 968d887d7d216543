import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { App } from 'antd'
import { dropClassDraft, listClasses, listClassEditions, revertDraftClass, saveDraftClass, showClassDraft, showClassEdition, showDraftClass } from '@yihu/contracts'
import type { ClassDraft, ClassForm } from '@yihu/contracts'
import { api } from '../../../app/api.ts'
import { textOf } from '../../../app/conditions.tsx'

/** What every query about classes begins with: publishing makes all of them old. */
export const CLASSES_KEY = ['classes'] as const

export const stoppedQuery = queryOptions({ queryKey: [...CLASSES_KEY, 'stopped'], queryFn: ({ signal }) => api.call(listClasses, { query: { state: 'stopped' }, signal }) })
export const draftQuery = queryOptions({ queryKey: [...CLASSES_KEY, 'draft'], queryFn: ({ signal }) => api.call(showClassDraft, { signal }) })
export const editionsQuery = queryOptions({ queryKey: [...CLASSES_KEY, 'editions'], queryFn: ({ signal }) => api.call(listClassEditions, { signal }) })

/** What a class would be as drafted; asked anew with every revision. */
export function draftClassQuery(code: string, revision: number) {
  return queryOptions({ queryKey: [...CLASSES_KEY, 'draft', code, revision], queryFn: ({ signal }) => api.call(showDraftClass, { params: { code }, signal }), retry: false })
}

/** What bringing an edition back would change. */
export function editionQuery(number: number) {
  return queryOptions({ queryKey: [...CLASSES_KEY, 'edition', number], queryFn: ({ signal }) => api.call(showClassEdition, { params: { number }, signal }) })
}

type Change =
  | { readonly kind: 'save'; readonly code: string; readonly form: ClassForm }
  | { readonly kind: 'revert'; readonly code: string }
  | { readonly kind: 'drop' }

const DONE: Readonly<Record<Change['kind'], string>> = { save: '已存进草稿', revert: '已恢复成现行的样子', drop: '草稿已放弃，现行分类没有变' }

/** Changes the draft on the revision that is on the page; after a clash the newest draft is shown. */
export function useClassChange(revision: number) {
  const queries = useQueryClient()
  const { message } = App.useApp()
  return useMutation({
    mutationFn: (change: Change) => send(change, revision),
    onSuccess: (draft, { kind }) => {
      message.success(DONE[kind])
      queries.setQueryData(draftQuery.queryKey, draft)
    },
    onError: (error, { kind }) => {
      if (kind !== 'save') message.error(textOf(error))
      void queries.invalidateQueries({ queryKey: draftQuery.queryKey, exact: true })
    },
  })
}

function send(change: Change, revision: number): Promise<ClassDraft> {
  switch (change.kind) {
    case 'save':
      return api.call(saveDraftClass, { params: { code: change.code }, body: { revision, class: change.form } })
    case 'revert':
      return api.call(revertDraftClass, { params: { code: change.code }, body: { revision } })
    case 'drop':
      return api.call(dropClassDraft, { query: { revision } })
  }
}
