import { useState } from 'react'
import { CHECK_SUBJECTS } from '@yihu/contracts'
import { dueNow } from '../model/due.ts'
import { subjectsFor } from '../model/subjects.ts'
import { usePhone } from '../store/phone.ts'
import type { Checklist } from '../store/phone.ts'
import { Field } from '../ui/parts.tsx'

interface Props {
  readonly list: Checklist
  readonly value: string
  readonly label: string
  readonly error: string | undefined
  readonly onChoose: (id: string, label: string) => void
}

const SHOWN = 12

/** What is in a register is chosen from what the phone carries of it: what is due first, the rest by name; a part also by the code on its plate. */
export function SubjectField({ list: { subject: kind }, value, label, error, onChoose }: Props) {
  const phone = usePhone()
  const { subjects } = phone
  const [q, setQ] = useState('')
  const due = dueNow(phone, { spot: null, now: Date.now() }).map(({ item }) => item)
  const found = subjectsFor(kind, { due, subjects, q })
  const typed = q.trim()
  if (value !== '') return <section className="card" aria-label="检查的对象"><p><strong>检查的是：</strong>{label}</p><div className="buttons"><button type="button" onClick={() => onChoose('', '')}>换一个</button></div></section>
  return (
    <section className="card" aria-label="检查的对象">
      <Field label={`检查的是哪一个${CHECK_SUBJECTS[kind]}`} error={error}>{(at) => <input {...at} type="search" value={q} onChange={({ target }) => setQ(target.value)} placeholder={kind === 'part' ? '名称，或牌子上的编号' : '名称、楼号'} />}</Field>
      <ul className="list">
        {found.slice(0, SHOWN).map((one) => <li key={one.id}><button type="button" className="row" onClick={() => onChoose(one.id, one.label)}>{one.isDue && <span className="mark" data-tone="amber">◆ 到期</span>} {one.label}</button></li>)}
      </ul>
      {found.length > SHOWN && <p className="soft">还有 {found.length - SHOWN} 个，写几个字就找得到。</p>}
      {found.length === 0 && <p className="soft">{subjects?.[kind] ? '手机里没有这一个，换个词试试。' : '清单在有网时取到手机里，之后没有信号也能选。'}</p>}
      {kind === 'part' && typed !== '' && !found.some(({ id }) => id === typed) && <button type="button" onClick={() => onChoose(typed, typed)}>就用编号 {typed}</button>}
    </section>
  )
}
