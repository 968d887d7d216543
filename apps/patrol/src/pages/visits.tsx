import { useState } from 'react'
import { VISIT_PHOTOS } from '@yihu/contracts'
import type { DueItem, RoutineRow } from '@yihu/contracts'
import { checkedChoices, resultsOf, verifiedOf } from '@yihu/domain'
import type { Checked, LookedAt, VisitResult } from '@yihu/domain'
import { comingUp, dueNow } from '../model/due.ts'
import { usePosition } from '../model/place.ts'
import { whenText } from '../model/words.ts'
import { go } from '../route.ts'
import { send } from '../send/send.ts'
import { useDraft } from '../store/drafts.ts'
import { photoMark } from '../model/bodies.ts'
import { usePhone } from '../store/phone.ts'
import { DueLink } from '../ui/due-link.tsx'
import { Choices, Field, Head, Warnings } from '../ui/parts.tsx'
import { PhotoField, STORING } from '../ui/photo-field.tsx'
import { DoorFields } from './door-fields.tsx'
import { RoutineTexts } from './routine-texts.tsx'

/** Everything the five routines ask for here. */
export function VisitsPage() {
  const phone = usePhone()
  const { spot } = usePosition({ isAsked: true })
  const [q, setQ] = useState('')
  const due = dueNow(phone, { spot, now: Date.now() })
  const coming = comingUp(phone, Date.now())
  const shown = due.filter(({ item }) => `${item.routineName}${item.subject.label}${item.why}`.includes(q.trim()))
  return (
    <>
      <Head title={`走访 · ${due.length}${phone.hasMoreDue ? ' 多' : ''} 项`} up="today" />
      <main className="main">
        <Warnings />
        <Field label="找一户">{(at) => <input {...at} type="search" value={q} onChange={({ target }) => setQ(target.value)} placeholder="楼号、名字、哪一项" />}</Field>
        {shown.length === 0 ? <p className="soft">{phone.due ? '没有到期的。' : '到期清单在有网时取，之后没有信号也能看。'}</p> : <ul className="list">{shown.map((one) => <li key={one.item.id}><DueLink due={one} /></li>)}</ul>}
        {phone.hasMoreDue && <p className="soft">到期的很多，手机只带先到期的；做了这些、连上网，后面的会到手机里。</p>}
        {coming.length > 0 && <h2>接下来几天开始的</h2>}
        {coming.map(({ routine, name, from, places }) => <p key={routine} className="soft">{Number(from.slice(5, 7))} 月 {Number(from.slice(8))} 日起：{name}，{places} 处。到了那天没有信号也会排上。</p>)}
      </main>
    </>
  )
}

const EMPTY_VISIT = { result: '', notes: '', checked: '', looked: {} as LookedAt }

/** One visit: what came of it, and whether what is known is right; nothing is typed that the pool knows. One half written stays open when it is due no more. */
export function VisitPage({ id }: { id: string }) {
  const phone = usePhone()
  const known = dueNow(phone, { spot: null, now: Date.now() }).find((one) => one.item.id === id)?.item
  const item = known ?? (phone.drafts.get(`visit/${id}`)?.values['item'] as DueItem | undefined) ?? phone.due?.find((one) => one.id === id) // the draft is kept by the form below
  if (!item) return <><Head title="走访" up="visits" /><main className="main"><p className="note">这一项已经不在到期清单里：可能已经办过，或不再要求。</p></main></>
  return <Visit item={item} isDue={known !== undefined} routine={phone.routines.find((one) => one.id === item.routine)} />
}

function Visit({ item, isDue, routine }: { item: DueItem; isDue: boolean; routine: RoutineRow | undefined }) {
  const form = useDraft(`visit/${item.id}`, { ...EMPTY_VISIT, item })
  const { values, photos } = form
  const [problem, setProblem] = useState<string | null>(null)
  const [faults, setFaults] = useState<Readonly<Record<string, string>>>({})
  const { kind, id, label } = item.subject
  const hasRecord = kind !== 'grid' && kind !== 'part' && !item.isDestroyed
  // What was looked at: the list is asked for anew while a form stands half filled in, and what is not in it any more would be sent by nobody.
  const known = values.item.known ?? []
  const look = (key: string, looked: LookedAt[string]) => {
    form.set((now) => ({ looked: { ...now.looked, [key]: looked } }))
    setFaults(({ [key]: _gone, ...others }) => others)
    setProblem(null)
  }
  const submit = async () => {
    const { values: said, photos: taken } = await form.whole()
    const { verified, faults: wrong, missing } = verifiedOf({ kind, hasRecord, known, result: said.result, checked: said.checked, looked: said.looked, now: Date.now() })
    setProblem(missing)
    setFaults(wrong)
    if (missing) return
    const kept = await form.handIn({
      kind: 'visit.record', key: null,
      body: { subject: { kind, id, label }, routine: item.routine, act: item.act, result: said.result, notes: said.notes.trim(), photos: taken.map(photoMark), verified },
    })
    if (kept !== 'kept') return
    go('today')
    void send()
  }
  return (
    <>
      <Head title={item.routineName} up="visits" />
      <main className="main">
        <Warnings />
        {!isDue && <p className="note" role="status">这一项已经不在到期清单里：别人可能办过了，或不再要求。您写的都在，去过的仍可以交。</p>}
        <section className="card" aria-label="为什么">
          <p><strong>{label}</strong></p>
          <p>{item.why}</p>
          <p className="soft">{item.dueFrom} 到 {item.dueOn}{item.lastDoneAt ? ` · 上次 ${whenText(item.lastDoneAt)}` : ' · 还没有记录'}</p>
        </section>
        {routine && <RoutineTexts form={routine.form} />}
        <Choices<VisitResult> legend="这次怎么样" options={resultsOf({ act: item.act, kind, isDestroyed: item.isDestroyed })} value={(values.result || null) as VisitResult | null} onChoose={(result) => form.set({ result })} /> {/* only these are chosen */}
        {values.result === 'met' && hasRecord && <Choices<Checked> legend="登记的情况对不对" options={checkedChoices(known)} value={(values.checked || null) as Checked | null} onChoose={(checked) => form.set({ checked })} /> /* only these are chosen */}
        {values.result === 'met' && values.checked === 'some' && <DoorFields kind={kind} known={known} looked={values.looked} faults={faults} onLook={look} />}
        <Field label="记录（可不写）">{(at) => <textarea {...at} value={values.notes} onChange={({ target }) => form.set({ notes: target.value })} />}</Field>
        <PhotoField label="照片（可不拍）" photos={photos} most={VISIT_PHOTOS} onChange={form.setPhotos} />
        {problem && <p className="note" data-tone="red" role="alert">{problem}</p>}
        <button type="button" className="first" onClick={() => void submit()}>{form.isAwaited ? STORING : '记下来'}</button>
        <p className="soft">晚上去的、爬楼去的由平台自己算，不用多写。没有信号也能记。</p>
      </main>
    </>
  )
}
