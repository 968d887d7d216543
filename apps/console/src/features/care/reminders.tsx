import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Button } from 'antd'
import { useState } from 'react'
import { removeCareReminder } from '@yihu/contracts'
import type { CareDetail, CareReminder } from '@yihu/contracts'
import { weekdaysText } from '@yihu/domain'
import { api } from '../../app/api.ts'
import { textOf } from '../../app/conditions.tsx'
import { When } from '../../app/when.tsx'
import { ReminderDialog } from './reminder-dialog.tsx'

/** What the one-key caller says, and when. */
export function Reminders({ person }: { readonly person: CareDetail }) {
  const { id, reminders, devices, consent, mayEdit } = person
  const [edited, setEdited] = useState<CareReminder | 'new' | null>(null)
  const queries = useQueryClient()
  const { message } = App.useApp()
  const remove = useMutation({ mutationFn: (reminderId: string) => api.call(removeCareReminder, { params: { id, reminderId } }), onError: (error) => void message.error(textOf(error)), onSettled: () => queries.invalidateQueries({ queryKey: ['care'] }) })
  const hasCaller = devices.some(({ scope }) => scope === 'call')
  const mayAdd = mayEdit && hasCaller && consent.scopes.includes('reminder')
  return (
    <section className="card" aria-label="提醒">
      <h2>提醒</h2>
      {reminders.length === 0 ? <p className="soft">还没有提醒。{consent.scopes.includes('reminder') ? (hasCaller ? '' : '要先连一台一键呼叫器。') : '本人没有同意语音提醒。'}</p> : null}
      <ul className="care-reminders">
        {reminders.map((one) => (
          <li key={one.id}>
            <Says reminder={one} />
            {mayEdit ? (
              <span className="care-reminder-acts">
                {mayAdd ? <Button size="small" aria-label={`修改提醒 ${one.text}`} onClick={() => setEdited(one)}>修改</Button> : null}
                <Button size="small" aria-label={`删去提醒 ${one.text}`} onClick={() => remove.mutate(one.id)}>删去</Button>
              </span>
            ) : null}
          </li>
        ))}
      </ul>
      {mayAdd ? <Button onClick={() => setEdited('new')}>加一个提醒</Button> : null}
      {edited ? <ReminderDialog person={person} reminder={edited === 'new' ? null : edited} onClose={() => setEdited(null)} /> : null}
    </section>
  )
}

function Says({ reminder: { kindName, text, times, weekdays, lastDay, nextAt } }: { readonly reminder: CareReminder }) {
  return (
    <span>
      <strong>{kindName}</strong>　{weekdaysText(weekdays)} {times.join('、')}　“{text}”
      <span className="soft">　{nextAt ? <>下一次 <When at={nextAt} />{lastDay ? `，到 ${lastDay} 为止` : ''}</> : `‖ 已到 ${lastDay ?? '期'}，不再播`}</span>
    </span>
  )
}
