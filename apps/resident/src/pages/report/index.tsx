import type { DraftField } from '../../model/draft.ts'
import { useActing } from '../../ui/acting.ts'
import { Box, Button, Field, Heading, Status, Text } from '../../ui/base'
import { ProblemBox } from '../../ui/problem-box.tsx'
import { SureButton } from '../../ui/sure-button.tsx'
import { Shell } from '../../ui/shell.tsx'
import { NearPart } from './near-part.tsx'
import { PhotoPart } from './photo-part.tsx'
import { PlacePart } from './place-part.tsx'
import { useRecorder, VoicePart } from './voice-part.tsx'
import { useDraft } from './use-draft.ts'
import { useScannedPlace } from './use-scanned-place.ts'
import { type Submitting, useSubmit } from './use-submit.ts'

const FIELD_IDS: Record<DraftField, string> = {
  text: 'report-text',
  voice: 'report-voice',
  photos: 'report-photos',
  address: 'report-address',
  phone: 'report-phone',
}

/** 报个事: one sentence is enough, no login, thirty seconds. */
export default function Report() {
  const hold = useDraft()
  const acting = useActing()
  const refusedCode = useScannedPlace(hold)
  const submitting = useSubmit(hold)
  const recorder = useRecorder(hold)
  const isRecording = recorder.seconds !== undefined
  const { draft, change } = hold
  const isBusy = submitting.doing !== ''
  const wrong = submitting.failure?.fields ?? {}
  const part = { hold, readOnly: isBusy }
  return (
    <Shell title="报个事" lead="不用登录，说一句、拍一张就行。" isFirst action={<SubmitBar submitting={submitting} isKept={hold.isKept} isRecording={isRecording} />}>
      <FailureBox submitting={submitting} />
      {hold.wasFound && !isBusy && (
        <Box className="notice">
          <Text block>上次没提交的内容还在，可以接着写。</Text>
          <SureButton words="清空重写" question="真的清空吗？写的和照片都会删掉。" onSure={hold.clear} />
        </Box>
      )}
      <Box as="section" className="card">
        <Field
          id={FIELD_IDS.text}
          label="什么事"
          lines={5}
          example="说说什么事…"
          hint="比如：3 号楼东边路灯不亮，晚上看不见路"
          value={draft.text}
          onChange={(text) => change({ text })}
          error={wrong.text}
          readOnly={isBusy}
        />
      </Box>
      <VoicePart {...part} recorder={recorder} error={wrong.voice} onRemoved={() => submitting.forgive('voice')} />
      <PhotoPart {...part} isRecording={isRecording} error={wrong.photos} onRemoved={() => submitting.forgive('photos')} />
      <PlacePart {...part} error={wrong.address} refused={refusedCode} />
      {!acting && <NearPart draft={draft} isBusy={isBusy || isRecording} onJoin={submitting.join} />}
      {!acting && <ContactPart phone={draft.phone} onPhone={(phone) => change({ phone })} error={wrong.phone} isBusy={isBusy} />}
    </Shell>
  )
}

interface ContactProps {
  phone: string
  onPhone: (phone: string) => void
  error: string | undefined
  isBusy: boolean
}

function ContactPart({ phone, onPhone, error, isBusy }: ContactProps) {
  return (
    <Box as="section" className="card">
      <Heading level={2}>
        要不要我们联系您<Text className="muted">（可不填）</Text>
      </Heading>
      <Field id={FIELD_IDS.phone} label="电话" kind="phone" hint="只用来跟您说这件事。不留也照样办，凭查询码看进度。" value={phone} onChange={onPhone} error={error} readOnly={isBusy} />
    </Box>
  )
}

function FailureBox({ submitting: { failure } }: { submitting: Submitting }) {
  if (!failure) return null
  const places = Object.entries(failure.fields).map(([field, message]) => ({ id: FIELD_IDS[field as DraftField], message })) // keys are DraftField
  return <ProblemBox id="report-problem" message={failure.message} places={places} code={failure.code} back={{ back: 'report' }} attempt={failure.attempt} />
}

function SubmitBar({ submitting, isKept, isRecording }: { submitting: Submitting; isKept: boolean; isRecording: boolean }) {
  const { doing, failure, isBackOnline, submit } = submitting
  const keptWords = isKept ? '内容存在这台手机里，不会丢。' : '▲ 这台手机现在存不下内容，请写完就提交。'
  const words = failure?.isOffline && isBackOnline ? '有网了，点一下重新提交。' : keptWords
  return (
    <>
      <Status className="status">{doing || (isRecording ? '正在录音，说完再提交。' : words)}</Status>
      <Button kind="primary" onPress={submit} disabled={doing !== '' || isRecording}>
        {doing !== '' ? '正在提交…' : failure?.isOffline ? '重新提交' : '提交'}
      </Button>
    </>
  )
}
