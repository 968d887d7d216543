import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, App, Modal } from 'antd'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { switchTextModel } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { textOf } from '../../app/conditions.tsx'

export const MODELS_KEY = ['text-models']

interface Asked {
  /** Null: the lexicon alone. */
  readonly number: number | null
  /** Why it should not be switched on. */
  readonly worse: string | null
}

/** Asks before another model takes over; says what it means and, where it is worse, why. */
export function useSwitch(): { readonly ask: (asked: Asked) => void; readonly dialog: ReactNode } {
  const [asked, setAsked] = useState<Asked | null>(null)
  const queries = useQueryClient()
  const { message } = App.useApp()
  const make = useMutation({
    mutationFn: ({ number, worse }: Asked) => api.call(switchTextModel, { body: { number, isForced: worse !== null } }),
    onSuccess: (models, { number }) => {
      queries.setQueryData(MODELS_KEY, models)
      void message.success(number === null ? '已停用，现在只按词表建议' : `第 ${number} 号已启用，立即生效`)
      setAsked(null)
    },
  })
  const close = () => { make.reset(); setAsked(null) }
  const dialog = (
    <Modal open={asked !== null} title={asked?.number === null ? '停用分类模型？' : `启用第 ${asked?.number ?? ''} 号模型？`} okText={asked?.worse ? '仍要启用' : asked?.number === null ? '停用' : '启用'} cancelText="取消"
      okButtonProps={{ danger: Boolean(asked?.worse), loading: make.isPending }} onOk={() => { if (asked) make.mutate(asked) }} onCancel={close}>
      {asked?.worse ? <Alert type="warning" showIcon title={`它不如现用的：${asked.worse}`} /> : null}
      <p>之后新来的诉求和登记时的建议立即按它分类；已经分好的案件不变。随时可以换回。</p>
      {make.isError ? <Alert type="error" showIcon role="alert" title={textOf(make.error)} /> : null}
    </Modal>
  )
  return { ask: setAsked, dialog }
}
