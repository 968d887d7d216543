import { Form, Input, InputNumber, Modal, Select, Switch } from 'antd'
import { ChecklistItem, ITEM_KINDS, ITEM_PHOTOS } from '@yihu/contracts'
import { optionsOf } from '../../app/options.ts'
import { ClassSelect } from '../case/moves/class-select.tsx'
import { itemOf, typedOf } from './item-values.ts'
import type { TypedItem } from './item-values.ts'

interface ItemDialogProps {
  readonly item: ChecklistItem | null
  readonly items: readonly ChecklistItem[]
  readonly onDone: (item: ChecklistItem) => void
  readonly onClose: () => void
}

/** Writes one item; what is written wrongly is said at its field. */
export function ItemDialog({ item, items, onDone, onClose }: ItemDialogProps) {
  const [form] = Form.useForm<TypedItem>()
  const typed = Form.useWatch([], form) as TypedItem | undefined // the whole form
  const kind = typed?.kind ?? item?.kind ?? 'yes-no'
  const isAsked = typed?.isDanger ?? item?.dangerWhen !== undefined
  const finish = (values: TypedItem) => {
    const parsed = ChecklistItem.safeParse(itemOf(values, item?.id ?? nextId(items)))
    if (parsed.success) onDone(parsed.data)
    else form.setFields(parsed.error.issues.map(({ path, message }) => ({ name: FIELD_OF[String(path[0])] ?? 'text', errors: [message] })))
  }
  return (
    <Modal open title={item ? '修改一项' : '加一项'} okText="好" cancelText="取消" onOk={() => form.submit()} onCancel={onClose}>
      <Form form={form} layout="vertical" requiredMark="optional" initialValues={typedOf(item, items.at(-1)?.group ?? '')} onFinish={finish}>
        <Form.Item name="text" label="问什么" extra="问看到的情况；名称、地址、电话这些台账里有的不用问" rules={[{ required: true, whitespace: true, message: '请填写项目' }]}><Input maxLength={100} /></Form.Item>
        <Form.Item name="group" label="归在哪一大项"><Input maxLength={30} /></Form.Item>
        <Form.Item name="kind" label="题型"><Select options={optionsOf(ITEM_KINDS)} /></Form.Item>
        {kind === 'number' ? (
          <div className="checks-row">
            <Form.Item name="unit" label="单位"><Input maxLength={10} /></Form.Item>
            <Form.Item name="min" label="最小可填"><InputNumber /></Form.Item>
            <Form.Item name="max" label="最大可填"><InputNumber /></Form.Item>
          </div>
        ) : null}
        {kind === 'choice' ? <Form.Item name="choices" label="选项" extra="打一个选项按回车"><Select mode="tags" open={false} suffixIcon={null} /></Form.Item> : null}
        <Form.Item name="isNeeded" label="必须填" valuePropName="checked"><Switch /></Form.Item>
        {kind === 'text' ? null : <Form.Item name="isDanger" label="有的答案算隐患" valuePropName="checked"><Switch /></Form.Item>}
        {isAsked && kind !== 'text' ? <Danger kind={kind} choices={typed?.choices ?? item?.choices ?? []} /> : null}
        <Form.Item name="photo" label="照片"><Select options={optionsOf(ITEM_PHOTOS)} /></Form.Item>
      </Form>
    </Modal>
  )
}

const FIELD_OF: Readonly<Record<string, keyof TypedItem>> = { text: 'text', group: 'group', unit: 'unit', choices: 'choices', classCode: 'classCode', dangerWhen: 'is' }

function Danger({ kind, choices }: { readonly kind: ChecklistItem['kind']; readonly choices: readonly string[] }) {
  const answers = kind === 'yes-no' ? [{ value: 'yes', label: '是' }, { value: 'no', label: '否' }] : choices.map((value) => ({ value, label: value }))
  return (
    <>
      {kind === 'number' ? (
        <div className="checks-row">
          <Form.Item name="below" label="少于多少算隐患"><InputNumber /></Form.Item>
          <Form.Item name="above" label="超过多少算隐患"><InputNumber /></Form.Item>
        </div>
      ) : <Form.Item name="is" label="答什么算隐患" rules={[{ required: true, message: '请选择算作隐患的答案' }]}><Select mode="multiple" showSearch={{ optionFilterProp: 'label' }} options={answers} /></Form.Item>}
      <Form.Item name="classCode" label="立案的分类" extra="期限和责任单位按这个分类" rules={[{ required: true, message: '请选择分类' }]}><ClassSelect /></Form.Item>
    </>
  )
}

/** The next free number: an item taken out leaves its own unused, filled sheets name it. */
function nextId(items: readonly ChecklistItem[]): string {
  const numbers = items.map(({ id }) => Number(/^i(\d+)$/u.exec(id)?.[1] ?? 0))
  return `i${Math.max(0, ...numbers) + 1}`
}
