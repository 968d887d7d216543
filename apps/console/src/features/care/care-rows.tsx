import { Button, DatePicker, Form, Input, Select } from 'antd'
import { CARE_CONTACTS, CARE_SCOPES } from '@yihu/contracts'
import type { CareContact } from '@yihu/contracts'
import { optionsOf } from '../../app/options.ts'

/** Whom to call, in order; those already there keep names and numbers that are left empty. */
export function ContactRows({ known }: { readonly known: readonly CareContact[] }) {
  const form = Form.useFormInstance()
  const before = (name: number) => known.find(({ id }) => id === form.getFieldValue(['contacts', name, 'id']))
  return (
    <Form.List name="contacts">
      {(fields, { add, remove, move }) => (
        <div className="care-rows"><h3>联系人，按先后</h3>
          {fields.map(({ key, name }) => {
            const old = before(name)
            const needed = old ? [] : [{ required: true, message: '请填写' }]
            return (
              <div key={key} className="care-row">
                <Form.Item name={[name, 'id']} hidden><Input /></Form.Item>
                <Form.Item name={[name, 'userId']} hidden><Input /></Form.Item>
                <Form.Item name={[name, 'kind']} label="身份" rules={[{ required: true, message: '请选择' }]}><Select options={optionsOf(CARE_CONTACTS)} /></Form.Item>
                <Form.Item name={[name, 'name']} label="姓名" rules={needed}><Input maxLength={40} placeholder={old?.name ?? ''} /></Form.Item>
                <Form.Item name={[name, 'phone']} label="电话" rules={needed}><Input maxLength={20} placeholder={old?.phone ?? ''} /></Form.Item>
                <Form.Item name={[name, 'relation']} label="关系"><Input maxLength={20} placeholder="女儿" /></Form.Item>
                <Form.Item name={[name, 'consentDay']} label="同意日"><DatePicker placeholder="没同意不打" /></Form.Item>
                <span className="care-row-acts">
                  <Button disabled={name === 0} aria-label={`往前：第 ${name + 1} 位联系人`} onClick={() => move(name, name - 1)}>往前</Button>
                  <Button aria-label={`去掉第 ${name + 1} 位联系人`} onClick={() => remove(name)}>去掉</Button>
                </span>
              </div>
            )
          })}
          <Button onClick={() => add({ kind: 'family' })}>加一位联系人</Button>
        </div>
      )}
    </Form.List>
  )
}

/** Which devices watch, each within what was agreed to. */
export function DeviceRows() {
  return (
    <Form.List name="devices">
      {(fields, { add, remove }) => (
        <div className="care-rows"><h3>看护设备</h3>
          {fields.map(({ key, name }) => (
            <div key={key} className="care-row care-row-device">
              <Form.Item name={[name, 'deviceId']} label="设备编号" rules={[{ required: true, message: '请填写' }]}><Input maxLength={64} /></Form.Item>
              <Form.Item name={[name, 'scope']} label="看什么" rules={[{ required: true, message: '请选择' }]}><Select options={optionsOf(CARE_SCOPES)} /></Form.Item>
              <span className="care-row-acts"><Button aria-label={`去掉第 ${name + 1} 台设备`} onClick={() => remove(name)}>去掉</Button></span>
            </div>
          ))}
          <Button onClick={() => add({ scope: 'water' })}>加一台设备</Button>
        </div>
      )}
    </Form.List>
  )
}
