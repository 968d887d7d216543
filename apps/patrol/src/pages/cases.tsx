import { useState } from 'react'
import { isMine, localCase, urgencyOf } from '../model/cases.ts'
import { usePosition } from '../model/place.ts'
import { usePhone } from '../store/phone.ts'
import { CaseLink } from '../ui/case-link.tsx'
import { Choices, Field, Head, Warnings } from '../ui/parts.tsx'

const LISTS = { mine: '等我办', area: '我的网格' } as const

/** The open cases the phone carries. */
export function CasesPage() {
  const { bundle, outbox, me } = usePhone()
  const { spot } = usePosition({ isAsked: true })
  const [list, setList] = useState<keyof typeof LISTS>('mine')
  const [q, setQ] = useState('')
  const all = bundle && me ? bundle.cases.map((one) => localCase(one, { outbox, me })) : []
  const now = Date.now()
  const shown = all.filter((local) => (list === 'area' || (me && isMine(local, me))) && `${local.case.title}${local.case.text}${local.case.number}${local.case.address ?? ''}${local.case.areaName}`.includes(q.trim()))
    .toSorted((a, b) => Number(urgencyOf(b, now) === 'overdue') - Number(urgencyOf(a, now) === 'overdue') || (a.case.dueAt ?? '9') .localeCompare(b.case.dueAt ?? '9'))
  return (
    <>
      <Head title={`案件 · ${shown.length} 件`} />
      <main className="main">
        <Warnings />
        <Choices legend="看哪些" options={LISTS} value={list} onChoose={setList} />
        <Field label="找一件">{(at) => <input {...at} type="search" value={q} onChange={({ target }) => setQ(target.value)} placeholder="编号、地址、说的事" />}</Field>
        {shown.length === 0 ? <p className="soft">{q ? '没有符合的案件，换个词试试。' : '这里现在没有案件。有新的会在联网时到手机里。'}</p> : <ul className="list">{shown.map((local) => <li key={local.case.id}><CaseLink local={local} spot={spot} /></li>)}</ul>}
        {bundle?.hasMoreCases && <p className="soft">在办的案件很多，手机只带最急的 300 件。</p>}
      </main>
    </>
  )
}
