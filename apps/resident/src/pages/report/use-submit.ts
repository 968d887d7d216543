import { useEffect, useRef, useState } from 'react'
import { type Receipt, sendAppeal } from '../../api.ts'
import { replaceWith } from '../../go.ts'
import { checkDraft, type DraftField, fieldOf } from '../../model/draft.ts'
import { type Problem, toProblem } from '../../model/problem.ts'
import { forgetUploads, submitDraft } from '../../model/submit.ts'
import { newId, onOnline } from '../../platform/device'
import { uploadPhoto } from '../../platform/http'
import { keepReceipt } from '../../receipts.ts'
import type { DraftHold } from './use-draft.ts'

export interface Failure {
  readonly message: string
  readonly fields: Partial<Record<DraftField, string>>
  readonly isOffline: boolean
  readonly attempt: number
}

export interface Submitting {
  /** What is being done, in words; empty at rest. */
  readonly doing: string
  readonly failure: Failure | undefined
  /** The network returned after an attempt without it. */
  readonly isBackOnline: boolean
  readonly submit: () => void
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

  const submit = async () => {
    if (isBusy.current) return
    attempts.current += 1
    setBackOnline(false)
    const missing = checkDraft(hold.current())
    if (Object.keys(missing).length > 0) {
      fail({ message: INCOMPLETE, fields: missing, isOffline: false })
      return
    }
    isBusy.current = true
    setFailure(undefined)
    const answer = await send(hold, setDoing).catch(toProblem)
    isBusy.current = false
    setDoing('')
    if (answer instanceof Error) {
      if (answer.code === 'file-missing') hold.change(forgetUploads(hold.current()))
      const { scanned } = hold.current()
      if (answer.code === 'code-far' && scanned) hold.change({ scanned: { ...scanned, isFar: true } })
      fail({ message: answer.message, fields: byField(answer), isOffline: answer.kind === 'offline' })
    } else finish(hold, answer)
  }

  return { doing, failure, isBackOnline, submit: () => void submit() }
}

function send(hold: DraftHold, say: (words: string) => void): Promise<Receipt> {
  return submitDraft(hold.current(), {
    upload: (photo) => uploadPhoto(photo.key, photo.name),
    send: sendAppeal,
    newId,
    save: hold.change,
    say,
  })
}

function finish(hold: DraftHold, receipt: Receipt): void {
  const { number, queryCode } = receipt
  keepReceipt({ number, queryCode, text: hold.current().text.trim(), at: new Date().toISOString() })
  hold.clear()
  replaceWith('receipt', { number, queryCode })
}

function byField(problem: Problem): Failure['fields'] {
  const fields: Failure['fields'] = {}
  for (const [name, message] of Object.entries(problem.fields)) {
    const field = fieldOf(name)
    if (field !== undefined) fields[field] = message
  }
  return fields
}
