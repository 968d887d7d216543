import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, App, Button, Form, Input, Modal, Popconfirm, Space } from 'antd'
import { useState } from 'react'
import { STORY_ACTS, STORY_STATES } from '@yihu/contracts'
import type { StoryAct, StoryState } from '@yihu/contracts'
import { textOf } from '../../app/conditions.tsx'

interface PieceActsProps {
  /** A story or an activity. */
  readonly piece: { readonly title: string; readonly acts: readonly StoryAct[]; readonly canEdit: boolean; readonly names: readonly string[] }
  readonly list: 'stories' | 'activities'
  readonly send: (body: { readonly act: StoryAct; readonly note?: string }) => Promise<{ readonly state: StoryState }>
  readonly onEdit: () => void
}

/** What may be done with a piece now; giving back and taking down say why. */
export function PieceActs({ piece: { title, acts, canEdit, names }, list, send, onEdit }: PieceActsProps) {
  const { message } = App.useApp()
  const [explained, setExplained] = useState<StoryAct | null>(null)
  const act = useAct({ list, send }, () => setExplained(null))
  const atOnce = (name: StoryAct) => act.mutate({ act: name }, { onError: (error) => void message.error(textOf(error)) })
  return (
    <Space size={4} wrap>
      {canEdit ? <Button size="small" aria-label={`修改${title}`} onClick={onEdit}>修改</Button> : null}
      {acts.includes('submit') ? <Button size="small" loading={act.isPending} onClick={() => atOnce('submit')}>{STORY_ACTS.submit}</Button> : null}
      {acts.includes('approve') ? (
        <Popconfirm title="发布以后谁都看得到，确认吗？" description={names.length > 0 ? `文中像姓名的：${names.join('、')}，本人须同意。` : undefined} okText="发布" cancelText="再看看" onConfirm={() => atOnce('approve')}>
          <Button size="small" type="primary" loading={act.isPending}>{STORY_ACTS.approve}</Button>
        </Popconfirm>
      ) : null}
      {(['return', 'withdraw'] as const).filter((name) => acts.includes(name)).map((name) => <Button key={name} size="small" onClick={() => setExplained(name)}>{STORY_ACTS[name]}</Button>)}
      {explained ? <Why label={list === 'activities' && explained === 'withdraw' ? '原因（写的人和报名的人都看得到，不要写手机号、证件号）' : '原因（写的人看得到）'} title={`${STORY_ACTS[explained]}“${title}”`} isBusy={act.isPending} problem={act.isError ? textOf(act.error) : null} onDone={(note) => act.mutate({ act: explained, note })} onClose={() => setExplained(null)} /> : null}
    </Space>
  )
}

function useAct({ list, send }: Pick<PieceActsProps, 'list' | 'send'>, onDone: () => void) {
  const { message } = App.useApp()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: send,
    onSuccess: ({ state }) => {
      void message.success(`现在是“${STORY_STATES[state]}”`)
      onDone()
    },
    onSettled: () => queries.invalidateQueries({ queryKey: [list] }),
  })
}

interface WhyProps {
  readonly label: string
  readonly title: string
  readonly isBusy: boolean
  readonly problem: string | null
  readonly onDone: (note: string) => void
  readonly onClose: () => void
}

function Why({ label, title, isBusy, problem, onDone, onClose }: WhyProps) {
  const [form] = Form.useForm<{ note: string }>()
  return (
    <Modal open title={title} okText="确定" cancelText="取消" confirmLoading={isBusy} onOk={() => form.submit()} onCancel={onClose}>
      <Form form={form} layout="vertical" onFinish={({ note }) => onDone(note)}>
        <Form.Item name="note" label={label} rules={[{ required: true, whitespace: true, message: '请写明原因' }]}><Input.TextArea maxLength={300} autoSize={{ minRows: 2, maxRows: 6 }} /></Form.Item>
        {problem === null ? null : <Alert type="error" showIcon role="alert" title={problem} />}
      </Form>
    </Modal>
  )
}
