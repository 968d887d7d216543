import { Form } from 'antd'
import type { FormInstance } from 'antd'
import { useMemo } from 'react'
import type { CaseDetail } from '@yihu/contracts'
import { checkReply } from '@yihu/domain'
import { serverNow } from '../../app/server-time.ts'
import { useSettled } from '../intake/class-suggestions.tsx'
import './intelligence.css'

const TYPING_MS = 400

/** Advice while a reply is being written: what it lacks and why. It never keeps anybody from sending. */
export function ReplyCheck({ form, detail }: { readonly form: FormInstance<Record<string, unknown>>; readonly detail: CaseDetail }) {
  const written: unknown = Form.useWatch('text', form)
  const reply = useSettled(typeof written === 'string' ? written : '', TYPING_MS)
  const { title, text: asked, dueAt } = detail
  const advice = useMemo(
    () => checkReply({ asked, title, reply, dueAt: dueAt ? Date.parse(dueAt) : null, now: serverNow().getTime() }),
    [asked, title, reply, dueAt],
  )
  if (advice.length === 0) return null
  const lacks = advice.filter(({ isFine }) => !isFine)
  const fine = advice.filter(({ isFine }) => isFine)
  return (
    <div className="suggestion reply-check" role="status" aria-label="答复自查">
      <p><strong>{lacks.length === 0 ? '✓ 自查没有发现问题' : `◆ 自查：${lacks.length} 处可以再看看`}</strong><span className="soft">　只是建议，不影响提交</span></p>
      {lacks.length > 0 ? <ul>{lacks.map(({ point, name, text }) => <li key={point}><strong>{name}</strong>　{text}</li>)}</ul> : null}
      {fine.length > 0 ? <p className="soft">没有问题的：{fine.map(({ name, words }) => (words[0] ? `${name}（${words[0].slice(0, 14)}）` : name)).join('、')}</p> : null}
    </div>
  )
}
