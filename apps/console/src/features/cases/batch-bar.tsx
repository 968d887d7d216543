import { App, Button } from 'antd'
import { lazy, Suspense, useState } from 'react'
import type { CaseRow } from '@yihu/contracts'
import { textOf } from '../../app/conditions.tsx'
import { useKeys } from '../../app/keys.ts'
import { useCan } from '../../app/session.ts'
import { batchesOf, batchShape, planOf } from './batch.ts'
import type { BatchMove } from './batch.ts'
import { useBatch } from './use-batch.ts'

const BatchPanel = lazy(async () => ({ default: (await import('./batch-panel.tsx')).BatchPanel }))
const NO_UNITS = new Map<string, never>()
const SHOWN = 3

interface BatchBarProps {
  readonly rows: readonly CaseRow[]
  /** Keeps only these selected. */
  readonly onKeep: (ids: readonly string[]) => void
  readonly onAll: () => void
}

/** What to do with the selected cases; each is moved on its own and each refusal is told. */
export function BatchBar({ rows, onKeep, onAll }: BatchBarProps) {
  const can = useCan()
  const { message, modal } = App.useApp()
  const batch = useBatch()
  // The cases leave the list as they are moved; the panel keeps those it was opened for.
  const [open, setOpen] = useState<{ readonly move: BatchMove; readonly rows: readonly CaseRow[] } | null>(null)
  const offered = batchesOf(rows, can)

  const start = (move: BatchMove) => {
    const shape = batchShape(move)
    const able = offered.find((one) => one.move === move)?.rows ?? []
    if (shape.each || shape.text) return setOpen({ move, rows: able })
    const bodies = planOf(move, able, { note: '', units: NO_UNITS }).flatMap(({ body }) => body ?? [])
    batch.mutate(bodies, {
      onSuccess: (results) => {
        const refused = results.filter(({ error }) => error !== null)
        if (refused.length === 0) void message.success(`${results.length} 件已${shape.label}`)
        else modal.warning({ title: `${results.length - refused.length} 件已${shape.label}，${refused.length} 件没有`, content: refused.map(({ id, number, error }) => <p key={id}>{number ?? '看不到的案件'}：{error?.message}</p>) })
        onKeep(refused.map(({ id }) => id))
      },
      onError: (error) => void modal.error({ title: '没有全部办成', content: `${textOf(error)} 列表显示的是现在的情况，已办的不会再办一次。` }),
    })
  }
  const [first] = offered
  useKeys({ 'Shift+B': () => { if (first && !batch.isPending) start(first.move) }, Escape: () => onKeep([]) })
  return (
    <>
      {rows.length > 0 ? (
        <div className="batch" role="status">
          <span>已选 {rows.length} 件 <Button type="link" size="small" onClick={onAll}>全选 <kbd aria-hidden="true">Shift X</kbd></Button></span>
          {offered.slice(0, SHOWN).map(({ move, rows: these }, i) => (
            <Button key={move} type={i === 0 ? 'primary' : 'default'} size="small" loading={batch.isPending && i === 0} onClick={() => start(move)}>
              {batchShape(move).label} {these.length} 件{i === 0 ? <> <kbd aria-hidden="true">Shift B</kbd></> : null}
            </Button>
          ))}
          {offered.length === 0 ? <span className="soft batch-none">所选的不能成批办理</span> : null}
          <Button size="small" onClick={() => onKeep([])}>取消选择</Button>
        </div>
      ) : null}
      {open ? <Suspense><BatchPanel {...open} onClose={() => setOpen(null)} onKeep={onKeep} /></Suspense> : null}
    </>
  )
}
