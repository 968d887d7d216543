import type { AnyReceipt, NewAppeal } from '../api.ts'
import { contentOf, type Draft, type DraftPhoto, withAttempt } from './draft.ts'
import { Problem, toProblem } from './problem.ts'

interface Ways {
  readonly upload: (photo: DraftPhoto) => Promise<{ readonly id: string }>
  readonly send: (appeal: NewAppeal) => Promise<AnyReceipt>
  readonly newId: () => Promise<string>
  /** Called after every step, so that nothing done is done again after a break. */
  readonly save: (draft: Draft) => void
  readonly say: (progress: string) => void
}

/**
 * Photos first, one by one, then the recording, then the report. What the server already has is not sent again.
 * @throws Problem with the field of the part that was refused, naming it; the other parts stay as they are
 */
export async function submitDraft(start: Draft, ways: Ways): Promise<AnyReceipt> {
  let draft = start
  for (const [index, photo] of start.photos.entries()) {
    if (photo.fileId !== undefined) continue
    ways.say(`正在传照片，第 ${index + 1} 张，共 ${start.photos.length} 张…`)
    const { id } = await ways.upload(photo).catch((error: unknown) => {
      throw about({ field: 'files', what: `第 ${index + 1} 张照片` }, toProblem(error))
    })
    draft = { ...draft, photos: draft.photos.map((one) => (one.key === photo.key ? { ...one, fileId: id } : one)) }
    ways.save(draft)
  }
  if (draft.voice && draft.voice.fileId === undefined) {
    ways.say('正在传录音…')
    const { id } = await ways.upload(draft.voice).catch((error: unknown) => {
      throw about({ field: 'voice', what: '录音' }, toProblem(error))
    })
    draft = { ...draft, voice: { ...draft.voice, fileId: id } }
    ways.save(draft)
  }
  ways.say('正在提交…')
  const ready = withAttempt(draft, await ways.newId())
  ways.save(ready)
  return ways.send({ ...contentOf(ready), clientId: ready.attempt.clientId })
}

function about({ field, what }: { field: 'files' | 'voice'; what: string }, problem: Problem): Problem {
  if (problem.kind === 'offline') return problem
  const message = `${what}没有传上去：${problem.message}`
  return new Problem('refused', message, { code: problem.code, fields: { [field]: message } })
}

/** The server dropped uploads that were never used (`file-missing`): they must be sent anew. */
export function forgetUploads(draft: Draft): Draft {
  const { voice } = draft
  return { ...draft, photos: draft.photos.map(({ key, name, bytes }) => ({ key, name, bytes })), voice: voice && { key: voice.key, name: voice.name, bytes: voice.bytes, seconds: voice.seconds } }
}
