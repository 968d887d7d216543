import { useEffect, useRef, useState } from 'react'
import { type AnyReceipt, joinNear, type NearReport, type NewAppeal, reportFor, sayStillNear, sendAppeal, sendFile } from '../../api.ts'
import { checkDraft, type DraftField, fieldOf, wordsOf } from '../../model/draft.ts'
import { type Problem, toProblem } from '../../model/problem.ts'
import { forgetUploads, submitDraft } from '../../model/submit.ts'
import { newId, onOnline } from '../../platform/device'
import { showReceipt } from '../../show-receipt.ts'
import { actingFor } from '../../ui/acting.ts'
import type { DraftHold } from './use-draft.ts'

export interface Failure {
  readonly message: string
  readonly fields: Partial<Record<DraftField, string>>
  readonly isOffline: boolean
  readonly code: string | undefined
  readonly attempt: number
}

export interface Submitting {
  /** What is being done, in words; empty at rest. */
  readonly doing: string
  readonly failure: Failure | undefined
  /** The network returned after an attempt without it. */
  readonly isBackOnline: boolean
  readonly submit: () => void
  /** What was refused is no longer there: nor is what was said of it. */
  readonly forgive: (field: DraftField) => void
  /** Follows a report that stands instead, or says of one closed of late that it is still there: what was written, photos and telephone go along. */
  readonly join: (report: NearReport) => void
}

const INCOMPLETE = '还差一点就能提交，已标在相应位置。您填写的内容还在。'

/** Checks, sends and, when the server has taken it, goes on to the receipt. */
export function useSubmit(hold: DraftHold): Submitting {
  const [doing, setDoing] = useState('')
  const [failure, setFailure] = useState<Failure>()
  const [isBackOnline, setBackOnline] = useState(false)
  const attempts = useRef(0)
  const isBusy = useRef(false)

  useEffect(() => onOnline(() => setBackOnline(true)), [])

  const fail = (part: Omit<Failure, 'attempt'>) => setFailure({ ...part, attempt: attempts.current })

  const run = async ({ send, name, isTextNeeded }: Way) => {
    if (isBusy.current) return
    attempts.current += 1
    setBackOnline(false)
    const { text, ...others } = checkDraft(hold.current())
    const missing = text !== undefined && (isTextNeeded || wordsOf(hold.current()) !== '') ? { ...others, text } : others
    if (Object.keys(missing).length > 0) {
      fail({ message: INCOMPLETE, fields: missing, isOffline: false, code: undefined })
      return
    }
    isBusy.current = true
    setFailure(undefined)
    const answer = await submitWith(hold, { send, say: setDoing }).catch(toProblem)
    isBusy.current = false
    setDoing('')
    if (answer instanceof Error) {
      if (answer.code === 'file-missing') hold.change(forgetUploads(hold.current()))
      const { scanned } = hold.current()
      if (answer.code === 'code-far' && scanned) hold.change({ scanned: { ...scanned, isFar: true } })
      fail({ message: answer.message, fields: byField(answer), isOffline: answer.kind === 'offline', code: answer.code })
    } else finish(hold, { receipt: answer, name })
  }

  return {
    doing, failure, isBackOnline,
    forgive: (field) => setFailure((now) => now && without(now, field)),
    submit: () => void run({ send: sendForWhom, name: '', isTextNeeded: true }),
    join: ({ id, what, isDone }) => void run(isDone ? { send: (appeal) => stillThereWith(id, appeal), name: '', isTextNeeded: true } : { send: (appeal) => joinWith(id, appeal), name: `我也遇到：${what}`, isTextNeeded: false }),
  }
}

/** How a draft is sent, and what 「我报的事」 calls it where nothing was written. */
interface Way {
  readonly send: (appeal: NewAppeal) => Promise<AnyReceipt>
  readonly name: string
  readonly isTextNeeded: boolean
}

/** For a parent who agreed, or for oneself. */
function sendForWhom(appeal: NewAppeal): Promise<AnyReceipt> {
  const acting = actingFor()
  return acting ? reportFor(acting.id, appeal) : sendAppeal(appeal)
}

function joinWith(id: string, { text, contact, files, clientId }: NewAppeal): Promise<AnyReceipt> {
  return joinNear(id, { clientId, ...(text !== '' && { note: text }), ...(contact && { contact }), ...(files && { files }) })
}

/** What was closed is opened again with the words of now. */
function stillThereWith(id: string, { text, contact, files, clientId }: NewAppeal): Promise<AnyReceipt> {
  return sayStillNear(id, { clientId, note: text, ...(contact && { contact }), ...(files && { files }) })
}

function submitWith(hold: DraftHold, { send, say }: { send: Way['send']; say: (words: string) => void }): Promise<AnyReceipt> {
  return submitDraft(hold.current(), {
    upload: (photo) => sendFile(photo.key, photo.name),
    send,
    newId,
    save: hold.change,
    say,
  })
}

function finish(hold: DraftHold, { receipt, name }: { receipt: AnyReceipt; name: string }): void {
  const text = wordsOf(hold.current()) || name
  hold.clear()
  showReceipt(receipt, text)
}

function without(failure: Failure, field: DraftField): Failure | undefined {
  if (failure.fields[field] === undefined) return failure
  const fields: Failure['fields'] = Object.fromEntries(Object.entries(failure.fields).filter(([name]) => name !== field))
  return Object.keys(fields).length === 0 ? undefined : { ...failure, fields }
}

function byField(problem: Problem): Failure['fields'] {
  const fields: Failure['fields'] = {}
  for (const [name, message] of Object.entries(problem.fields)) {
    const field = fieldOf(name)
    if (field !== undefined) fields[field] = message
  }
  return fields
}
