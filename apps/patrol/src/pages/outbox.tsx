import { useState } from 'react'
import { discard, doAgain, dropStep, isFollowed } from '@yihu/domain'
import type { Outbox, OutboxItem } from '@yihu/domain'
import { photosIn, withoutPhotos } from '../model/bodies.ts'
import type { Kept } from '../model/form.ts'
import { newId } from '../model/ids.ts'
import { draftPhotos, reportAgain } from '../model/drafts.ts'
import { keptText, titleOf, wordsOf } from '../model/items.ts'
import { whenText } from '../model/words.ts'
import { go } from '../route.ts'
import { send, sendNow } from '../send/send.ts'
import { keepDraft } from '../store/drafts.ts'
import { changeOutbox } from '../store/outbox.ts'
import { dropPhotos } from '../store/photos.ts'
import { usePhone } from '../store/phone.ts'
import { UNDROPPED_TEXT, unkept, wasKept } from '../store/space.ts'
import { Confirm, Head, Warnings } from '../ui/parts.tsx'
import { Photo } from '../ui/photo-field.tsx'
import { DraftList } from './draft-list.tsx'
import { REPORT_DRAFT } from './report.tsx'
import { TwoVersions } from './two-versions.tsx'

const STATE_WORDS = { waiting: '待传', applied: '已送到', clash: '别人先改了', refused: '没有被接受' } as const
const TONES = { waiting: 'amber', applied: 'green', clash: 'red', refused: 'red' } as const

/** All that was done here and has not arrived, and what has just arrived: nothing happens behind one's back. */
export function OutboxPage() {
  const { outbox, drafts, isSending, isOnline } = usePhone()
  const open = outbox.filter(({ state }) => state !== 'applied')
  const arrived = outbox.filter(({ state }) => state === 'applied').toReversed()
  return (
    <>
      <Head title="待传" up="today" />
      <main className="main">
        <Warnings />
        <p className="note" role="status">{open.length === 0 ? '都传完了。' : `${open.length} 条在手机里，${isOnline ? '正在等传或等您定' : '有网就传'}。`}</p>
        <button type="button" disabled={isSending || open.length === 0} onClick={() => void sendNow()}>{isSending ? '正在传…' : '现在传'}</button>
        <ul className="list">{open.map((item) => <li key={item.id}><Waiting item={item} /></li>)}</ul>
        {drafts.size > 0 && <DraftList />}
        {arrived.length > 0 && <h2>刚送到的</h2>}
        <ul className="list">
          {arrived.map((item) => (
            <li key={item.id} className="card"><p><span className="mark" data-tone="green">● 已送到</span> {titleOf(item)}</p><p className="soft">{wordsOf(item)}{typeof item.answer?.['number'] === 'string' ? ` · 编号 ${item.answer['number']}` : ''} · {whenText(item.at)}</p>{keptText(item) && <p className="note" role="status">{keptText(item)}</p>}</li>
          ))}
        </ul>
      </main>
    </>
  )
}

/** What goes from the outbox takes its photos along, also those of what was written on top of it. */
async function without(change: (outbox: Outbox) => Outbox): Promise<void> {
  let gone: Outbox = []
  await changeOutbox((outbox) => {
    const next = change(outbox)
    gone = outbox.filter(({ id }) => next.every((one) => one.id !== id))
    return next
  })
  await dropPhotos(photosIn(gone))
}

type Asked = 'drop' | 'step' | 'rewrite'

const asksOf = ({ kind }: OutboxItem): Readonly<Record<Asked, { title: string; text: string; yes: string }>> => ({
  drop: { title: '不传了？', text: '这一条和写在它后面的都会从手机里去掉，找不回来。', yes: '去掉' },
  step: { title: '只去掉这一步？', text: `这一步从手机里去掉；写在它后面的还在，${kind === 'case.move' ? '照案件现在的样子' : ''}接着传。`, yes: '去掉这一步' },
  rewrite: { title: '换掉没写完的上报？', text: '您还有一份上报没写完。改这一条，没写完的那份和它的照片会从手机里去掉，找不回来。', yes: '换成这一条' },
})

/** A step that others stand on can go alone, save the one without which they are nothing: a track that was never begun has no way and no end. */
function mayDropStep({ id, kind }: OutboxItem, outbox: Outbox): boolean {
  return kind !== 'track.begin' && isFollowed(outbox, id)
}

/** Does what was asked and goes on sending; where the phone did not do it, it says so: that it is not kept, or with other words. */
async function told(work: () => Promise<Kept | void>, text?: string): Promise<void> {
  try {
    if ((await work()) === 'full') return
    wasKept('work')
    void send()
  } catch (error) {
    unkept(error, { of: 'work', text })
  }
}

function Waiting({ item }: { item: OutboxItem }) {
  const { outbox, drafts } = usePhone()
  const [asked, setAsked] = useState<Asked | null>(null)
  const photos = [...new Set(photosIn(item.body))]
  const begun = drafts.get(REPORT_DRAFT)
  const isStuck = item.state === 'clash' || item.state === 'refused'
  const again = async (body: OutboxItem['body']): Promise<void> => { await changeOutbox((now) => doAgain(now, item.id, { newId: newId(), at: new Date().toISOString(), body })) }
  const rewrite = async (): Promise<Kept> => {
    if ((await keepDraft(REPORT_DRAFT, { values: reportAgain(item.body), photos, changedAt: Date.now() })) === 'full') return 'full'
    await changeOutbox((now) => discard(now, item.id))
    if (begun) await dropPhotos(draftPhotos(begun))
    go('report')
    return 'kept'
  }
  const deeds: Readonly<Record<Asked, () => Promise<Kept | void>>> = { drop: () => without((now) => discard(now, item.id)), step: () => without((now) => dropStep(now, item.id)), rewrite }
  return (
    <article className="card" aria-label={titleOf(item)}>
      <p><span className="mark" data-tone={TONES[item.state]}>{item.state === 'waiting' ? '◆' : '▲'} {STATE_WORDS[item.state]}</span> {titleOf(item)}</p>
      <p>{wordsOf(item)}</p>
      {photos.length > 0 && <div className="photos">{photos.map((id, index) => <Photo key={id} id={id} number={index + 1} />)}</div>}
      <p className="soft">{whenText(item.at)}{item.tries > 0 && item.state === 'waiting' ? ` · 试过 ${item.tries} 次，还没传成` : ''}</p>
      {item.error && <p className="note" data-tone="red">{[item.error.message, ...Object.values(item.error.fields ?? {})].join(' ')}</p>}
      {item.state === 'clash' && <TwoVersions item={item} onAgain={(body) => told(() => again(body))} />}
      <div className="buttons">
        {item.state === 'refused' && photos.length > 0 && <button type="button" onClick={() => void told(() => again(withoutPhotos(item.body)))}>去掉照片和录音再传</button>}
        {item.state === 'refused' && <button type="button" onClick={() => void told(() => again(item.body))}>再传一次</button>}
        {item.state === 'refused' && item.kind === 'case.report' && <button type="button" onClick={() => (begun ? setAsked('rewrite') : void told(rewrite, UNDROPPED_TEXT))}>改一改</button>}
        {isStuck && mayDropStep(item, outbox) && <button type="button" onClick={() => setAsked('step')}>只去掉这一步，后面的照传</button>}
        <button type="button" className="danger" onClick={() => setAsked('drop')}>不传了</button>
      </div>
      {asked && <Confirm {...asksOf(item)[asked]} onYes={() => { setAsked(null); void told(deeds[asked], UNDROPPED_TEXT) }} onClose={() => setAsked(null)} />}
    </article>
  )
}
