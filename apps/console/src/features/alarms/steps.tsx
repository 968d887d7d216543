import { Checkbox } from 'antd'
import type { AlarmDetail } from '@yihu/contracts'
import { When } from '../../app/when.tsx'
import { useMinute } from '../../app/minute.ts'
import { serverNow } from '../../app/server-time.ts'
import { leftText } from './left-text.ts'
import { useAct } from './use-act.ts'

/** What to do, step by step, each until when; ticked by those who did it. */
export function Steps({ alarm }: { readonly alarm: AlarmDetail }) {
  useMinute()
  const act = useAct(alarm)
  if (alarm.playbook.length === 0) return null
  const isOpen = alarm.cleared === null
  return (
    <section className="card" aria-label="怎么处置">
      <h2>怎么处置</h2>
      <ol className="alarm-steps">
        {alarm.playbook.map(({ index, text, by, only, dueAt, proof, done }) => {
          const isLate = !done && isOpen && dueAt !== null && Date.parse(dueAt) < serverNow().getTime()
          return (
            <li key={index}>
              <Checkbox checked={done !== null} disabled={done !== null || !alarm.may.act || act.isPending} onChange={() => act.mutate({ act: 'step', index })}>
                {only ? <span className="soft">（{only}）</span> : null}{text}
              </Checkbox>
              <span className={`alarm-step-foot ${isLate ? 'tone-red' : 'soft'}`}>{by}{proof ? `，留${proof}` : ''}{done ? <>　{done.by} <When at={done.at} /> 做了{done.note ? `：${done.note}` : ''}</> : isOpen && dueAt ? `　${isLate ? '▲ 已过时限' : `${leftText(dueAt)}到时限`}` : ''}</span>
            </li>
          )
        })}
      </ol>
    </section>
  )
}
