import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { ApiError } from '@yihu/client'
import { saveDeskSetting } from '@yihu/contracts'
import type { DeskSetting, ListField } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import type { RowLook } from './case-row.tsx'
import { deskSettingQuery } from './queries.ts'

const USUAL: readonly ListField[] = ['state', 'place', 'unit', 'class', 'source', 'flags']

/** How this person's lists look. */
export function useRowLook(): RowLook {
  const setting = useQuery(deskSettingQuery).data
  return useMemo(() => ({ fields: new Set(setting?.fields ?? USUAL), isCompact: setting?.isCompact ?? false }), [setting])
}

/** This person's desk and how to change it: shown at once, kept on the server; on a clash the newest is changed instead. */
export function useDeskSetting() {
  const queries = useQueryClient()
  const { queryKey } = deskSettingQuery
  const setting = useQuery(deskSettingQuery)
  const save = useMutation({
    mutationFn: async (change: (last: DeskSetting) => DeskSetting) => {
      for (let attempt = 0; ; attempt += 1) {
        const last = await queries.ensureQueryData(deskSettingQuery)
        try {
          return await api.call(saveDeskSetting, { body: { ...change(last), revision: last.revision } })
        } catch (error) {
          if (!(error instanceof ApiError) || error.status !== 409 || attempt > 1) throw error
          queries.removeQueries({ queryKey })
        }
      }
    },
    onSuccess: (saved) => queries.setQueryData(queryKey, saved),
  })
  return { setting: setting.data, change: save.mutate, isBusy: save.isPending, error: save.error }
}
