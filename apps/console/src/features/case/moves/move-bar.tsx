import { App, Button, Dropdown } from 'antd'
import { useState } from 'react'
import type { CaseDetail } from '@yihu/contracts'
import { useOffer } from '../../../app/commands.ts'
import { textOf } from '../../../app/conditions.tsx'
import { useKeys } from '../../../app/keys.ts'
import { isStaffMove, keysOf, MOVE_SHAPES } from './move-table.ts'
import type { StaffMove } from './move-table.ts'
import { useMove } from './use-move.ts'

const SHOWN = 5

interface MoveBarProps {
  readonly detail: CaseDetail
  readonly onOpen: (move: StaffMove) => void
}

interface Offered {
  readonly move: StaffMove
  readonly label: string
  readonly isPrimary: boolean
}

/** Every move possible now, the likely one first, each with its key; moves without a form are made at once. */
export function MoveBar({ detail, onOpen }: MoveBarProps) {
  const [busy, setBusy] = useState<StaffMove | null>(null)
  const { modal } = App.useApp()
  const make = useMove(detail)
  const offered = detail.moves.flatMap(({ move, label, isPrimary }): Offered[] => (isStaffMove(move) ? [{ move, label, isPrimary }] : []))
    .toSorted((a, b) => Number(b.isPrimary) - Number(a.isPrimary))
  const keys = keysOf(offered.map(({ move }) => move))

  const start = (move: StaffMove) => {
    if (MOVE_SHAPES[move].fields.length > 0) return onOpen(move)
    if (busy) return
    setBusy(move)
    // Each of these moves has no fields: its name is its whole form.
    make.mutate({ move } as Parameters<typeof make.mutate>[0], {
      onError: (error) => void modal.error({ title: '没有办成', content: textOf(error) }),
      onSettled: () => setBusy(null),
    })
  }
  useKeys(Object.fromEntries([...keys].map(([move, key]) => [key, () => start(move)])))
  useOffer(`案件 ${detail.number}`, offered.map(({ move, label }) => ({ id: move, label, key: keys.get(move), run: () => start(move) })))

  if (offered.length === 0) return null
  const shown = offered.slice(0, SHOWN)
  const rest = offered.slice(SHOWN)
  const labelled = ({ move, label }: Offered) => <>{label} <kbd aria-hidden="true">{keys.get(move)?.toUpperCase()}</kbd></>
  return (
    <div className="moves" role="group" aria-label="可以做的操作">
      {shown.map((one) => (
        <Button key={one.move} type={one.isPrimary ? 'primary' : 'default'} loading={busy === one.move} onClick={() => start(one.move)}
          {...(keys.has(one.move) ? { 'aria-keyshortcuts': keys.get(one.move) } : {})}>{labelled(one)}</Button>
      ))}
      {rest.length > 0 ? (
        <Dropdown trigger={['click']} menu={{ items: rest.map((one) => ({ key: one.move, label: labelled(one), onClick: () => start(one.move) })) }}>
          <Button>更多操作 <span aria-hidden="true">▾</span></Button>
        </Dropdown>
      ) : null}
    </div>
  )
}
