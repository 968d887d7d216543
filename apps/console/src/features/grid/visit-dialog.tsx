import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, App, Form, Input, Modal, Radio } from 'antd'
import { useState } from 'react'
import { recordVisit } from '@yihu/contracts'
import type { DueItem, VisitForm } from '@yihu/contracts'
import { checkedChoices, resultsOf, verifiedOf } from '@yihu/domain'
import type { Checked, LookedAt } from '@yihu/domain'
import { api } from '../../app/api.ts'
import { Loading, textOf } from '../../app/conditions.tsx'
import { optionsOf } from '../../app/options.ts'
import { useCan } from '../../app/session.ts'
import { DoorFields } from './door-fields.tsx'
import { doorQuery, GRID_KEY, routinesQuery } from './grid-queries.ts'
import type { GridSearch } from './grid-search.ts'
import { RoutineTexts } from './routine-texts.tsx'

interface Typed {
  readonly result: VisitForm['result']
  readonly notes: string
  readonly checked?: Checked
}

interface VisitDialogProps {
  readonly item: DueItem
  /** The list it stands in. */
  readonly state: GridSearch['state']
  readonly onClose: () => void
}

/** Writes down what came of a visit; what is registered is verified field by field by the rule of the phone. */
export function VisitDialog({ item, state, onClose }: VisitDialogProps) {
  const { subject, routine, routineName, act, why, isDestroyed } = item
  const can = useCan()
  const [form] = Form.useForm<Typed>()
  const [id] = useState(() => crypto.randomUUID())
  const [looked, setLooked] = useState<LookedAt>({})
  const [problem, setProblem] = useState<{ readonly missing: string | null; readonly faults: Readonly<Record<string, string>> }>({ missing: null, faults: {} })
  const queries = useQueryClient()
  const { message } = App.useApp()
  const hasRecord = subject.kind !== 'grid' && subject.kind !== 'part' && !isDestroyed && can('pool.write')
  const door = useQuery({ ...doorQuery(item, state), enabled: hasRecord && can('person.read') })
  const known = door.data ?? []
  const asked = useQuery(routinesQuery).data?.routines.find((one) => one.id === routine)
  const [result, checked] = [Form.useWatch('result', form), Form.useWatch('checked', form)]
  const save = useMutation({
    mutationFn: ({ came, notes, verified }: { readonly came: VisitForm['result']; readonly notes: string; readonly verified: ReturnType<typeof verifiedOf>['verified'] }) => api.call(recordVisit, { body: { id, visit: { subject: { kind: subject.kind, id: subject.id }, routine, result: came, notes, verified: [...verified] } } }),
    onSuccess: async ({ kept, warnings }) => {
      void message.success(kept.length > 0 ? `已记下；核对的有 ${kept.length} 项没有改：${warnings['people'] ?? '登记里已有更新的'}` : '已记下')
      await Promise.all([GRID_KEY, 'pool', 'quality'].map((key) => queries.invalidateQueries({ queryKey: [key] })))
      onClose()
    },
  })
  const submit = ({ result: came, notes, checked: looking = 'none' }: Typed) => {
    const { verified, faults, missing } = verifiedOf({ kind: subject.kind, hasRecord, known, result: came, checked: looking, looked, now: Date.now() })
    setProblem({ missing, faults })
    if (missing === null) save.mutate({ came, notes, verified })
  }
  const wrong = problem.missing ?? (save.isError ? textOf(save.error) : null)
  return (
    <Modal open title={`${routineName}：${subject.label}`} okText="记下" cancelText="取消" okButtonProps={{ loading: save.isPending }} onOk={() => form.submit()} onCancel={onClose}>
      <p className="soft">{why}</p>
      {asked ? <RoutineTexts form={asked.form} /> : null}
      <Form form={form} layout="vertical" initialValues={{ result: 'met', notes: '', checked: 'none' }} onFinish={submit}>
        <Form.Item name="result" label="结果" rules={[{ required: true }]}><Radio.Group options={optionsOf(resultsOf({ act, kind: subject.kind, isDestroyed }))} /></Form.Item>
        {hasRecord && result === 'met' ? <Form.Item name="checked" label="登记的情况对不对" extra="对的当作今天核实过；变了的只改一次，各张表都用它"><Radio.Group options={optionsOf(checkedChoices(known))} /></Form.Item> : null}
        {door.isLoading ? <Loading rows={2} /> : null}
        {hasRecord && result === 'met' && checked === 'some' ? <DoorFields kind={subject.kind} known={known} looked={looked} faults={problem.faults} onLook={(key, one) => setLooked((now) => ({ ...now, [key]: one }))} /> : null}
        <Form.Item name="notes" label="记录" extra="别人的隐私不用写；晚上去的、爬了几层楼，平台会算"><Input.TextArea maxLength={1000} autoSize={{ minRows: 2, maxRows: 8 }} /></Form.Item>
      </Form>
      {wrong === null ? null : <Alert type="error" showIcon role="alert" title={wrong} />}
    </Modal>
  )
}
