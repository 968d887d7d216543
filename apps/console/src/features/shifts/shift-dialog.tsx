import { Alert, AutoComplete, Button, Input, Modal, Select } from 'antd'
import { useState } from 'react'
import { SHIFT_ROLES, ShiftForm } from '@yihu/contracts'
import type { Roster, ShiftPerson, ShiftRole } from '@yihu/contracts'

const ROLES = (Object.entries(SHIFT_ROLES) as [ShiftRole, string][]).map(([value, label]) => ({ value, label })) // entries of a literal table

interface ShiftDialogProps {
  readonly month: string
  readonly opened: { readonly day: string; readonly name: string; readonly shift: ShiftForm | null }
  readonly staff: Roster['staff']
  readonly shifts: readonly ShiftForm[]
  readonly onClose: () => void
  readonly onKeep: (shift: ShiftForm) => void
  readonly onRemove: () => void
}

/** One shift: when it is and who stands in it. */
export function ShiftDialog({ month, opened, staff, shifts, onClose, onKeep, onRemove }: ShiftDialogProps) {
  const [form, setForm] = useState<ShiftForm>(() => opened.shift ?? blank(opened, shifts))
  const [problem, setProblem] = useState<string | null>(null)
  const keep = () => {
    const parsed = ShiftForm.safeParse({ ...form, people: form.people.filter(({ name }) => name.trim() !== '') })
    const isTaken = shifts.some((other) => other.day === form.day && other.name === form.name.trim() && (other.day !== opened.shift?.day || other.name !== opened.shift.name))
    if (!parsed.success) setProblem(parsed.error.issues[0]?.message ?? '请检查填写的内容')
    else if (!parsed.data.day.startsWith(month)) setProblem('日期要在这个月里')
    else if (isTaken) setProblem(`${form.day} 已经有“${form.name.trim()}”`)
    else onKeep(parsed.data)
  }
  return (
    <Modal title={opened.shift ? `${opened.day} ${opened.name}` : '加一个班次'} open onCancel={onClose} okText="好" cancelText="取消" onOk={keep}
      footer={(_default, { OkBtn, CancelBtn }) => <>{opened.shift ? <Button danger onClick={onRemove}>去掉这一班</Button> : null}<CancelBtn /><OkBtn /></>}>
      <div className="shift-form">
        <label>日期<Input type="date" value={form.day} min={`${month}-01`} max={`${month}-31`} onChange={(event) => setForm({ ...form, day: event.target.value })} /></label>
        <label>班次<Input value={form.name} maxLength={20} autoFocus={!opened.shift} placeholder="白班、夜班、带班…" onChange={(event) => setForm({ ...form, name: event.target.value })} /></label>
        <label>从<Input type="time" value={form.from} onChange={(event) => setForm({ ...form, from: event.target.value })} /></label>
        <label>到{form.to <= form.from ? '（第二天）' : ''}<Input type="time" value={form.to} onChange={(event) => setForm({ ...form, to: event.target.value })} /></label>
      </div>
      <PeopleRows people={form.people} staff={staff} onChange={(people) => setForm({ ...form, people })} />
      {problem ? <Alert type="error" showIcon role="alert" title={problem} /> : null}
    </Modal>
  )
}

function blank({ day, name }: { readonly day: string; readonly name: string }, shifts: readonly ShiftForm[]): ShiftForm {
  const like = shifts.find((shift) => shift.name === name)
  return { day, name, from: like?.from ?? '08:30', to: like?.to ?? '17:30', people: [{ role: 'chief', userId: null, name: '' }] }
}

interface PeopleRowsProps {
  readonly people: readonly ShiftPerson[]
  readonly staff: Roster['staff']
  readonly onChange: (people: ShiftPerson[]) => void
}

function PeopleRows({ people, staff, onChange }: PeopleRowsProps) {
  const change = (at: number, next: Partial<ShiftPerson>) => onChange(people.map((person, i) => (i === at ? { ...person, ...next } : person)))
  // A name of the staff is that person; any other is somebody without an account.
  const named = (name: string) => ({ name, userId: staff.find((one) => one.name === name.trim())?.id ?? null })
  return (
    <fieldset className="shift-rows">
      <legend>值班人员</legend>
      {people.map((person, at) => (
        <div key={at} className="shift-row">
          <Select<ShiftRole> aria-label="岗位" value={person.role} options={ROLES} onChange={(role) => change(at, { role })} />
          <AutoComplete aria-label="姓名" value={person.name} options={staff.map(({ name }) => ({ value: name }))} placeholder="选同事，或写姓名" onChange={(name: string) => change(at, named(name))}
            showSearch={{ filterOption: (typed, option) => option?.value.includes(typed) ?? false }} />
          <Button type="text" aria-label={`去掉${person.name || '这一行'}`} onClick={() => onChange(people.filter((_person, i) => i !== at))}>×</Button>
          {person.name.trim() !== '' && person.userId === null ? <span className="soft shift-hint">没有账号，收不到提醒</span> : null}
        </div>
      ))}
      <Button size="small" onClick={() => onChange([...people, { role: 'other', userId: null, name: '' }])}>加一人</Button>
    </fieldset>
  )
}
