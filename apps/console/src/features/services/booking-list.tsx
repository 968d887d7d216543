import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { App, Button, Input, Select, Space, Table } from 'antd'
import { BOOKING_STATES, listBookings, markBooking, revealBooking } from '@yihu/contracts'
import type { BookingState, DeskBooking } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { textOf } from '../../app/conditions.tsx'
import { exactText } from '../../app/time.ts'
import { When } from '../../app/when.tsx'
import { ContactForPurpose } from './contact-for-purpose.tsx'

const TONES: Readonly<Record<BookingState, string>> = { booked: 'tone-amber', done: 'tone-green', missed: 'soft', cancelled: 'soft' }
const SHAPES: Readonly<Record<BookingState, string>> = { booked: '◆', done: '●', missed: '○', cancelled: '○' }
const STATES = Object.entries(BOOKING_STATES).map(([value, label]) => ({ value, label }))
const MARKS = [['done', '已办'], ['missed', '没有来'], ['cancelled', '取消']] as const

interface BookingListProps {
  readonly day: string | undefined
  readonly state: BookingState | undefined
  readonly onChange: (next: { readonly day?: string | undefined; readonly state?: BookingState | undefined }) => void
}

/** The appointments of one day: who comes when, and what became of it. */
export function BookingList({ day, state: only, onChange }: BookingListProps) {
  const { message } = App.useApp()
  const queries = useQueryClient()
  const found = useQuery({ queryKey: ['services', 'bookings', day ?? null, only ?? null], queryFn: ({ signal }) => api.call(listBookings, { query: { day, state: only }, signal }) })
  const mark = useMutation({
    mutationFn: ({ id, state }: { readonly id: string; readonly state: (typeof MARKS)[number][0] }) => api.call(markBooking, { params: { id }, body: { state } }),
    onSuccess: ({ stateText }) => {
      void message.success(`已记为“${stateText}”`)
      void queries.invalidateQueries({ queryKey: ['services', 'bookings'] })
    },
    onError: (error) => void message.error(textOf(error)),
  })
  return (
    <>
      <div className="sheet-head">
        <label>哪一天 <Input type="date" style={{ width: 160 }} value={day ?? found.data?.day ?? ''} onChange={(event) => onChange({ day: event.target.value || undefined })} /></label>
        <Select style={{ width: 120 }} aria-label="状态" value={only ?? null} onChange={(next: BookingState | null) => onChange({ state: next ?? undefined })} allowClear placeholder="全部状态" options={STATES} />
        {found.data ? <span className="soft">{found.data.bookings.length} 个预约，<When at={found.data.asOf} /> 的情况</span> : null}
      </div>
      {found.isError ? <p className="tone-red" role="alert">{textOf(found.error)}</p> : null}
      <Table<DeskBooking> rowKey="id" size="small" loading={found.isPending} pagination={false} scroll={{ x: 760 }} dataSource={found.data?.bookings ?? []} locale={{ emptyText: only ? '这一天没有这样的预约' : '这一天没有预约' }} columns={[
        { title: '时间', width: 130, render: (_, { startsAt, endsAt }) => `${exactText(startsAt).slice(-5)}–${exactText(endsAt).slice(-5)}` },
        { title: '事项', render: (_, { itemName, seat }) => <>{itemName} <span className="soft">{seat} 号窗口</span></> },
        { title: '谁来', render: (_, { id, ...masked }) => <ContactForPurpose masked={masked} contactLabel="联系预约人" reveal={(body) => api.call(revealBooking, { params: { id }, body })} /> },
        { title: '状态', width: 180, render: (_, { state, stateText, changedBy }) => <><span className={TONES[state]}>{SHAPES[state]} {stateText}</span>{changedBy ? <span className="soft"> {changedBy}</span> : null}</> },
        {
          title: '操作', width: 220, render: (_, { id, canMark, itemName, startsAt }) => (canMark ? (
            <Space size={4}>
              {MARKS.map(([state, label]) => <Button key={state} size="small" aria-label={`${itemName} ${exactText(startsAt)} 记为${label}`} loading={mark.isPending && mark.variables.id === id && mark.variables.state === state} onClick={() => mark.mutate({ id, state })}>{label}</Button>)}
            </Space>
          ) : null),
        },
      ]} />
    </>
  )
}
