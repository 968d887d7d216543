import { useMemo, useState } from 'react'
import { judge } from '@yihu/domain'
import { checkOf, EMPTY_CHECK, givenOf } from '../model/handed-in.ts'
import type { Filled } from '../model/handed-in.ts'
import { usePosition } from '../model/place.ts'
import { go } from '../route.ts'
import { send } from '../send/send.ts'
import { useDraft } from '../store/drafts.ts'
import { usePhone } from '../store/phone.ts'
import type { Checklist } from '../store/phone.ts'
import { Field, Head, Warnings } from '../ui/parts.tsx'
import { STORING } from '../ui/photo-field.tsx'
import { CheckItem } from './check-item.tsx'
import { PlaceSheet } from './place-sheet.tsx'
import { SubjectField } from './subject-field.tsx'

/** One checklist being filled in; one half filled goes on by the version it was begun with, which the server takes too. */
export function CheckPage({ id }: { id: string }) {
  const { checklists, drafts } = usePhone()
  const newest = checklists?.find((one) => one.id === id)
  const list = (drafts.get(`check/${id}`)?.values['list'] as Checklist | null | undefined) ?? newest // kept by the form below
  if (!list) return <><Head title="检查" up="checks" /><main className="main"><p className="note">这张检查表已停用，或还没有取到手机里。</p></main></>
  return <Sheet begun={list} newest={newest?.version} />
}

const UNFILLED: Filled = { value: '', note: '', photos: [] }

function Sheet({ begun, newest }: { begun: Checklist; newest: number | undefined }) {
  const form = useDraft(`check/${begun.id}`, { ...EMPTY_CHECK, list: begun })
  const { list, label, subjectId, where, answers } = form.values
  const [isPlacing, setPlacing] = useState(false)
  const [faults, setFaults] = useState<Readonly<Record<string, string>>>({})
  const { spot, latest } = usePosition({ isAsked: where === null })
  const at = where?.spot ?? spot
  const { dangers } = useMemo(() => judge(list.items, givenOf({ list, answers })), [list, answers])
  const isPlace = list.subject === 'place'
  const set = (id: string, change: (filled: Filled) => Partial<Filled>) => form.set((now) => {
    const filled = now.answers[id] ?? UNFILLED
    return { answers: { ...now.answers, [id]: { ...filled, ...change(filled) } } }
  })
  const submit = async () => {
    const { body, faults: missing } = checkOf((await form.whole()).values, latest())
    setFaults(missing)
    if (Object.keys(missing).length > 0) return
    const kept = await form.handIn({ kind: 'check.fill', key: null, body })
    if (kept !== 'kept') return
    go('outbox')
    void send()
  }
  return (
    <>
      <Head title={list.name} up="checks" />
      <main className="main">
        <Warnings />
        {newest !== list.version && <p className="note" role="status">这张检查表后来改过或停用了。这一份照您开始填的第 {list.version} 版接着填、照样交；要按新的填，到“待传”里把这一份去掉。</p>}
        {isPlace ? (
          <section className="card" aria-label="检查的地方">
            <Field label="检查的是哪里" error={faults['subject']}>{(field) => <input {...field} type="text" value={label} onChange={({ target }) => form.set({ label: target.value })} placeholder="例如：桑家小区北侧工地" />}</Field>
            <div className="buttons"><span className="soft">{where?.label ?? (at ? '现在的位置' : '正在定位…')}</span><button type="button" onClick={() => setPlacing(true)}>改地点</button></div>
          </section>
        ) : <SubjectField list={list} value={subjectId} label={label} error={faults['subject']} onChoose={(id, name) => form.set({ subjectId: id, label: name })} />}
        {list.items.map((item, index) => (
          <section key={item.id} className="card" aria-label={item.text}>
            {item.group !== list.items[index - 1]?.group && item.group && <h2>{item.group}</h2>}
            <CheckItem
              item={item} filled={answers[item.id] ?? UNFILLED} isDanger={dangers.includes(item.id)} error={faults[item.id]}
              onChange={(change) => set(item.id, () => change)}
              onPhotos={(change) => {
                set(item.id, ({ photos }) => ({ photos: change(photos) }))
                form.flush()
              }}
            />
          </section>
        ))}
        {dangers.length > 0 && <p className="note" data-tone="amber">查出 {dangers.length} 处隐患，交上去以后各立一件案件。</p>}
        {Object.keys(faults).length > 0 && <p className="note" data-tone="red" role="alert">还有 {Object.keys(faults).length} 处没填好，已标出来。填的都在手机里。</p>}
        <button type="button" className="first" onClick={() => void submit()}>{form.isAwaited ? STORING : '交检查表'}</button>
      </main>
      {isPlacing && <PlaceSheet spot={at} onClose={() => setPlacing(false)} onPick={(picked) => { form.set({ where: picked, ...(label === '' && picked.label !== '现在的位置' && picked.label !== '地图上选的点' ? { label: picked.label } : {}) }); setPlacing(false) }} />}
    </>
  )
}
