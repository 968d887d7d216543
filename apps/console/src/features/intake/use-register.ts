import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { App } from 'antd'
import { ApiError } from '@yihu/client'
import { moveCase, registerCase } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { renewCases } from '../../app/changed-cases.ts'
import { textOf } from '../../app/conditions.tsx'
import { writeDraft } from '../../app/drafts.ts'
import { caseQuery } from '../cases/queries.ts'
import { toRegisterBody } from './intake-values.ts'
import type { IntakeValues } from './intake-values.ts'

export const DRAFT = 'intake'
const CONSENT = '来电中已告知，同意一并答复'

/** Registers a call; one that joins a known case is merged into it at once, with the caller's consent. */
export function useRegister(onRefused: (error: ApiError) => void) {
  const navigate = useNavigate()
  const queries = useQueryClient()
  const { message, modal } = App.useApp()
  return useMutation({
    mutationFn: async (values: IntakeValues) => {
      const detail = await api.call(registerCase, { body: toRegisterBody(values) })
      const { join } = values
      if (!join) return { detail, goTo: detail.id, problem: null }
      try {
        await api.call(moveCase, { params: { id: detail.id }, body: { move: 'merge', into: join.id, consent: CONSENT } })
        return { detail, goTo: join.id, problem: null }
      } catch (error) {
        return { detail, goTo: detail.id, problem: textOf(error) }
      }
    },
    onSuccess: async ({ detail, goTo, problem }, { join }) => {
      writeDraft(DRAFT, null)
      if (!join) queries.setQueryData(caseQuery(detail.id).queryKey, detail)
      renewCases(queries, [detail.id, goTo])
      queries.removeQueries({ queryKey: ['caller'] })
      if (problem) modal.warning({ title: `已登记，编号 ${detail.number}，但没有并入`, content: `${problem} 这次来电已单独登记，可以在案件页上再并入。` })
      else message.success(join ? `已登记并并入 ${join.number}，来电的编号是 ${detail.number}` : `已登记，编号 ${detail.number}`)
      await navigate({ to: '/cases/$id', params: { id: goTo } })
    },
    onError: (error) => { if (error instanceof ApiError) onRefused(error) },
  })
}
