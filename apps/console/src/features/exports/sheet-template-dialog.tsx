import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, App, Button, Checkbox, Form, Input, Modal, Select } from 'antd'
import { SHEET_OFFICES, saveSheetTemplate } from '@yihu/contracts'
import type { SheetTemplateRow } from '@yihu/contracts'
import { SHEET_ROWS, sheetSources } from '@yihu/domain'
import { api } from '../../app/api.ts'
import { textOf } from '../../app/conditions.tsx'
import { templatesQuery } from './export-queries.ts'
import { templateOf, typedOf } from './template-values.ts'
import type { TypedTemplate } from './template-values.ts'

const NEW: TypedTemplate = { name: '', office: 'other', of: 'person', isActive: true, columns: [{ header: '姓名', field: 'name', codes: 'name', translate: '' }] }

/** How a sheet is filled: its columns, where each comes from, how codes are written. */
export function TemplateDialog({ row, onClose }: { readonly row: SheetTemplateRow | null; readonly onClose: () => void }) {
  const [form] = Form.useForm<TypedTemplate>()
  const of = Form.useWatch('of', form) ?? row?.form.rows.of ?? NEW.of
  const queries = useQueryClient()
  const { message } = App.useApp()
  const save = useMutation({
    mutationFn: (typed: TypedTemplate) => api.call(saveSheetTemplate, { params: { id: row?.id ?? `own-${crypto.randomUUID().slice(0, 8)}` }, body: { version: row?.version ?? 0, template: templateOf(typed, row?.form ?? null) } }),
    onSuccess: async () => {
      void message.success('已保存')
      await queries.invalidateQueries({ queryKey: templatesQuery.queryKey })
      onClose()
    },
  })
  const sources = Object.entries(sheetSources(of)).map(([value, label]) => ({ value, label }))
  return (
    <Modal open width={820} title={row ? `修改“${row.form.name}”` : '新增一张表'} okText="保存" cancelText="取消" okButtonProps={{ loading: save.isPending }} onOk={() => form.submit()} onCancel={onClose}>
      {save.isError ? <Alert type="error" showIcon role="alert" title={textOf(save.error)} /> : null}
      <Form form={form} layout="vertical" initialValues={row ? typedOf(row.form) : NEW} onFinish={(typed) => save.mutate(typed)}>
        <Form.Item name="name" label="名称" rules={[{ required: true, whitespace: true, message: '请填写名称' }]}><Input maxLength={40} /></Form.Item>
        <Form.Item name="office" label="谁要" rules={[{ required: true, message: '请选择是谁的表' }]}><Select options={Object.entries(SHEET_OFFICES).map(([value, label]) => ({ value, label }))} /></Form.Item>
        <Form.Item name="of" label="从哪种登记填" rules={[{ required: true, message: '请选择一种登记' }]}><Select options={Object.entries(SHEET_ROWS).map(([value, label]) => ({ value, label }))} /></Form.Item>
        <Form.List name="columns">{(fields, { add, remove, move }) => (
          <>
            <p className="soft">每一列：表头、从哪一项填、代码写名称还是代码。“换写”写成 1=男、2=女，没写到的照左边办。个人信息没有批准时一律遮盖。</p>
            {fields.map(({ key, name }, at) => (
              <div key={key} className="export-column">
                <Form.Item name={[name, 'header']} rules={[{ required: true, whitespace: true, message: '请填写表头' }]}><Input aria-label={`第 ${at + 1} 列的表头`} maxLength={30} placeholder="表头" /></Form.Item>
                <Form.Item name={[name, 'field']} rules={[{ required: true, message: '请选择' }]}><Select aria-label={`第 ${at + 1} 列从哪一项填`} options={sources} showSearch={{ optionFilterProp: 'label' }} placeholder="从哪一项填" /></Form.Item>
                <Form.Item name={[name, 'codes']}><Select aria-label={`第 ${at + 1} 列的代码怎样写`} options={[{ value: 'name', label: '写名称' }, { value: 'code', label: '写代码' }]} /></Form.Item>
                <Form.Item name={[name, 'translate']}><Input aria-label={`第 ${at + 1} 列的换写`} placeholder="换写" /></Form.Item>
                <Button size="small" disabled={at === 0} aria-label={`第 ${at + 1} 列上移`} onClick={() => move(at, at - 1)}>↑</Button>
                <Button size="small" disabled={fields.length === 1} aria-label={`删除第 ${at + 1} 列`} onClick={() => remove(name)}>×</Button>
              </div>
            ))}
            <Button onClick={() => add({ header: '', field: undefined, codes: 'name', translate: '' })}>加一列</Button>
          </>
        )}</Form.List>
        <Form.Item name="isActive" valuePropName="checked"><Checkbox>启用</Checkbox></Form.Item>
      </Form>
    </Modal>
  )
}
