import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, App, Checkbox, Form, Input, Modal, Select } from 'antd'
import { useState } from 'react'
import { ApiError } from '@yihu/client'
import { saveRound } from '@yihu/contracts'
import type { AnswerOf, listRounds, RoundForm, RoundRow } from '@yihu/contracts'
import { localDate, WEEKDAYS } from '@yihu/domain'
import { api } from '../../app/api.ts'
import { textOf } from '../../app/conditions.tsx'
import { AreaPicker } from '../areas/area-picker.tsx'
import { checklistsQuery } from '../checks/checks-queries.ts'
import { GRID_KEY } from './grid-queries.ts'

type Typed = Omit<RoundForm, 'ends' | 'listId'> & { readonly ends: string; readonly listId?: string | undefined }

const DAYS = WEEKDAYS.map((label, at) => ({ value: at + 1, label }))
const FIELDS = ['name', 'areaPath', 'userId', 'weekdays', 'from', 'to', 'begins', 'ends'] as const satisfies readonly (keyof Typed)[]
const EMPTY = { name: '晚间走访', weekdays: [2, 4], from: '18:30', to: '20:00', ends: '' }
const needed = (message: string) => [{ required: true, message }]

interface RoundDialogProps {
  /** Null: a new one. */
  readonly round: RoundRow | null
  readonly people: AnswerOf<typeof listRounds>['people']
  readonly onClose: () => void
}

/** Plans a round: where, when, who; whom one may choose follows from where. */
export function RoundDialog({ round, people, onClose }: RoundDialogProps) {
  const [form] = Form.useForm<Typed>()
  const [id] = useState(() => round?.id ?? crypto.randomUUID())
  const queries = useQueryClient()
  const { message } = App.useApp()
  const save = useMutation({
    mutationFn: ({ ends, listId, ...typed }: Typed) => api.call(saveRound, { params: { id }, body: { version: round?.version ?? 0, round: { ...typed, ends: ends || null, listId: listId ?? null } } }),
    onSuccess: async () => {
      void message.success('已保存，手机下次联网就看得到')
      await queries.invalidateQueries({ queryKey: [GRID_KEY] })
      onClose()
    },
    onError: (error) => {
      if (!(error instanceof ApiError)) return
      form.setFields(Object.entries(error.fields ?? {}).flatMap(([path, text]) => FIELDS.filter((name) => path === `round.${name}`).map((name) => ({ name, errors: [text] }))))
    },
  })
  const known = round && { ...round.form, ends: round.form.ends ?? '', listId: round.form.listId ?? undefined }
  return (
    <Modal open title={round ? '修改班次' : '排一个班次'} okText="保存" cancelText="取消" okButtonProps={{ loading: save.isPending }} onOk={() => form.submit()} onCancel={onClose}>
      {save.isError ? <Alert type="error" showIcon role="alert" title={textOf(save.error)} /> : null}
      <Form form={form} layout="vertical" initialValues={known ?? { ...EMPTY, begins: localDate(Date.now()) }} onFinish={(typed) => save.mutate(typed)}>
        <Form.Item name="name" label="名称" rules={needed('请填写名称')}><Input maxLength={20} /></Form.Item>
        <Who people={people} />
        <Form.Item name="weekdays" label="星期几" rules={needed('请选择星期几')}><Days /></Form.Item>
        <div className="grid-buttons">
          <Form.Item name="from" label="从几点" rules={needed('请填写开始')}><Input type="time" /></Form.Item>
          <Form.Item name="to" label="到几点" rules={needed('请填写结束')}><Input type="time" /></Form.Item>
        </div>
        <Form.Item name="begins" label="从哪天起" rules={needed('请选择日期')}><Input type="date" /></Form.Item>
        <Form.Item name="ends" label="到哪天止"><Input type="date" /></Form.Item>
        <Lists />
      </Form>
    </Modal>
  )
}

function Who({ people }: Pick<RoundDialogProps, 'people'>) {
  const form = Form.useFormInstance<Typed>()
  const area = Form.useWatch('areaPath', form) as string | undefined // empty before a choice
  const there = people.filter(({ path }) => area !== undefined && `${area}.`.startsWith(`${path}.`))
  const choose = (path: string | undefined) => {
    form.setFieldValue('areaPath', path)
    form.setFieldValue('userId', undefined)
  }
  return (
    <>
      <Form.Item name="areaPath" label="哪里" extra="选到网格、小区或楼栋" rules={needed('请选择哪里')}><AreaPicker value={area} onChange={choose} none="请选择" /></Form.Item>
      <Form.Item name="userId" label="谁走" rules={needed('请选择谁走')}><Select disabled={there.length === 0} placeholder={area ? '' : '先选哪里'} options={there.map(({ id, name, areaName }) => ({ value: id, label: `${name}（${areaName}）` }))} /></Form.Item>
    </>
  )
}

function Lists() {
  const { data } = useQuery(checklistsQuery)
  const lists = (data?.lists ?? []).filter(({ isActive, version }) => isActive && version > 0)
  return <Form.Item name="listId" label="路上填哪张检查表（可不选）"><Select allowClear options={lists.map(({ id, name }) => ({ value: id, label: name }))} /></Form.Item>
}

interface DaysProps {
  readonly value?: readonly number[]
  readonly onChange?: (days: number[]) => void
}

/** The form would call the group of boxes required, which a group cannot be. */
function Days({ value = [], onChange }: DaysProps) {
  return <Checkbox.Group aria-label="星期几" options={DAYS} value={[...value]} onChange={(days) => onChange?.(days)} />
}
