import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, DatePicker, Form, Input, Modal, Radio, Select } from 'antd'
import dayjs from 'dayjs'
import type { Dayjs } from 'dayjs'
import { CARE_KINDS, CARE_SCOPES, createCare, saveCare } from '@yihu/contracts'
import type { CareContactKind, CareDetail, CareKind, CareScope } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { textOf } from '../../app/conditions.tsx'
import { optionsOf } from '../../app/options.ts'
import { showRefused } from '../../app/refused.ts'
import { AreaField } from '../areas/area-field.tsx'
import { ContactRows, DeviceRows } from './care-rows.tsx'

interface Values {
  readonly kind: CareKind
  readonly areaPath: string
  readonly room?: string
  readonly name?: string
  readonly phone?: string
  readonly note?: string
  readonly consent: { readonly by: 'self' | 'guardian'; readonly guardian?: string; readonly day: Dayjs; readonly scopes: CareScope[] }
  readonly contacts?: { readonly id?: string; readonly kind: CareContactKind; readonly name?: string; readonly phone?: string; readonly relation?: string; readonly userId?: string; readonly consentDay?: Dayjs | null }[]
  readonly devices?: { readonly deviceId: string; readonly scope: CareScope }[]
}

interface CareDialogProps {
  /** Whose card is changed; absent: somebody new. Names and numbers left empty stay as they are. */
  readonly person?: CareDetail
  readonly onClose: () => void
  readonly onDone: (id: string) => void
}

/** Registers a person or changes a card: the consent first, then whom to call in which order and which devices watch. */
export function CareDialog({ person, onClose, onDone }: CareDialogProps) {
  const [form] = Form.useForm<Values>()
  const queries = useQueryClient()
  const by = Form.useWatch(['consent', 'by'], form)
  const send = useMutation({
    mutationFn: (values: Values) => (person ? api.call(saveCare, { params: { id: person.id }, body: { ...bodyOf(values), ...(person.poolPersonId ? { poolPersonId: person.poolPersonId } : {}), version: person.version } }) : api.call(createCare, { body: bodyOf(values) })),
    onSuccess: ({ id }) => {
      void queries.invalidateQueries({ queryKey: ['care'] })
      onDone(id)
    },
    onError: (error) => showRefused(form, error),
  })
  const needed = (message: string) => (person ? [] : [{ required: true, message }])
  const verb = person ? '保存' : '登记'
  return (
    <Modal title={person ? `修改 ${person.name}` : '登记看护对象'} open width={820} onCancel={onClose} onOk={() => form.submit()} okText={verb} cancelText="取消" confirmLoading={send.isPending}>
      <Form form={form} layout="vertical" requiredMark="optional" initialValues={initialOf(person)} onFinish={(values) => send.mutate(values)} className="care-form">
        {person ? <p className="care-rows soft">姓名、电话、须知留空就保持原样；要看原文请先在卡片上点“看姓名电话”。</p> : null}
        <Form.Item name="name" label="姓名" rules={needed('请填写姓名')}><Input maxLength={40} placeholder={person?.name} /></Form.Item>
        <Form.Item name="phone" label="电话"><Input maxLength={20} placeholder={person?.phone ?? ''} /></Form.Item>
        <Form.Item name="kind" label="类别"><Select options={optionsOf(CARE_KINDS)} /></Form.Item>
        <Form.Item name="areaPath" label="住在哪个区域" rules={[{ required: true, message: '请选择区域' }]}><AreaField none="选到楼栋" /></Form.Item>
        <Form.Item name="room" label="单元和门牌"><Input maxLength={60} /></Form.Item>
        <Form.Item name="note" label="看护须知" extra="病史、钥匙在哪、听力；加密保存"><Input maxLength={500} placeholder={person?.note ?? ''} /></Form.Item>
        <Form.Item name={['consent', 'by']} label="谁同意的"><Radio.Group options={[{ value: 'self', label: '本人' }, { value: 'guardian', label: '监护人' }]} /></Form.Item>
        <Form.Item name={['consent', 'day']} label="同意书日期" rules={[{ required: true, message: '请选择日期' }]}><DatePicker /></Form.Item>
        {by === 'guardian' ? <Form.Item name={['consent', 'guardian']} label="监护人姓名" rules={[{ required: true, message: '请填写监护人' }]}><Input maxLength={40} placeholder={person?.consent.guardian ?? ''} /></Form.Item> : null}
        <Form.Item name={['consent', 'scopes']} label="同意哪些" rules={[{ required: true, message: '至少同意一项' }]}><Select mode="multiple" showSearch={{ optionFilterProp: 'label' }} options={optionsOf(CARE_SCOPES)} /></Form.Item>
        <ContactRows known={person?.contacts ?? []} />
        <DeviceRows />
        {send.isError ? <Alert type="error" showIcon role="alert" title={textOf(send.error)} /> : null}
      </Form>
    </Modal>
  )
}

function initialOf(person: CareDetail | undefined) {
  if (!person) return { kind: 'elder-alone', consent: { by: 'self' } }
  const { kind, areaPath, room, consent, contacts, devices } = person
  return {
    kind, areaPath, room, consent: { by: consent.by, day: dayjs(consent.day), scopes: consent.scopes },
    contacts: contacts.map(({ id, kind: who, relation, userId, consentDay }) => ({ id, kind: who, relation, userId: userId ?? undefined, consentDay: consentDay ? dayjs(consentDay) : null })),
    devices: devices.map(({ scope, device }) => ({ deviceId: device.id, scope })),
  }
}

/** What was left empty is left out. */
function bodyOf({ consent, contacts = [], devices = [], name, phone, note, room, ...rest }: Values) {
  return {
    ...rest, devices, ...given({ name, phone, note, room }), consent: { by: consent.by, day: consent.day.format('YYYY-MM-DD'), scopes: consent.scopes, ...given({ guardian: consent.guardian }) },
    contacts: contacts.map(({ consentDay, kind, id, ...contact }) => ({ kind, ...given({ id, ...contact }), consentDay: consentDay?.format('YYYY-MM-DD') ?? null })),
  }
}

function given<T extends Readonly<Record<string, string | null | undefined>>>(values: T): { [K in keyof T]?: string } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value)) as { [K in keyof T]?: string } // what is left are texts
}
