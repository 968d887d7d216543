import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Button } from 'antd'
import { moveCase } from '@yihu/contracts'
import type { CaseRow, Desk } from '@yihu/contracts'
import { MOVES } from '@yihu/domain'
import { api } from '../../app/api.ts'
import { textOf } from '../../app/conditions.tsx'

/** The moves that need no form, by desk: only these can be made for many cases at once. */
const BATCH_MOVES = { accept: 'accept', handle: 'claim', check: 'start-check' } as const satisfies Partial<Record<Desk, string>>
const FROM = { accept: 'registered', claim: 'dispatched', 'start-check': 'replied' } as const

interface BatchBarProps {
  readonly desk: Desk
  readonly rows: readonly CaseRow[]
  readonly onDone: () => void
}

/** What to do with the selected cases; each is moved on its own and each refusal is told. */
export function BatchBar({ desk, rows, onDone }: BatchBarProps) {
  const queries = useQueryClient()
  const { modal, message } = App.useApp()
  const name = desk === 'accept' || desk === 'handle' || desk === 'check' ? BATCH_MOVES[desk] : null
  const able = name ? rows.filter(({ state }) => state === FROM[name]) : []
  const label = name ? MOVES[name].label : ''
  const run = useMutation({
    mutationFn: async (move: keyof typeof FROM) => {
      const refused: string[] = []
      for (const { id, number, version } of able) {
        await api.call(moveCase, { params: { id }, body: { move, version } }).catch((error: unknown) => refused.push(`${number}：${textOf(error)}`))
      }
      return refused
    },
    onSuccess: (refused) => {
      if (refused.length === 0) message.success(`${able.length} 件已${label}`)
      else modal.warning({ title: `${able.length - refused.length} 件已${label}，${refused.length} 件没有`, content: refused.map((text) => <p key={text}>{text}</p>) })
      onDone()
    },
    onSettled: () => Promise.all([queries.invalidateQueries({ queryKey: ['cases'] }), queries.invalidateQueries({ queryKey: ['counts'] })]),
  })
  return (
    <div className="batch" role="status">
      <span>已选 {rows.length} 件</span>
      {name && able.length > 0 ? <Button type="primary" size="small" loading={run.isPending} onClick={() => run.mutate(name)}>{label} {able.length} 件</Button> : null}
      {name && able.length === 0 ? <span className="soft batch-none">所选的都不能成批{label}</span> : null}
      <Button size="small" onClick={onDone}>取消选择</Button>
    </div>
  )
}
