import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, DatePicker, Form, Input, Modal, Radio, Select } from 'antd'
import type { Dayjs } from 'dayjs'
import { ApiError } from '@yihu/client'
import { CARE_CONTACTS, CARE_KINDS, CARE_SCOPES, createCare } from '@yihu/contracts'
import type { CareContactKind, CareKind, CareScope } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { textOf } from '../../app/conditions.tsx'
import { AreaPicker } from '../areas/area-picker.tsx'
import { fieldErrors } from '../case/moves/move-values.ts'

interface Values {
  readonly kind: CareKind
  readonly areaPath: string
  readonly room?: string
  readonly name: string
  readonly phone?: string
  readonly note?: string
  readonly consent: { readonly by: 'self' | 'guardian'; readonly guardian?: string; readonly day: Dayjs; readonly scopes: CareScope[] }
  readonly contacts?: { readonly kind: CareContactKind; readonly name: string; readonly phone: string; readonly relation?: string; readonly consentDay?: Dayjs | null }[]
  readonly devices?: { readonly deviceId: string; readonly scope: CareScope }[]
}

const options = (table: Readonly<Record<string, string>>) => Object.entries(table).map(([value, label]) => ({ value, label }))

/** Registers a person: the consent first, then whom to call and which devices watch. */
export function NewCare({ onClose, onDone }: { readonly onClose: () => void; readonly onDone: (id: string) => void }) {
  const [form] = Form.useForm<Values>()
  const queries = useQueryClient()
  const by = Form.useWatch(['consent', 'by'], form)
  const send = useMutation({
    mutationFn: ({ consent, contacts = [], devices = [], ...rest }: Values) => api.call(createCare, {
      body: {
        ...rest, devices, consent: { ...consent, day: consent.day.format('YYYY-MM-DD') },
        contacts: contacts.map(({ consentDay, ...contact }) => ({ ...contact, consentDay: consentDay?.format('YYYY-MM-DD') ?? null })),
      },
    }),
    onSuccess: ({ id }) => {
      void queries.invalidateQueries({ queryKey: ['care'] })
      onDone(id)
    },
    onError: (error) => { if (error instanceof ApiError) form.setFields(fieldErrors(error.fields) as Parameters<typeof form.setFields>[0]) }, // names come from the same form
  })
  return (
    <Modal title="登记看护对象" open width={760} onCancel={onClose} onOk={() => form.submit()} okText="登记" cancelText="取消" confirmLoading={send.isPending}>
      <Form form={form} layout="vertical" requiredMark="optional" initialValues={{ kind: 'elder-alone', consent: { by: 'self' } }} onFinish={(values) => send.mutate(values)} className="care-form">
        <Form.Item name="name" label="姓名" rules={[{ required: true, message: '请填写姓名' }]}><Input maxLength={40} /></Form.Item>
        <Form.Item name="phone" label="电话"><Input maxLength={20} /></Form.Item>
        <Form.Item name="kind" label="类别"><Select options={options(CARE_KINDS)} /></Form.Item>
        <Form.Item name="areaPath" label="住在哪个区域" rules={[{ required: true, message: '请选择区域' }]}><AreaField /></Form.Item>
        <Form.Item name="room" label="单元和门牌"><Input maxLength={60} /></Form.Item>
        <Form.Item name="note" label="看护须知" extra="病史、钥匙在哪、听力；加密保存"><Input maxLength={500} /></Form.Item>
        <Form.Item name={['consent', 'by']} label="谁同意的"><Radio.Group options={[{ value: 'self', label: '本人' }, { value: 'guardian', label: '监护人' }]} /></Form.Item>
        <Form.Item name={['consent', 'day']} label="同意书日期" rules={[{ required: true, message: '请选择日期' }]}><DatePicker /></Form.Item>
        {by === 'guardian' ? <Form.Item name={['consent', 'guardian']} label="监护人姓名" rules={[{ required: true, message: '请填写监护人' }]}><Input maxLength={40} /></Form.Item> : null}
        <Form.Item name={['consent', 'scopes']} label="同意哪些" rules={[{ required: true, message: '至少同意一项' }]}><Select mode="multiple" options={options(CARE_SCOPES)} /></Form.Item>
        <Form.List name="contacts">
          {(fields, { add, remove }) => (
            <div className="care-rows"><h3>联系人，按先后</h3>
              {fields.map(({ key, name }) => (
                <div key={key} className="care-row">
                  <Form.Item name={[name, 'kind']} label="身份" rules={[{ required: true, message: '请选择' }]}><Select options={options(CARE_CONTACTS)} /></Form.Item>
                  <Form.Item name={[name, 'name']} label="姓名" rules={[{ required: true, message: '请填写' }]}><Input maxLength={40} /></Form.Item>
                  <Form.Item name={[name, 'phone']} label="电话" rules={[{ required: true, message: '请填写' }]}><Input maxLength={20} /></Form.Item>
                  <Form.Item name={[name, 'consentDay']} label="同意日期"><DatePicker /></Form.Item>
                  <Button aria-label={`去掉第 ${name + 1} 位联系人`} onClick={() => remove(name)}>去掉</Button>
                </div>
              ))}
              <Button onClick={() => add({ kind: 'family' })}>加一位联系人</Button>
            </div>
          )}
        </Form.List>
        <Form.List name="devices">
          {(fields, { add, remove }) => (
            <div className="care-rows"><h3>看护设备</h3>
              {fields.map(({ key, name }) => (
                <div key={key} className="care-row">
                  <Form.Item name={[name, 'deviceId']} label="设备编号" rules={[{ required: true, message: '请填写' }]}><Input maxLength={64} /></Form.Item>
                  <Form.Item name={[name, 'scope']} label="看什么" rules={[{ required: true, message: '请选择' }]}><Select options={options(CARE_SCOPES)} /></Form.Item>
                  <Button aria-label={`去掉第 ${name + 1} 台设备`} onClick={() => remove(name)}>去掉</Button>
                </div>
              ))}
              <Button onClick={() => add({ scope: 'water' })}>加一台设备</Button>
            </div>
          )}
        </Form.List>
        {send.isError ? <Alert type="error" showIcon role="alert" title={textOf(send.error)} /> : null}
      </Form>
    </Modal>
  )
}

function AreaField({ value, onChange }: { readonly value?: string; readonly onChange?: (value: string | undefined) => void }) {
  return <AreaPicker value={value} onChange={(path) => onChange?.(path)} none="选到楼栋" />
}
