import { useQuery } from '@tanstack/react-query'
import { Alert, Button, Input, Modal } from 'antd'
import { useState } from 'react'
import { BATCH_LIMIT, suggestUnits } from '@yihu/contracts'
import type { CaseRow } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { textOf } from '../../app/conditions.tsx'
import { readDraft, writeDraft } from '../../app/drafts.ts'
import { batchShape, planOf } from './batch.ts'
import type { BatchMove, UnitHint } from './batch.ts'
import { useBatch } from './use-batch.ts'
import type { BatchResult } from './use-batch.ts'

interface BatchPanelProps {
  readonly move: BatchMove
  readonly rows: readonly CaseRow[]
  readonly onClose: () => void
  readonly onKeep: (ids: readonly string[]) => void
}

/** Says what will be done to each of many cases, does it, and says what became of each. */
export function BatchPanel({ move, rows, onClose, onKeep }: BatchPanelProps) {
  const { label, each, text } = batchShape(move)
  const draft = `batch:${move}`
  const [note, setNote] = useState(() => String(readDraft(draft) ?? ''))
  const units = useUnits(rows, each === 'unit')
  const batch = useBatch()
  const plan = planOf(move, rows, { note: note.trim(), units: units.hints })
  const bodies = plan.flatMap(({ body }) => body ?? [])
  const isReady = bodies.length > 0 && (!text || note.trim() !== '') && !units.isAsking
  const results = new Map(batch.data?.map((result) => [result.id, result]))
  const refused = batch.data?.filter(({ error }) => error !== null) ?? []
  const run = () => {
    if (!isReady || batch.isPending || batch.isSuccess) return
    batch.mutate(bodies, { onSuccess: () => writeDraft(draft, null) })
  }
  const close = () => {
    if (batch.isSuccess) onKeep(rows.filter(({ id }) => results.get(id)?.error !== null).map(({ id }) => id))
    onClose()
  }
  const title = batch.isSuccess ? `${batch.data.length - refused.length} 件已${label}${refused.length > 0 ? `，${refused.length} 件没有` : ''}` : `${label} ${bodies.length} 件`
  return (
    // Also what is pressed on the frame of the window comes up to here.
    <div onKeyDown={(event) => { if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) run() }}><Modal open title={title} width={720} onCancel={close} footer={batch.isSuccess ? <Button type="primary" autoFocus onClick={close}>知道了</Button> : (
      <>
        <span className="soft batch-hint"><kbd>Ctrl Enter</kbd> {label}</span>
        <Button onClick={close}>先不办</Button>
        <Button type="primary" disabled={!isReady} loading={batch.isPending} onClick={run}>{label} {bodies.length} 件</Button>
      </>
    )}>
      <div>
        {batch.isError ? <Alert type="error" showIcon role="alert" title={textOf(batch.error)} description="已办的不会再办一次；可以再按一次，只会办还没办的。" /> : null}
        {text && !batch.isSuccess ? (
          <label className="batch-text">{text.label}（写给这 {bodies.length} 件）
            <Input.TextArea autoFocus value={note} maxLength={2000} showCount autoSize={{ minRows: 2, maxRows: 6 }} onChange={(event) => { setNote(event.target.value); writeDraft(draft, event.target.value) }} />
          </label>
        ) : null}
        <ul className="batch-plan" tabIndex={0} aria-label="逐件">
          {plan.map(({ row, what, body }) => (
            <li key={row.id}>
              <span className="item-number">{row.number}</span> {row.title}
              <p className={body ? 'soft' : 'tone-amber'}>{units.isAsking ? '正在查派遣规则…' : what}<Outcome result={results.get(row.id)} /></p>
            </li>
          ))}
        </ul>
      </div>
    </Modal></div>
  )
}

function Outcome({ result }: { readonly result: BatchResult | undefined }) {
  if (!result) return null
  return result.error ? <strong className="tone-red"> ✗ {result.error.message}</strong> : <strong className="tone-green"> ✓ 现在是“{result.stateLabel}”</strong>
}

function useUnits(rows: readonly CaseRow[], isWanted: boolean): { hints: ReadonlyMap<string, UnitHint>; isAsking: boolean } {
  const ids = rows.map(({ id }) => id)
  const found = useQuery({
    queryKey: ['unit-suggestions', ids],
    queryFn: async ({ signal }) => {
      const all: UnitHint[] = []
      for (let from = 0; from < ids.length; from += BATCH_LIMIT) {
        all.push(...(await api.call(suggestUnits, { query: { ids: ids.slice(from, from + BATCH_LIMIT).join(',') }, signal })).suggestions)
      }
      return all
    },
    enabled: isWanted,
  })
  return { hints: new Map((found.data ?? []).map((hint) => [hint.id, hint])), isAsking: isWanted && found.isPending }
}
