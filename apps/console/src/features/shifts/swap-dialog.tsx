import { Alert, Input, Modal, Select } from 'antd'
import { useState } from 'react'
import type { ShiftForm } from '@yihu/contracts'
import { daysOf, keyOf, peopleOf, swapPeople } from './roster-edit.ts'

interface SwapDialogProps {
  readonly month: string
  readonly shifts: readonly ShiftForm[]
  readonly onClose: () => void
  readonly onSwap: (shifts: ShiftForm[]) => void
}

/** Two people change places on all shifts of some days. */
export function SwapDialog({ month, shifts, onClose, onSwap }: SwapDialogProps) {
  const people = peopleOf(shifts)
  const days = daysOf(month)
  const [one, setOne] = useState<string | null>(null)
  const [other, setOther] = useState<string | null>(null)
  const [from, setFrom] = useState(days[0] ?? '')
  const [to, setTo] = useState(days.at(-1) ?? '')
  const [problem, setProblem] = useState<string | null>(null)
  const choices = people.map((person) => ({ value: keyOf(person), label: person.name }))
  const find = (key: string | null) => people.find((person) => keyOf(person) === key)
  const swap = () => {
    const [first, second] = [find(one), find(other)]
    if (!first || !second || first === second) return setProblem('请选两个不同的人')
    if (from > to) return setProblem('开始的日子要在结束的日子以前')
    onSwap(swapPeople(shifts, { one: first, other: second, from, to }))
  }
  const touched = shifts.filter((shift) => shift.day >= from && shift.day <= to && shift.people.some((person) => [one, other].includes(keyOf(person)))).length
  return (
    <Modal title="两人对调" open onCancel={onClose} okText={`对调 ${touched} 个班次`} cancelText="取消" onOk={swap}>
      <div className="shift-form">
        <label>甲<Select value={one} onChange={setOne} options={choices} showSearch={{ optionFilterProp: 'label' }} placeholder="选一个人" /></label>
        <label>乙<Select value={other} onChange={setOther} options={choices} showSearch={{ optionFilterProp: 'label' }} placeholder="选另一个人" /></label>
        <label>从<Input type="date" value={from} onChange={(event) => setFrom(event.target.value)} /></label>
        <label>到<Input type="date" value={to} onChange={(event) => setTo(event.target.value)} /></label>
      </div>
      {problem ? <Alert type="error" showIcon role="alert" title={problem} /> : null}
    </Modal>
  )
}
