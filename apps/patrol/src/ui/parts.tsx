import { useEffect, useId, useRef } from 'react'
import type { ReactNode } from 'react'
import { countPending } from '@yihu/domain'
import { MARKS } from '@yihu/ui'
import { usePhone } from '../store/phone.ts'
import { isNearlyFull } from '../store/space.ts'
import { back } from '../route.ts'
import type { Urgency } from '../model/cases.ts'

/** The head of a page: where one is, the way back, and always what still waits in the phone. */
export function Head({ title, up }: { title: string; up?: string }) {
  return (
    <header className="head">
      {up !== undefined && <button type="button" className="plain" onClick={() => back(up)}>返回</button>}
      <h1>{title}</h1>
      <PendingLink />
    </header>
  )
}

function PendingLink() {
  const { outbox, isOnline, isExpired } = usePhone()
  const [count, stuck] = [countPending(outbox), outbox.some(({ state }) => state === 'clash' || state === 'refused')]
  const tone = stuck || isExpired ? 'red' : count > 0 || !isOnline ? 'amber' : 'none'
  return <a className="pending" data-tone={tone} href="#/outbox">{isOnline ? '' : '没有网 · '}⇅ 待传 {count}</a>
}

/** What a worker must know wherever they are. */
export function Warnings() {
  const { isExpired, problem, failure, space } = usePhone()
  // What was just done was not kept: that comes first.
  if (failure) return <p className="note" data-tone="red" role="alert">{failure.text}</p>
  if (isNearlyFull(space)) return <p className="note" data-tone="red" role="alert">手机存储快满了：请清理手机，或先连网把待传的传完，免得照片存不下。</p>
  if (isExpired) return <p className="note" data-tone="amber" role="status">登录已过期，内容都在手机里。<a href="#/login">重新登录后接着传</a></p>
  return problem ? <p className="note" data-tone="amber" role="status">{problem}</p> : null
}

const ICONS = {
  today: 'M4 11 12 4l8 7v9H4z', report: 'M12 5v14M5 12h14', cases: 'M5 4h14v16H5zM9 9h6M9 13h6', map: 'M9 4 3 6v14l6-2 6 2 6-2V4l-6 2zM9 4v14M15 6v14', mine: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM4 20a8 8 0 0 1 16 0',
} as const
const TABS = { today: '今天', report: '上报', cases: '案件', map: '地图', mine: '我的' } as const satisfies Record<keyof typeof ICONS, string>

/** The five places a thumb reaches. */
export function Tabs({ page }: { page: string }) {
  const names = Object.keys(TABS) as (keyof typeof TABS)[] // keys of a literal table
  return (
    <nav className="tabs" aria-label="主要页面">
      {names.map((name) => (
        <a key={name} href={`#/${name}`} aria-current={page === name ? 'page' : undefined}>
          <svg viewBox="0 0 24 24" aria-hidden="true"><path d={ICONS[name]} /></svg>
          {TABS[name]}
        </a>
      ))}
    </nav>
  )
}

/** State as shape, colour and word. */
export function Mark({ of }: { of: Urgency }) {
  const { shape, word, tone } = MARKS[of]
  return <span className="mark" data-tone={tone}>{shape} {word}</span>
}

/** A field with its label and what is wrong with it. */
export function Field({ label, error, children }: { label: string; error?: string | undefined; children: (at: { id: string; 'aria-describedby'?: string; 'aria-invalid'?: true }) => ReactNode }) {
  const id = useId()
  return (
    <div>
      <label htmlFor={id}>{label}</label>
      {children({ id, ...(error ? { 'aria-describedby': `${id}-wrong`, 'aria-invalid': true } : {}) })}
      {error && <p className="wrong" id={`${id}-wrong`}>{error}</p>}
    </div>
  )
}

/** One of a few, as buttons. */
export function Choices<T extends string>({ legend, options, value, onChoose }: { legend: string; options: Readonly<Partial<Record<T, string>>>; value: T | null; onChoose: (value: T) => void }) {
  const name = useId()
  return (
    <fieldset>
      <legend>{legend}</legend>
      <div className="choices">
        {(Object.entries(options) as [T, string][]).map(([option, word]) => ( // keys of the given table
          <label className="choice" key={option}>
            <input type="radio" name={name} checked={option === value} onChange={() => onChoose(option)} />
            <span>{word}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}

/** A sheet from below; Escape and the outside close it. */
export function Sheet({ title, onClose, children }: { title: string; onClose: () => void; children: ReactNode }) {
  const ref = useRef<HTMLDialogElement>(null)
  useEffect(() => { ref.current?.showModal() }, [])
  return (
    <dialog ref={ref} aria-label={title} onClose={onClose} onClick={({ target, currentTarget }) => { if (target === currentTarget) onClose() }}>
      <div className="stack">
        <h2>{title}</h2>
        {children}
      </div>
    </dialog>
  )
}

/** Asks once more before something is gone. */
export function Confirm({ title, text, yes, onYes, onClose }: { title: string; text: string; yes: string; onYes: () => void; onClose: () => void }) {
  return (
    <Sheet title={title} onClose={onClose}>
      <p>{text}</p>
      <div className="buttons">
        <button type="button" onClick={onClose}>不，留着</button>
        <button type="button" className="danger" onClick={onYes}>{yes}</button>
      </div>
    </Sheet>
  )
}
