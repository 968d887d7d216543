import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, App, Form, Input, Modal, Select } from 'antd'
import { proposeSensitiveRegister, SENSITIVE_KINDS } from '@yihu/contracts'
import type { SensitiveKind } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { textOf } from '../../app/conditions.tsx'
import { optionsOf } from '../../app/options.ts'
import { showRefused } from '../../app/refused.ts'
import { useMe } from '../../app/session.ts'
import { today } from '../../app/time.ts'
import { AreaField } from '../areas/area-field.tsx'
import { readersQuery, sensitiveQuery } from './sensitive-queries.ts'

interface Typed {
  readonly kind: SensitiveKind
  readonly areaPath: string
  readonly legalBasis: string
  readonly purpose: string
  readonly expiresOn: string
  readonly readers: string[]
}

/** Asks for a sensitive register: what law, what for, who reads, until when. */
export function ProposeDialog({ onClose }: { readonly onClose: () => void }) {
  const [form] = Form.useForm<Typed>()
  const queries = useQueryClient()
  const { message } = App.useApp()
  const me = useMe()
  const area = Form.useWatch('areaPath', form)
  const readers = useQuery({ ...readersQuery(area ?? ''), enabled: area !== undefined })
  const propose = useMutation({
    mutationFn: (typed: Typed) => api.call(proposeSensitiveRegister, { body: typed }),
    onSuccess: () => {
      void message.success('已提交，等另一位同事批准')
      onClose()
    },
    onError: (error) => showRefused(form, error, { readers: 'readers' }),
    onSettled: () => queries.invalidateQueries({ queryKey: sensitiveQuery.queryKey }),
  })
  return (
    <Modal open title="申请建立敏感登记" okText="提交申请" cancelText="取消" mask={{ closable: false }} okButtonProps={{ loading: propose.isPending }} onOk={() => form.submit()} onCancel={onClose}>
      {propose.isError ? <Alert type="error" showIcon role="alert" title={textOf(propose.error)} /> : null}
      <Form form={form} layout="vertical" requiredMark={false} onValuesChange={(changed) => { if ('areaPath' in changed) form.setFieldValue('readers', []) }} onFinish={(typed) => propose.mutate(typed)}>
        <Form.Item name="kind" label="哪一类" rules={[{ required: true, message: '请选择类别' }]}><Select options={optionsOf(SENSITIVE_KINDS)} /></Form.Item>
        <Form.Item name="areaPath" label="哪个区域" rules={[{ required: true, message: '请选择区域' }]}><AreaField /></Form.Item>
        <Form.Item name="legalBasis" label="法律依据" extra="法律、法规的名称和条款，例如《社区矫正法》第十二条" rules={[{ required: true, whitespace: true, message: '请写明法律、法规的名称和条款' }]}><Input.TextArea maxLength={300} autoSize={{ minRows: 2, maxRows: 5 }} /></Form.Item>
        <Form.Item name="purpose" label="为什么要建" rules={[{ required: true, whitespace: true, message: '请写明目的' }]}><Input.TextArea maxLength={300} autoSize={{ minRows: 2, maxRows: 5 }} /></Form.Item>
        <Form.Item name="readers" label="谁能看" extra="按姓名选，最多 10 人；只有他们能看内容，批准的人也不能" rules={[{ required: true, type: 'array', min: 1, max: 10, message: '请指定谁能看，最多 10 人' }]}>
          <Select mode="multiple" disabled={area === undefined} placeholder={area === undefined ? '先选区域' : '姓名或单位'} loading={readers.isFetching} showSearch={{ optionFilterProp: 'label' }}
            options={(readers.data?.people ?? []).map(({ id, name, unitNames }) => ({ value: id, label: `${name}${unitNames.length > 0 ? `（${unitNames.join('、')}）` : ''}${id === me?.id ? '，我' : ''}` }))} />
        </Form.Item>
        <Form.Item name="expiresOn" label="到哪天为止" extra="最长一年，到期自动终止，内容销毁" rules={[{ required: true, message: '请选择日期' }]}><Input type="date" min={today()} /></Form.Item>
      </Form>
    </Modal>
  )
}
