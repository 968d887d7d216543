import type { AlarmDetail } from '@yihu/contracts'
import { useMinute } from '../../app/minute.ts'
import { When } from '../../app/when.tsx'
import { leftText } from './left-text.ts'

const WORDS = {
  called: { shape: '●', tone: 'tone-green', word: '已通知' },
  nobody: { shape: '△', tone: 'tone-amber', word: '没有找到人' },
  waiting: { shape: '○', tone: 'soft', word: '还没轮到' },
  'not-needed': { shape: '—', tone: 'soft', word: '不用再找' },
} as const

/** Who was told, and who is next when nobody confirms. */
export function Ladder({ alarm: { ladder, nextCall, state, isQuiet } }: { readonly alarm: AlarmDetail }) {
  useMinute()
  if (ladder.length === 0) return null
  return (
    <section className="card" aria-label="找了谁">
      <h2>找了谁</h2>
      <ol className="ladder">
        {ladder.map(({ role, by, dueAt, state: rung, reached }) => {
          const { shape, tone, word } = WORDS[rung]
          return (
            <li key={role}>
              <span className={tone}><span aria-hidden="true">{shape}</span> {word}</span>
              <span><strong>{role}</strong>　{by}{reached.length > 0 ? `：${reached.join('、')}` : ''}</span>
              <span className="soft">{rung === 'waiting' ? leftText(dueAt) : rung === 'not-needed' ? '' : <When at={dueAt} />}</span>
            </li>
          )
        })}
      </ol>
      <p className="soft">{afterwards({ nextCall, state, isQuiet })}</p>
    </section>
  )
}

function afterwards({ nextCall, state, isQuiet }: Pick<AlarmDetail, 'nextCall' | 'state' | 'isQuiet'>): string {
  if (nextCall) return `没有人确认的话，${leftText(nextCall.at)}找${nextCall.who}。`
  if (state !== 'ringing') return '已经有人接手，不再往下找。'
  return isQuiet ? '设备在维护，不叫人；维护结束还没有恢复，就从头找起。' : '能找的人都找过了。'
}
