import { useMemo, useState } from 'react'
import { suggestClasses } from '../model/classes.ts'
import { placeOfCode } from '../model/code.ts'
import { EMPTY_REPORT, reportOf } from '../model/handed-in.ts'
import type { Place } from '../model/handed-in.ts'
import { usePosition } from '../model/place.ts'
import { go } from '../route.ts'
import { send } from '../send/send.ts'
import { useDraft } from '../store/drafts.ts'
import { usePhone } from '../store/phone.ts'
import { Choices, Field, Head, Warnings } from '../ui/parts.tsx'
import { PhotoField, STORING } from '../ui/photo-field.tsx'
import { PlaceSheet } from './place-sheet.tsx'
import { isRecording, SPEAKING } from '../ui/voice-button.tsx'

export const REPORT_DRAFT = 'report'

/** A report in half a minute: words, photos, where; everything else is optional. */
export function ReportPage({ code }: { code: string | null }) {
  const { bundle } = usePhone()
  const form = useDraft(REPORT_DRAFT, EMPTY_REPORT)
  const { values, photos } = form
  const [isPlacing, setPlacing] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const scanned = code ?? (values.code || null)
  const { spot, problem: noSpot, latest } = usePosition({ isAsked: values.place === null })
  const place: Place | null = values.place ?? (spot && { spot, label: '现在的位置' })
  const classes = useMemo(() => suggestClasses(values.text, bundle?.classes ?? []), [values.text, bundle])
  const submit = async () => {
    if (isRecording()) return setProblem(SPEAKING)
    const said = await form.whole()
    const missing = said.values.text.trim() === '' ? '请写一句是什么事，例如“井盖破损”；细节可以说一段。' : null
    setProblem(missing)
    if (missing) return
    const kept = await form.handIn({ kind: 'case.report', key: null, body: reportOf(said, { spot: latest(), scanned: code }) })
    if (kept !== 'kept') return
    go('outbox')
    void send()
  }
  return (
    <>
      <Head title="上报" />
      <main className="main">
        <Warnings />
        <Field label="什么事" error={problem ?? undefined}>{(at) => <textarea {...at} value={values.text} onChange={({ target }) => form.set({ text: target.value, ...(code ? { code } : {}) })} placeholder="例如：12号楼东侧井盖破损" />}</Field>
        <PhotoField label="照片" photos={photos} most={6} withVoice onChange={form.setPhotos} />
        {classes.length > 0 && (
          <Choices legend="可能是这一类（可不选，受理时再定）" options={{ ...Object.fromEntries(classes.map((one) => [one.code, one.name])), '': '不确定' }} value={values.classCode} onChoose={(classCode) => form.set({ classCode })} />
        )}
        <section className="card" aria-label="地点">
          <p><strong>地点：</strong>{scanned ? (placeOfCode(scanned, bundle)?.name ?? '扫到的智慧码处（手机里没有这个码，由平台核对）') : (place?.label ?? noSpot ?? '正在定位…')}</p>
          <div className="buttons"><button type="button" onClick={() => setPlacing(true)}>改地点</button></div>
          <Field label="地址（可不写）">{(at) => <input {...at} type="text" value={values.address} onChange={({ target }) => form.set({ address: target.value })} />}</Field>
        </section>
        <button type="button" className="first" onClick={() => void submit()}>{form.isAwaited ? STORING : '提交'}</button>
        <p className="soft" role="status">{form.isKept ? '写的、拍的都已存在手机里。' : ''}没有信号也能提交，有网就传。</p>
      </main>
      {isPlacing && (
        <PlaceSheet
          spot={place?.spot ?? null}
          onClose={() => setPlacing(false)}
          onPick={(picked) => {
            form.set({ place: picked, ...(picked.label === '现在的位置' ? {} : { address: picked.label === '地图上选的点' ? values.address : picked.label }) })
            setPlacing(false)
          }}
        />
      )}
    </>
  )
}
