import { MENTION_KINDS, mentionsIn, signsIn } from '@yihu/domain'
import type { Mention, MentionKind, Sign } from '@yihu/domain'
import { useMemo } from 'react'
import './intelligence.css'

const SHOWN = 6
const kinds = Object.keys(MENTION_KINDS) as MentionKind[] // keys of a literal table

/** The signs of a message, then whom and what it mentions. */
export function Signs({ text }: { readonly text: string }) {
  const mentions = useMemo(() => mentionsIn(text), [text])
  return (
    <>
      <SignLines text={text} />
      {mentions.length > 0 ? <Mentioned mentions={mentions} /> : null}
    </>
  )
}

/** What in a message asks for speed or care, each with the words that decided and what follows. */
export function SignLines({ text }: { readonly text: string }) {
  const signs = useMemo(() => signsIn(text), [text])
  if (signs.length === 0) return null
  return <ul className="signs" aria-label="需要留意的">{signs.map((sign) => <SignLine key={sign.kind} sign={sign} />)}</ul>
}

function SignLine({ sign: { name, level, words, advice } }: { readonly sign: Sign }) {
  return (
    <li className={`sign sign-${level}`}>
      <span className={level === 'urgent' ? 'tone-red' : 'tone-amber'}><strong>{level === 'urgent' ? '▲ 紧急' : '◆ 留意'}：{name}</strong></span>
      <span className="sign-advice">{advice}</span>
      <span className="soft">依据的词：{words.join('、')}</span>
    </li>
  )
}

function Mentioned({ mentions }: { readonly mentions: readonly Mention[] }) {
  const rows = kinds.flatMap((kind) => {
    const said = [...new Set(mentions.filter((one) => one.kind === kind).map(nameOf))]
    return said.length > 0 ? [{ kind, said }] : []
  })
  return (
    <details className="fold">
      <summary>文中提到的时间、人和单位（系统按词找出，请核对）</summary>
      <ul>{rows.map(({ kind, said }) => <li key={kind}>{MENTION_KINDS[kind]}：{said.slice(0, SHOWN).join('、')}{said.length > SHOWN ? ` 等 ${said.length} 处` : ''}</li>)}</ul>
    </details>
  )
}

function nameOf({ text, isConfirmed }: Mention): string {
  return isConfirmed === false ? `${text}（校验位不符，可能写错了）` : text
}
