import type { Progress as State } from '../../api.ts'
import { goBack, goTo } from '../../go.ts'
import { usePageParams } from '../../go-params.ts'
import { timeWords } from '../../model/words.ts'
import { focusOn } from '../../platform/device'
import { dropReceipt, keptReceipt } from '../../receipts.ts'
import { Answers, spoken } from '../../ui/answers.tsx'
import { Box, Button, Heading, Status, Text } from '../../ui/base'
import { ReadAloud } from '../../ui/read-aloud.tsx'
import { Shell } from '../../ui/shell.tsx'
import { SureButton } from '../../ui/sure-button.tsx'
import { Timeline } from '../../ui/timeline.tsx'
import { useProgress } from '../../use-progress.ts'
import { Pictures } from './pictures.tsx'
import { RatingPart } from './rating-part.tsx'
import { StillTherePart } from './still-there-part.tsx'
import { Voices } from './voices.tsx'

/** 进度: who has it, which step, until when, what happened, and the resident's own word. */
export default function Progress() {
  const { number = '', queryCode: given } = usePageParams()
  const kept = keptReceipt(number)
  const queryCode = given ?? kept?.queryCode
  const { progress, problem, isLoading, refresh } = useProgress(number, queryCode)
  return (
    <Shell
      title="办到哪一步"
      lead={`编号 ${number}`}
      action={progress?.canRate ? <RateButton /> : <RefreshButton kind="primary" isLoading={isLoading} refresh={refresh} />}
    >
      <Status className="status warn">{problem !== undefined && `▲ ${problem}`}</Status>
      {queryCode === undefined && <Unknown />}
      {queryCode !== undefined && !progress && isLoading && <Text block>正在看最新进展…</Text>}
      {queryCode !== undefined && progress && <Details progress={progress} queryCode={queryCode} refresh={refresh} />}
      {progress?.canRate && <RefreshButton kind="plain" isLoading={isLoading} refresh={refresh} />}
      {kept && (
        <SureButton
          words="从这台手机移除"
          question="移除后，这台手机不再列出这件事；事情照常办理，用编号和查询码还能查。"
          onSure={() => {
            dropReceipt(number)
            goBack()
          }}
        />
      )}
    </Shell>
  )
}

/** Where the resident is asked, that is the one thing to do; otherwise it is to look again. */
function RateButton() {
  return (
    <Button kind="primary" onPress={() => focusOn('rating-solved')}>
      评一评，办得怎么样
    </Button>
  )
}

function RefreshButton({ kind, isLoading, refresh }: { kind: 'primary' | 'plain'; isLoading: boolean; refresh: () => Promise<void> }) {
  return (
    <Button kind={kind} onPress={() => void refresh()} disabled={isLoading}>
      {isLoading ? '正在刷新…' : '刷新'}
    </Button>
  )
}

function Unknown() {
  return (
    <Box className="card">
      <Text block>这台手机没有这件事的查询码。请在「我报的事」里填编号和查询码来查。</Text>
      <Button onPress={() => goTo('mine')}>去查</Button>
    </Box>
  )
}

interface DetailsProps {
  progress: State
  queryCode: string
  refresh: () => Promise<void>
}

function Details({ progress, queryCode, refresh }: DetailsProps) {
  const own = { number: progress.number, queryCode, onDone: refresh }
  return (
    <>
      {progress.mergedInto !== null && (
        <Text block className="notice">
          这件事和编号 {progress.mergedInto} 是同一件，一起办，办好一起答复您。
        </Text>
      )}
      {progress.through !== null && <Text block className="notice">由 {progress.through} 代办。</Text>}
      <Answers progress={progress} />
      <ReadAloud words={spoken(progress)} />
      {progress.reply && (
        <Box as="section" className="card reply">
          <Heading level={2}>答复</Heading>
          <Text block>{progress.reply.text}</Text>
          <Text className="muted" time={progress.reply.at}>
            {timeWords(progress.reply.at, Date.now())}
          </Text>
          <Pictures files={progress.reply.files} name="答复的照片" />
        </Box>
      )}
      <RatingPart {...own} canRate={progress.canRate} rating={progress.rating} />
      <StillTherePart {...own} canSay={progress.canSayStillThere} />
      <Box as="section" className="card">
        <Heading level={2}>您报的事</Heading>
        <Text block className="own-words">
          {progress.text}
        </Text>
        <Voices files={progress.voices} />
        <Pictures files={progress.photos} name="您的照片" />
      </Box>
      <Timeline entries={progress.timeline} />
    </>
  )
}
