import { useState } from 'react'
import { MOVES, RETURN_REASONS } from '@yihu/domain'
import type { ReturnReason } from '@yihu/domain'
import { send } from '../send/send.ts'
import type { LocalCase, PhoneMove } from '../model/cases.ts'
import { useDraft } from '../store/drafts.ts'
import { photoMark } from '../model/bodies.ts'
import { phoneNow } from '../store/phone.ts'
import { Choices, Field, Sheet } from '../ui/parts.tsx'
import { PhotoField, STORING } from '../ui/photo-field.tsx'
import { isRecording, SPEAKING } from '../ui/voice-button.tsx'

interface MoveSpec {
  /** The field of the form that takes the words, and what it asks. */
  readonly words?: { readonly field: 'text' | 'note'; readonly label: string; readonly isOptional?: true }
  readonly photos?: string
  readonly asks?: 'reason' | 'found'
}

const SPECS: Readonly<Record<PhoneMove, MoveSpec>> = {
  'report-verification': { words: { field: 'note', label: '看到的情况' }, photos: '现场照片', asks: 'found' },
  claim: {},
  reply: { words: { field: 'text', label: '怎么办的、结果怎样' }, photos: '办前办后照片' },
  'handle-self': { words: { field: 'text', label: '怎么处理的' }, photos: '办前办后照片' },
  return: { words: { field: 'note', label: '说明' }, asks: 'reason' },
  'claim-all': { words: { field: 'note', label: '说明（可不写）', isOptional: true } },
  'answer-all': { words: { field: 'note', label: '做了什么' } },
  'answer-urge': { words: { field: 'note', label: '回复督办' } },
}

export const MOVE_LABELS: Readonly<Record<PhoneMove, string>> = {
  'report-verification': MOVES['report-verification'].label, claim: MOVES.claim.label, reply: MOVES.reply.label, 'handle-self': MOVES['handle-self'].label,
  return: MOVES.return.label, 'claim-all': MOVES['claim-all'].label, 'answer-all': MOVES['answer-all'].label, 'answer-urge': MOVES['answer-urge'].label,
}

const EMPTY = { words: '', reason: '', found: '' }

/** The form of one move; what is typed is kept, and handing it in needs no signal. */
export function MoveSheet({ move, local, onClose }: { move: PhoneMove; local: LocalCase; onClose: () => void }) {
  const form = useDraft(`case/${local.case.id}/${move}`, EMPTY)
  const [problem, setProblem] = useState<string | null>(null)
  const { words, photos, asks } = SPECS[move]
  const { values } = form
  const submit = async () => {
    if (isRecording()) return setProblem(SPEAKING)
    const { values: said, photos: taken } = await form.whole()
    const missing = words && !words.isOptional && !said.words.trim() ? `请填写${words.label}` : asks === 'reason' && !said.reason ? '请选择退回理由' : asks === 'found' && !said.found ? '请选择是否属实' : null
    setProblem(missing)
    if (missing) return
    const kept = await form.handIn({
      kind: 'case.move', key: local.case.id,
      body: {
        caseId: local.case.id, version: local.version, move,
        ...(words && said.words.trim() ? { [words.field]: said.words.trim() } : {}),
        ...(photos ? { evidence: taken.map(photoMark) } : {}),
        ...(asks === 'reason' ? { reason: said.reason } : {}),
        ...(asks === 'found' ? { found: said.found === 'yes' } : {}),
      },
    })
    if (kept === 'full') return setProblem(phoneNow().failure?.text ?? null)
    if (kept === 'again') return
    onClose()
    void send()
  }
  return (
    <Sheet title={`${MOVE_LABELS[move]}：${local.case.title}`} onClose={onClose}>
      {asks === 'reason' && <Choices<ReturnReason> legend="为什么退回" options={RETURN_REASONS} value={(values.reason || null) as ReturnReason | null} onChoose={(reason) => form.set({ reason })} /> /* only these are chosen */}
      {asks === 'found' && <Choices<'yes' | 'no'> legend="是否属实" options={{ yes: '属实', no: '没有这回事' }} value={(values.found || null) as 'yes' | 'no' | null} onChoose={(found) => form.set({ found })} /> /* only these are chosen */}
      {words && <Field label={words.label}>{(at) => <textarea {...at} value={values.words} onChange={({ target }) => form.set({ words: target.value })} />}</Field>}
      {photos && <PhotoField label={photos} photos={form.photos} most={6} withVoice onChange={form.setPhotos} />}
      {problem && <p className="note" data-tone="red" role="alert">{problem}</p>}
      <div className="buttons">
        <button type="button" onClick={onClose}>先放着</button>
        <button type="button" className="first" onClick={() => void submit()}>{form.isAwaited ? STORING : MOVE_LABELS[move]}</button>
      </div>
      <p className="soft">没有信号也可以做，有网就传。</p>
    </Sheet>
  )
}
