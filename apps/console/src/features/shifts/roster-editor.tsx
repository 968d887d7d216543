import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, App, Button, Popconfirm } from 'antd'
import { useEffect, useState } from 'react'
import { ApiError } from '@yihu/client'
import { saveRoster, ShiftForm } from '@yihu/contracts'
import type { Roster } from '@yihu/contracts'
import { monthsAfter } from '@yihu/domain'
import { z } from 'zod'
import { api } from '../../app/api.ts'
import { textOf } from '../../app/conditions.tsx'
import { readDraft, writeDraft } from '../../app/drafts.ts'
import { copyLastWeek, fillByWeeks, formOf, putShift, withoutShift } from './roster-edit.ts'
import { RosterTable } from './roster-table.tsx'
import { ShiftDialog } from './shift-dialog.tsx'
import { rosterQuery, SHIFTS_KEY } from './shift-queries.ts'
import { SwapDialog } from './swap-dialog.tsx'

const Kept = z.object({ revision: z.number(), shifts: z.array(ShiftForm) })
type Kept = z.infer<typeof Kept>

interface Opened {
  readonly day: string
  readonly name: string
  readonly shift: ShiftForm | null
}

/** A month in hand: changed freely, kept on this computer, saved as a whole. */
export function RosterEditor({ roster, onClose }: { readonly roster: Roster; readonly onClose: () => void }) {
  const { month } = roster
  const [draft, setDraft] = useState<Kept>(() => Kept.safeParse(readDraft(`roster:${month}`)).data ?? { revision: roster.revision, shifts: roster.shifts.map(formOf) })
  const [opened, setOpened] = useState<Opened | null>(null)
  const [isSwapping, setSwapping] = useState(false)
  const { message } = App.useApp()
  const before = useQuery(rosterQuery(monthsAfter(month, -1)))
  const lastMonth = before.data?.shifts ?? []
  useEffect(() => writeDraft(`roster:${month}`, draft), [month, draft])
  const change = (shifts: ShiftForm[]) => setDraft((last) => ({ ...last, shifts }))
  const close = () => {
    // After the effect that keeps it has run for the last time.
    setTimeout(() => writeDraft(`roster:${month}`, null))
    onClose()
  }
  const copy = (day: string) => {
    const copied = copyLastWeek(draft.shifts, { day, before: lastMonth })
    change(copied)
    message.info('已照上周填好这一周，保存后生效')
  }
  return (
    <>
      <div className="roster-tools">
        <Button disabled={before.isPending} onClick={() => change(fillByWeeks(draft.shifts, { month, before: lastMonth }))}>空着的日子照上周填</Button>
        <Button disabled={draft.shifts.length === 0} onClick={() => setSwapping(true)}>两人对调</Button>
        <Button onClick={() => setOpened({ day: `${month}-01`, name: '', shift: null })}>加一个班次</Button>
        <Saving roster={roster} draft={draft} onSaved={close} onOver={(revision) => setDraft((last) => ({ ...last, revision }))} />
        <Popconfirm title="放弃这次的修改？" okText="放弃" cancelText="接着排" onConfirm={close}><Button>不改了</Button></Popconfirm>
      </div>
      <RosterTable month={month} shifts={draft.shifts} onOpen={setOpened} onCopyWeek={copy} />
      {opened ? (
        <ShiftDialog month={month} opened={opened} staff={roster.staff} shifts={draft.shifts} onClose={() => setOpened(null)}
          onKeep={(shift) => { change(putShift(draft.shifts, opened.shift, shift)); setOpened(null) }}
          onRemove={() => { change(withoutShift(draft.shifts, opened.shift)); setOpened(null) }} />
      ) : null}
      {isSwapping ? <SwapDialog month={month} shifts={draft.shifts} onClose={() => setSwapping(false)} onSwap={(shifts) => { change(shifts); setSwapping(false) }} /> : null}
    </>
  )
}

interface SavingProps {
  readonly roster: Roster
  readonly draft: Kept
  readonly onSaved: () => void
  /** Goes on from the newest revision: what is in hand will replace it. */
  readonly onOver: (revision: number) => void
}

function Saving({ roster, draft, onSaved, onOver }: SavingProps) {
  const queries = useQueryClient()
  const { message } = App.useApp()
  const save = useMutation({
    mutationFn: () => api.call(saveRoster, { params: { month: roster.month }, body: draft }),
    onSuccess: (saved) => {
      queries.setQueryData(rosterQuery(roster.month).queryKey, saved)
      void queries.invalidateQueries({ queryKey: SHIFTS_KEY })
      message.success('值班表已保存')
      onSaved()
    },
    onError: (error) => { if (error instanceof ApiError && error.status === 409) void queries.invalidateQueries({ queryKey: rosterQuery(roster.month).queryKey }) },
  })
  const isClash = draft.revision !== roster.revision
  return (
    <>
      <Button type="primary" loading={save.isPending} disabled={isClash} onClick={() => save.mutate()}>保存这个月</Button>
      {isClash ? (
        <Alert className="roster-clash" type="warning" showIcon title="别人刚改过这个月的值班表，您排的还在这里。"
          action={<><Button size="small" onClick={() => onOver(roster.revision)}>用我的</Button> <Button size="small" onClick={onSaved}>看最新的，放弃我的</Button></>} />
      ) : save.isError ? <Alert className="roster-clash" type="error" showIcon role="alert" title={textOf(save.error)} /> : null}
    </>
  )
}
