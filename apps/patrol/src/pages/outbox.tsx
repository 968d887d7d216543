import { useState } from 'react'
import { discard, doAgain } from '@yihu/domain'
import type { OutboxItem } from '@yihu/domain'
import { newId } from '../model/ids.ts'
import { DRAFT_KINDS as KINDS, titleOf, wordsOf } from '../model/items.ts'
import { whenText } from '../model/words.ts'
import { go } from '../route.ts'
import { photosIn, withoutPhotos } from '../send/bodies.ts'
import { send, sendNow } from '../send/send.ts'
import { keepDraft } from '../store/drafts.ts'
import { changeOutbox } from '../store/outbox.ts'
import { dropPhotos } from '../store/photos.ts'
import { usePhone } from '../store/phone.ts'
import { Confirm, Head, Warnings } from '../ui/parts.tsx'
import { Photo } from '../ui/photo-field.tsx'
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
        {drafts.size > 0 && <Drafts />}
        {arrived.length > 0 && <h2>刚送到的</h2>}
        <ul className="list">
          {arrived.map((item) => (
            <li key={item.id} className="card"><p><span className="mark" data-tone="green">● 已送到</span> {titleOf(item)}</p><p className="soft">{wordsOf(item)}{typeof item.answer?.['number'] === 'string' ? ` · 编号 ${item.answer['number']}` : ''} · {whenText(item.at)}</p></li>
          ))}
        </ul>
      </main>
    </>
  )
}

function Waiting({ item }: { item: OutboxItem }) {
  const [isSure, setSure] = useState(false)
  const photos = [...new Set(photosIn(item.body))]
  const drop = async () => {
    setSure(false)
    await changeOutbox((outbox) => discard(outbox, item.id))
    await dropPhotos(photos)
    void send()
  }
  const again = async (body: OutboxItem['body']) => {
    await changeOutbox((outbox) => doAgain(outbox, item.id, { newId: newId(), at: new Date().toISOString(), body }))
    void send()
  }
  const rewrite = async () => {
    await keepDraft(REPORT_DRAFT, { values: item.body, photos, changedAt: Date.now() })
    await changeOutbox((outbox) => discard(outbox, item.id))
    go('report')
  }
  return (
    <article className="card" aria-label={titleOf(item)}>
      <p><span className="mark" data-tone={TONES[item.state]}>{item.state === 'waiting' ? '◆' : '▲'} {STATE_WORDS[item.state]}</span> {titleOf(item)}</p>
      <p>{wordsOf(item)}</p>
      {photos.length > 0 && <div className="photos">{photos.map((id, index) => <Photo key={id} id={id} number={index + 1} />)}</div>}
      <p className="soft">{whenText(item.at)}{item.tries > 0 && item.state === 'waiting' ? ` · 试过 ${item.tries} 次，还没传成` : ''}</p>
      {item.error && <p className="note" data-tone="red">{[item.error.message, ...Object.values(item.error.fields ?? {})].join(' ')}</p>}
      {item.state === 'clash' && <TwoVersions item={item} onAgain={again} />}
      <div className="buttons">
        {item.state === 'refused' && photos.length > 0 && <button type="button" onClick={() => void again(withoutPhotos(item.body))}>去掉照片和录音再传</button>}
        {item.state === 'refused' && <button type="button" onClick={() => void again(item.body)}>再传一次</button>}
        {item.kind === 'case.report' && item.state !== 'applied' && <button type="button" onClick={() => void rewrite()}>改一改</button>}
        <button type="button" className="danger" onClick={() => setSure(true)}>不传了</button>
      </div>
      {isSure && <Confirm title="不传了？" text="这一条和写在它后面的都会从手机里去掉，找不回来。" yes="去掉" onYes={() => void drop()} onClose={() => setSure(false)} />}
    </article>
  )
}

function Drafts() {
  const { drafts, bundle } = usePhone()
  const [asked, setAsked] = useState<string | null>(null)
  const drop = async (key: string) => {
    setAsked(null)
    await dropPhotos(drafts.get(key)?.photos ?? [])
    await keepDraft(key, null)
  }
  return (
    <section className="stack">
      <h2>没写完的</h2>
      <ul className="list">
        {[...drafts].map(([key, draft]) => {
          const [kind, id = ''] = key.split('/')
          const title = kind === 'case' ? `案件：${bundle?.cases.find((one) => one.id === id)?.title ?? '已不在手机里'}` : (KINDS[kind ?? ''] ?? '上报')
          return (
            <li key={key} className="card">
              <p>{title}<br /><span className="soft">{[draft.values['text'], draft.values['words']].find((text) => typeof text === 'string' && text !== '') as string | undefined} {whenText(draft.changedAt)}</span></p> {/* found by that very test */}
              <div className="buttons">
                <a className="button" href={id ? `#/${kind}/${encodeURIComponent(id)}` : '#/report'}>接着写</a>
                <button type="button" className="danger" onClick={() => setAsked(key)}>不要了</button>
              </div>
            </li>
          )
        })}
      </ul>
      {asked !== null && <Confirm title="不要了？" text="没写完的内容、照片和录音会从手机里去掉，找不回来。" yes="去掉" onYes={() => void drop(asked)} onClose={() => setAsked(null)} />}
    </section>
  )
}
