import { Button, Form, Input, Select } from 'antd'
import { ROLE_OPTIONS } from './act-table.ts'

/** Who sits at the table: who they are, whom they speak for, and whether they have an interest of their own. */
export function PeopleRows() {
  return (
    <Form.List name="people">
      {(rows, { add, remove }) => (
        <fieldset className="del-rows">
          <legend>参加的人</legend>
          {rows.map(({ key, name }) => (
            <div key={key} className="del-row">
              <Form.Item name={[name, 'role']} label="身份"><Select options={ROLE_OPTIONS} /></Form.Item>
              <Form.Item name={[name, 'name']} label="姓名"><Input maxLength={40} /></Form.Item>
              <Form.Item name={[name, 'unit']} label="单位"><Input maxLength={60} /></Form.Item>
              <Form.Item name={[name, 'conflict']} label="利害关系"><Input maxLength={200} placeholder="没有就空着" /></Form.Item>
              <Button type="text" aria-label={`去掉第 ${name + 1} 位`} onClick={() => remove(name)}>去掉</Button>
            </div>
          ))}
          <Button onClick={() => add({ role: 'resident' })}>再加一位</Button>
        </fieldset>
      )}
    </Form.List>
  )
}

/** What a decision is done by: each becomes a case. */
export function TaskRows() {
  return (
    <Form.List name="tasks">
      {(rows, { add, remove }) => (
        <fieldset className="del-rows">
          <legend>要办的事</legend>
          {rows.map(({ key, name }) => (
            <div key={key} className="del-task">
              <Form.Item name={[name, 'title']} label={`第 ${name + 1} 件`}><Input maxLength={60} /></Form.Item>
              <Form.Item name={[name, 'text']} label="怎样办"><Input.TextArea maxLength={2000} autoSize={{ minRows: 2, maxRows: 8 }} /></Form.Item>
              {rows.length > 1 ? <Button type="text" aria-label={`去掉第 ${name + 1} 件`} onClick={() => remove(name)}>去掉</Button> : null}
            </div>
          ))}
          <Button onClick={() => add({})}>再加一件</Button>
        </fieldset>
      )}
    </Form.List>
  )
}
