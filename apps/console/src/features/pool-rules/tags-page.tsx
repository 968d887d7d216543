import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, App, Button, Form, Input, Modal, Select, Table } from 'antd'
import { useState } from 'react'
import { savePoolTag } from '@yihu/contracts'
import type { PoolTag } from '@yihu/contracts'
import { REGISTERS } from '@yihu/domain'
import type { Register } from '@yihu/domain'
import { api } from '../../app/api.ts'
import { Empty, Failed, Loading, NoPermission, textOf } from '../../app/conditions.tsx'
import { showRefused } from '../../app/refused.ts'
import { useCan } from '../../app/session.ts'
import { tagsQuery } from '../registers/register-queries.ts'

/** The vocabulary of tags, register by register: entries can be given these and no others. */
export function TagsPage() {
  const can = useCan()
  return can('pool.govern') ? <Tags /> : <NoPermission what="标签词表" />
}

const registerOptions = Object.entries(REGISTERS).map(([value, label]) => ({ value, label }))

function Tags() {
  const [edited, setEdited] = useState<PoolTag | 'new' | null>(null)
  const found = useQuery(tagsQuery)
  if (found.isPending) return <Loading />
  if (!found.data) return <Failed error={found.error} retry={() => void found.refetch()} />
  return (
    <div className="sheet">
      <div className="sheet-head"><h1>标签词表</h1><Button type="primary" onClick={() => setEdited('new')}>新增标签</Button></div>
      <p className="soft">台账里的标签只能从这里选。停用的标签不能再给人加上，已经加上的留着；改名后到处都是新名字。涉及健康、宗教信仰和重点人群的情况不做成标签。</p>
      <Table<PoolTag> rowKey="code" size="small" pagination={false} scroll={{ x: 620 }} dataSource={found.data.tags}
        locale={{ emptyText: <Empty title="还没有标签">新增一个，就能在台账里给居民、房屋、单位加上。</Empty> }}
        columns={[
          { title: '标签', dataIndex: 'name', render: (name: string, { isActive }) => <>{name}{isActive ? null : <span className="soft"> ○ 停用</span>}</> },
          { title: '哪本台账', dataIndex: 'register', width: 120, render: (register: Register) => REGISTERS[register], filters: registerOptions.map(({ value, label }) => ({ value, text: label })), onFilter: (value, { register }) => register === value },
          { title: '什么情况用', dataIndex: 'note' },
          { title: '操作', key: 'do', width: 140, render: (_value, tag) => <><Button size="small" aria-label={`修改${tag.name}`} onClick={() => setEdited(tag)}>修改</Button> <Switch tag={tag} /></> },
        ]} />
      {edited ? <TagDialog tag={edited === 'new' ? null : edited} onClose={() => setEdited(null)} /> : null}
    </div>
  )
}

function useSaveTag(onSaved?: () => void) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ code, ...body }: PoolTag) => api.call(savePoolTag, { params: { code }, body }),
    onSuccess: () => onSaved?.(),
    onSettled: () => Promise.all([tagsQuery.queryKey, ['pool'], ['registers']].map((queryKey) => queries.invalidateQueries({ queryKey }))),
  })
}

function Switch({ tag }: { readonly tag: PoolTag }) {
  const { message } = App.useApp()
  const save = useSaveTag()
  const word = tag.isActive ? '停用' : '启用'
  return <Button size="small" aria-label={`${word}${tag.name}`} loading={save.isPending} onClick={() => save.mutate({ ...tag, isActive: !tag.isActive }, { onError: (error) => void message.error(textOf(error)) })}>{word}</Button>
}

type Typed = Pick<PoolTag, 'register' | 'name'> & { readonly note?: string }

function TagDialog({ tag, onClose }: { readonly tag: PoolTag | null; readonly onClose: () => void }) {
  const [form] = Form.useForm<Typed>()
  const [code] = useState(() => tag?.code ?? `own-${crypto.randomUUID().slice(0, 8)}`)
  const save = useSaveTag(onClose)
  const send = ({ note = '', ...typed }: Typed) => save.mutate({ code, isActive: tag?.isActive ?? true, note, ...typed }, { onError: (error) => showRefused(form, error) })
  return (
    <Modal open title={tag ? `修改“${tag.name}”` : '新增标签'} okText="保存" cancelText="取消" okButtonProps={{ loading: save.isPending }} onOk={() => form.submit()} onCancel={onClose}>
      {save.isError ? <Alert type="error" showIcon role="alert" title={textOf(save.error)} /> : null}
      <Form form={form} layout="vertical" requiredMark={false} initialValues={tag ? { ...tag } : { register: 'person' }} onFinish={send}>
        <Form.Item name="register" label="哪本台账" extra={tag ? '已在用的标签不能换台账' : undefined}><Select disabled={tag !== null} options={registerOptions} /></Form.Item>
        <Form.Item name="name" label="名称" rules={[{ required: true, whitespace: true, message: '请填写名称' }]}><Input maxLength={20} autoFocus /></Form.Item>
        <Form.Item name="note" label="什么情况用（可不填）"><Input maxLength={100} /></Form.Item>
      </Form>
    </Modal>
  )
}
