import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { ApiError } from '@yihu/client'
import { saveDeskSetting } from '@yihu/contracts'
import type { AnswerOf, DeskSetting, ListField, showDeskSetting } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import type { RowLook } from './case-row.tsx'
import { deskSettingQuery } from './queries.ts'

type Numbered = AnswerOf<typeof showDeskSetting>

const USUAL: readonly ListField[] = ['state', 'place', 'unit', 'class', 'source', 'flags']

/** How this person's lists look. */
export function useRowLook(): RowLook {
  const setting = useQuery(deskSettingQuery).data
  return useMemo(() => ({ fields: new Set(setting?.fields ?? USUAL), isCompact: setting?.isCompact ?? false }), [setting])
}

/** This person's desk and how to change it: shown at once, kept on the server; on a clash the newest is changed instead. */
export function useDeskSetting() {
  const queries = useQueryClient()
  const setting = useQuery(deskSettingQuery)
  const save = useMutation({
    // One after the other: two quick presses of one person are no clash.
    scope: { id: 'desk-setting' },
    mutationFn: async (change: (last: DeskSetting) => DeskSetting) => {
      const put = (last: Numbered) => api.call(saveDeskSetting, { body: { ...change(last), revision: last.revision } })
      try {
        return await put(await queries.ensureQueryData(deskSettingQuery))
      } catch (error) {
        if (!(error instanceof ApiError) || error.status !== 409) throw error
        return put(await queries.fetchQuery({ ...deskSettingQuery, staleTime: 0 }))
      }
    },
    onSuccess: (saved) => queries.setQueryData(deskSettingQuery.queryKey, saved),
  })
  return { setting: setting.data, change: save.mutate, isBusy: save.isPending, error: save.error }
}
