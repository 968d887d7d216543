import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App } from 'antd'
import { ApiError } from '@yihu/client'
import { actOnAlarm } from '@yihu/contracts'
import type { AlarmDetail, BodyOf } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { textOf } from '../../app/conditions.tsx'

type Body = BodyOf<typeof actOnAlarm>
/** An act without the version, which is that of the page. */
type Act = Unversioned<Body>
type Unversioned<T> = T extends unknown ? Omit<T, 'version'> : never

/** Does something about an alarm; when somebody was quicker, the present state is shown and nothing is overwritten. */
export function useAct(alarm: AlarmDetail) {
  const queries = useQueryClient()
  const { message } = App.useApp()
  return useMutation({
    mutationFn: (act: Act) => api.call(actOnAlarm, { params: { id: alarm.id }, body: { ...act, version: alarm.version } }),
    onSuccess: (fresh) => queries.setQueryData(['alarm', alarm.id], fresh),
    onError: (error) => {
      if (error instanceof ApiError && Object.keys(error.fields).length > 0) return
      void message.error(textOf(error))
    },
    onSettled: () => {
      void queries.invalidateQueries({ queryKey: ['alarm', alarm.id] })
      void queries.invalidateQueries({ queryKey: ['alarms'] })
    },
  })
}
