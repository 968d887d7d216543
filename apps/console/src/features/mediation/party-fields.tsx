import { Form, Input, Radio, Select } from 'antd'
import { PARTY_SIDES } from '@yihu/contracts'

const sides = Object.entries(PARTY_SIDES).map(([value, label]) => ({ value, label }))

/** The fields of one party, below `path` in the form. */
export function PartyFields({ path }: { readonly path: readonly (string | number)[] }) {
  const at = (name: string) => [...path, name]
  return (
    <div className="party-fields">
      <Form.Item name={at('side')} label="哪一方" required><Select options={sides} /></Form.Item>
      <Form.Item name={at('name')} label="姓名或名称" required><Input maxLength={60} autoComplete="off" /></Form.Item>
      <Form.Item name={at('phone')} label="电话"><Input maxLength={20} inputMode="tel" autoComplete="off" /></Form.Item>
      <Form.Item name={at('about')} label="基本情况" className="party-about"><Input maxLength={300} placeholder="性别、年龄、职业、住址" autoComplete="off" /></Form.Item>
      <Form.Item name={at('consent')} label="是否同意调解" initialValue="waiting">
        <Radio.Group options={[{ value: 'waiting', label: '还没问' }, { value: 'agreed', label: '同意' }, { value: 'refused', label: '拒绝' }]} />
      </Form.Item>
    </div>
  )
}
