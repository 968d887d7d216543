import { useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Alert, App, Button, Form, Input, Modal, Popconfirm, Table } from 'antd'
import { useState } from 'react'
import { addSensitiveEntry, readSensitiveRegister, removeSensitiveEntry } from '@yihu/contracts'
import type { SensitiveEntry, SensitiveRegister } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { Empty, textOf } from '../../app/conditions.tsx'
import { showRefused } from '../../app/refused.ts'
import { useMedia } from '../../app/theme.tsx'
import { When } from '../../app/when.tsx'
import { EntryFind } from '../registers/entry-find.tsx'
import type { Found } from '../registers/entry-find.tsx'

/** From here on a table has room for what was written. */
const wideQuery = globalThis.matchMedia('(min-width: 700px)')

/** What a register holds, for a purpose that is asked first and put on record; kept on this page only while it is open. */
export function SensitiveContent({ register: { id, kindName }, onClose }: { readonly register: SensitiveRegister; readonly onClose: () => void }) {
  const [form] = Form.useForm<{ purpose: string }>()
  // What was read stays while it is read again: the query of a second reading holds nothing.
  const [entries, setEntries] = useState<readonly SensitiveEntry[]>()
  const read = useMutation({ mutationFn: (purpose: string) => api.call(readSensitiveRegister, { params: { id }, body: { purpose } }), gcTime: 0, onSuccess: (answer) => setEntries(answer.entries) })
  const again = () => { if (read.variables !== undefined) read.mutate(read.variables) }
  return (
    <Modal open width="min(860px, 96vw)" title={kindName} footer={entries ? <Button onClick={onClose}>关闭</Button> : undefined} okText="查看" cancelText="取消" okButtonProps={{ loading: read.isPending }} onOk={() => form.submit()} onCancel={onClose}>
      {read.isError ? <Alert type="error" showIcon role="alert" title={textOf(read.error)} /> : null}
      {entries ? <Content registerId={id} entries={entries} isBusy={read.isPending} onChanged={again} /> : (
        <Form form={form} layout="vertical" requiredMark={false} onFinish={({ purpose }) => read.mutate(purpose)}>
          <p>谁、何时、为什么看的，会记入审计，本人可以知道。</p>
          <Form.Item name="purpose" label="用途" rules={[{ required: true, whitespace: true, message: '请写用途' }]}><Input maxLength={200} autoFocus /></Form.Item>
        </Form>
      )}
    </Modal>
  )
}

interface ContentProps {
  readonly registerId: string
  readonly entries: readonly SensitiveEntry[]
  readonly isBusy: boolean
  readonly onChanged: () => void
}

function Content({ registerId, entries, isBusy, onChanged }: ContentProps) {
  const isWide = useMedia(wideQuery)
  return (
    <>
      {isWide ? <Entries registerId={registerId} entries={entries} isBusy={isBusy} onChanged={onChanged} /> : <EntryCards registerId={registerId} entries={entries} onChanged={onChanged} />}
      <AddEntry registerId={registerId} onDone={onChanged} />
    </>
  )
}

/** One below the other: on a telephone what was written of somebody is read whole. */
function EntryCards({ registerId, entries, onChanged }: Omit<ContentProps, 'isBusy'>) {
  if (entries.length === 0) return NOBODY
  return (
    <ul className="sensitive-entries">
      {entries.map((entry) => (
        <li key={entry.id}>
          <p><Link to="/registers" search={{ of: 'person', at: entry.personId }}>{entry.name}</Link> <span className="soft">{entry.areaName}</span></p>
          <p>{entry.note}</p>
          <p className="soft">{entry.createdBy}，<When at={entry.createdAt} /> <Remove registerId={registerId} entry={entry} onDone={onChanged} /></p>
        </li>
      ))}
    </ul>
  )
}

const NOBODY = <Empty title="还没有登记人">在下面查找居民，写明情况，登记进来。</Empty>

function Entries({ registerId, entries, isBusy, onChanged }: ContentProps) {
  return (
    <Table<SensitiveEntry> rowKey="id" size="small" loading={isBusy} dataSource={[...entries]} pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }} scroll={{ x: 640 }}
        locale={{ emptyText: NOBODY }}
        columns={[
          { title: '姓名', dataIndex: 'name', width: 100, render: (name: string, { personId }) => <Link to="/registers" search={{ of: 'person', at: personId }}>{name}</Link> },
          { title: '所在', dataIndex: 'areaName' },
          { title: '情况', dataIndex: 'note' },
          { title: '登记', key: 'by', width: 150, render: (_value, { createdAt, createdBy }) => <span className="soft">{createdBy}，<When at={createdAt} /></span> },
          { title: '操作', key: 'do', width: 80, render: (_value, entry) => <Remove registerId={registerId} entry={entry} onDone={onChanged} /> },
        ]} />
  )
}

function Remove({ registerId, entry: { id, name }, onDone }: { readonly registerId: string; readonly entry: SensitiveEntry; readonly onDone: () => void }) {
  const { message } = App.useApp()
  const remove = useMutation({ mutationFn: () => api.call(removeSensitiveEntry, { params: { id: registerId, entryId: id } }), onSuccess: onDone, onError: (error) => void message.error(textOf(error)) })
  return <Popconfirm title={`把 ${name} 移出？`} description="写的情况一起销毁，不能恢复。" okText="移出" cancelText="留着" onConfirm={() => remove.mutate()}><Button type="link" size="small" danger loading={remove.isPending} aria-label={`移出${name}`}>移出</Button></Popconfirm>
}

interface Typed {
  readonly personId: Found
  readonly note: string
}

function AddEntry({ registerId, onDone }: { readonly registerId: string; readonly onDone: () => void }) {
  const [form] = Form.useForm<Typed>()
  const add = useMutation({
    mutationFn: ({ personId, note }: Typed) => api.call(addSensitiveEntry, { params: { id: registerId }, body: { personId: personId.id, note } }),
    onSuccess: () => {
      form.resetFields()
      onDone()
    },
    onError: (error) => showRefused(form, error),
  })
  return (
    <Form form={form} className="sensitive-add" layout="vertical" requiredMark={false} onFinish={(typed) => add.mutate(typed)}>
      <h3>登记一个人</h3>
      {add.isError ? <Alert type="error" showIcon role="alert" title={textOf(add.error)} /> : null}
      <Form.Item name="personId" label="居民" rules={[{ required: true, message: '请查找并选择居民' }]}><EntryFind register="person" /></Form.Item>
      <Form.Item name="note" label="情况" extra="用这个人自己的密钥加密保存" rules={[{ required: true, whitespace: true, message: '请写情况' }]}><Input.TextArea maxLength={500} autoSize={{ minRows: 2, maxRows: 6 }} /></Form.Item>
      <Button type="primary" htmlType="submit" loading={add.isPending}>登记进来</Button>
    </Form>
  )
}
