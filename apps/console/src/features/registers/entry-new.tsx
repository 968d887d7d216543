import { useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Alert, App, Button, Form, Input, Modal, Select } from 'antd'
import { useState } from 'react'
import { ApiError } from '@yihu/client'
import { addRelation, createPoolEntry } from '@yihu/contracts'
import { fieldsOf, RELATION_KINDS, REGISTERS } from '@yihu/domain'
import type { FactSource, Register } from '@yihu/domain'
import { api } from '../../app/api.ts'
import { textOf } from '../../app/conditions.tsx'
import { useKeys } from '../../app/keys.ts'
import { optionsOf, SOURCE_OPTIONS } from '../../app/options.ts'
import { showRefused } from '../../app/refused.ts'
import { today } from '../../app/time.ts'
import { AreaField } from '../areas/area-field.tsx'
import { EntryFields, TagField } from './entry-fields.tsx'
import { EntryFind } from './entry-find.tsx'
import type { Found } from './entry-find.tsx'
import { useRegistersChanged } from './register-forms.ts'

interface Typed {
  readonly areaPath?: string
  readonly house?: Found
  readonly homeRole?: string
  readonly tags?: readonly string[]
  readonly source: FactSource
  readonly asOf: string
  /** The fields of the register by name. */
  readonly [field: string]: unknown
}

interface NewEntryProps {
  readonly of: Register
  readonly area: string | undefined
  readonly onDone: (id: string) => void
}

/** Enters somebody or something that is not in the register yet. */
export function NewEntry(props: NewEntryProps) {
  const [isOpen, setOpen] = useState(false)
  useKeys({ n: () => setOpen(true) })
  return (
    <>
      <Button type="primary" onClick={() => setOpen(true)}>登记 <kbd>N</kbd></Button>
      {isOpen ? <NewDialog {...props} onClose={() => setOpen(false)} /> : null}
    </>
  )
}

function NewDialog({ of, area, onDone, onClose }: NewEntryProps & { readonly onClose: () => void }) {
  const [form] = Form.useForm<Typed>()
  const { message } = App.useApp()
  const changed = useRegistersChanged()
  const place = Form.useWatch('areaPath', form)
  const house = Form.useWatch('house', form)
  const livesSomewhere = of === 'person' || of === 'household'
  const create = useMutation({
    mutationFn: (typed: Typed) => enter(of, typed),
    onSuccess: ({ id, homeProblem }) => {
      void (homeProblem === null ? message.success('已登记') : message.warning(`已登记，住处没有记上：${homeProblem}可以在卡片上再加。`, 8))
      onDone(id)
      onClose()
    },
    onError: (error) => showRefused(form, error, { houseId: 'house' }),
    onSettled: changed,
  })
  return (
    <Modal open title={`登记${REGISTERS[of]}`} okText="登记" cancelText="取消" mask={{ closable: false }} okButtonProps={{ loading: create.isPending }} onOk={() => form.submit()} onCancel={onClose}>
      {create.isError ? <Refused error={create.error} of={of} onOpen={onClose} /> : null}
      <Form form={form} layout="vertical" requiredMark="optional" initialValues={{ source: 'visit', asOf: today(), homeRole: 'owner', ...(area ? { areaPath: area } : {}) }} onFinish={(typed) => create.mutate(typed)}>
        {livesSomewhere ? <Form.Item name="house" label="住在哪套房" extra={of === 'person' ? '房屋没有登记过就空着，先选下面的区域' : undefined}><EntryFind register="house" area={place} /></Form.Item> : null}
        {of === 'person' && house ? <Form.Item name="homeRole" label="怎样住在这里" required><Select options={optionsOf(RELATION_KINDS.resides.roles)} /></Form.Item> : null}
        {house ? null : <Form.Item name="areaPath" label={of === 'house' ? '在哪个楼栋' : '在哪个区域'} rules={[{ required: true, message: '请选择区域' }]}><AreaField none="选到楼栋或网格" /></Form.Item>}
        <EntryFields register={of} isWhole />
        <TagField register={of} />
        <Form.Item name="source" label="根据什么登记" required><Select options={SOURCE_OPTIONS} /></Form.Item>
        <Form.Item name="asOf" label="哪一天的情况" rules={[{ required: true, message: '请选择日期' }]}><Input type="date" max={today()} /></Form.Item>
      </Form>
    </Modal>
  )
}

/** Enters it and, of a person, where they live. The entry stays when the home cannot be kept: the problem is told. */
async function enter(of: Register, { areaPath, house, homeRole = 'owner', tags = [], source, asOf, ...typed }: Typed): Promise<{ id: string; homeProblem: string | null }> {
  const values = Object.fromEntries(Object.keys(fieldsOf(of)).flatMap((name): [string, string | number][] => {
    const value = typed[name]
    return typeof value === 'number' || (typeof value === 'string' && value.trim() !== '') ? [[name, value]] : []
  }))
  const body = { areaPath: house?.areaPath ?? areaPath ?? '', values, tags: [...tags], source, asOf, verification: source === 'visit' ? 'verified' as const : 'declared' as const, ...(of === 'household' && house ? { houseId: house.id } : {}) }
  const { card: { id } } = await api.call(createPoolEntry, { params: { register: of }, body })
  if (of !== 'person' || !house) return { id, homeProblem: null }
  try {
    await api.call(addRelation, { body: { kind: 'resides', role: homeRole, fromRegister: 'person', fromId: id, to: { register: 'house', id: house.id }, since: asOf, source } })
    return { id, homeProblem: null }
  } catch (error) {
    return { id, homeProblem: textOf(error) }
  }
}

/** Why it was not entered; what is known already can be opened. */
function Refused({ error, of, onOpen }: { readonly error: Error; readonly of: Register; readonly onOpen: () => void }) {
  const current = error instanceof ApiError && error.code === 'pool-known' ? error.current : null
  const known = typeof current === 'object' && current !== null && 'id' in current && typeof current.id === 'string' ? current.id : null
  return <Alert type="error" showIcon role="alert" title={textOf(error)} action={known ? <Link to="/registers" search={{ of, at: known }} onClick={onOpen}>打开已有的那一条</Link> : undefined} />
}
