import { fetchOwnProposal, fetchProposal, type OwnProposal, type Proposal as Shown } from '../../api.ts'
import { goTo, pageUrl } from '../../go.ts'
import { usePageParams } from '../../go-params.ts'
import { MARKS, timeWords } from '../../model/words.ts'
import { Problem } from '../../model/problem.ts'
import { keptProposals } from '../../proposals.ts'
import { Box, Button, Heading, Item, Link, Status, Text } from '../../ui/base'
import { Line } from '../../ui/answers.tsx'
import { ReadAloud } from '../../ui/read-aloud.tsx'
import { Shell } from '../../ui/shell.tsx'
import { useFetched } from '../../use-fetched.ts'
import { MeetingPart } from './meeting-part.tsx'
import { OwnPart } from './own-part.tsx'
import { RatePart } from './rate-part.tsx'
import { SupportPart } from './support-part.tsx'
import { VotePart } from './vote-part.tsx'

/** One proposal: how far it is, what one may say to it now, what was decided and done. */
export default function ProposalPage() {
  const { id, number } = usePageParams()
  const queryCode = keptProposals().find((kept) => kept.number === number)?.queryCode
  const { data, problem, isLoading, refresh } = useFetched(() => ask({ id, number, queryCode }))
  const own = data && isOwn(data) ? data : undefined
  return (
    <Shell
      title={data?.title ?? '一件提议'}
      {...(data && { lead: `${data.areaName} · ${data.supports} 人支持（${data.verified} 个手机号验证过） · 编号 ${data.number}` })}
      action={
        <Button kind="plain" onPress={() => void refresh()} disabled={isLoading}>
          {isLoading ? '正在刷新…' : '刷新'}
        </Button>
      }
    >
      <Status className="status warn">{problem !== undefined && `▲ ${problem}`}</Status>
      {data && (
        <>
          <Where proposal={data} />
          {own && queryCode !== undefined && <OwnPart own={own} queryCode={queryCode} onDone={refresh} />}
          {data.canSupport && <SupportPart id={data.id} onDone={refresh} />}
          {data.canVote && <VotePart id={data.id} question={data.meeting?.question ?? data.title} onDone={refresh} />}
          {data.canRate && <RatePart id={data.id} onDone={refresh} />}
          <Box as="section" className="card">
            <Heading level={2}>提的是什么</Heading>
            <Text block className="own-words">
              {data.text}
            </Text>
            {data.place !== '' && <Text block>地点：{data.place}</Text>}
          </Box>
          {data.meeting && <MeetingPart meeting={data.meeting} />}
          {data.result && <Result result={data.result} />}
          {data.cases.length > 0 && <Done cases={data.cases} />}
          {data.rating && <Said rating={data.rating} />}
          <Timeline entries={data.timeline} />
        </>
      )}
    </Shell>
  )
}

/** By its id, as everybody; by number and code, as its author. */
function ask({ id, number, queryCode }: { id: string | undefined; number: string | undefined; queryCode: string | undefined }): Promise<Shown | OwnProposal> {
  if (id !== undefined) return fetchProposal(id)
  if (number !== undefined && queryCode !== undefined) return fetchOwnProposal(number, queryCode)
  return Promise.reject(new Problem('refused', '这台手机没有这件提议的查询码。请回到「议一议」，填编号和查询码来查。', { code: 'unknown' }))
}

function isOwn(shown: Shown | OwnProposal): shown is OwnProposal {
  return 'canWithdraw' in shown
}

/** Five columns are narrow. */
const WORDS = { done: '走过了', now: '在这一步', todo: '还没到' } as const

function Where({ proposal: { steps, stateName, stepName, nextText, mergedInto, title } }: { proposal: Shown }) {
  return (
    <Box as="section" className="card" label="走到哪一步">
      <Text block className="state">
        {stateName}
      </Text>
      <Box as="ol" className="steps" label={`五步，现在是${stepName}`}>
        {steps.map(({ name, state }) => (
          <Item className={`step ${state}`} current={state === 'now'} key={name}>
            <Text className="step-shape" ornament>
              {MARKS[state].shape}
            </Text>
            <Text className="step-plain">{name}</Text>
            <Text className="step-mark">{WORDS[state]}</Text>
          </Item>
        ))}
      </Box>
      <Line question="接下来" answer={nextText} />
      {mergedInto && (
        <Link href={pageUrl('proposal', { id: mergedInto.id })} onPress={() => goTo('proposal', { id: mergedInto.id })}>
          去看合到的那一件：{mergedInto.title}
        </Link>
      )}
      <ReadAloud words={`${title}。现在是${stepName}，${stateName}。${nextText}`} />
    </Box>
  )
}

function Result({ result: { isCarried, lines, minutes } }: { result: NonNullable<Shown['result']> }) {
  return (
    <Box as="section" className="card">
      <Heading level={2}>表决结果：{isCarried ? '通过' : '没有通过'}</Heading>
      {lines.map((line) => (
        <Text block key={line}>
          {line}
        </Text>
      ))}
      <Text block>会议纪要：{minutes}</Text>
    </Box>
  )
}

function Done({ cases }: { cases: Shown['cases'] }) {
  return (
    <Box as="section" className="card">
      <Heading level={2}>办的事</Heading>
      {cases.map(({ number, title, stateText }) => (
        <Line key={number} question={title} answer={`${stateText}（案件 ${number}）`} />
      ))}
    </Box>
  )
}

function Said({ rating: { count, solved, satisfaction } }: { rating: NonNullable<Shown['rating']> }) {
  return (
    <Box as="section" className="card">
      <Heading level={2}>大家的评价</Heading>
      <Text block>
        {count} 人评了，{solved} 人说办成了，满意度 {satisfaction} 分（满分 5 分）。
      </Text>
    </Box>
  )
}

function Timeline({ entries }: { entries: Shown['timeline'] }) {
  return (
    <Box as="section" className="card">
      <Heading level={2}>经过</Heading>
      <Box as="ol" className="timeline">
        {entries.map((entry) => (
          <Item className="event" key={`${entry.at} ${entry.title} ${entry.text}`}>
            <Text className="event-title">
              {entry.stepName}：{entry.title}
            </Text>
            <Text className="muted" time={entry.at}>
              {timeWords(entry.at, Date.now())}
            </Text>
            {entry.text !== '' && <Text block>{entry.text}</Text>}
          </Item>
        ))}
      </Box>
    </Box>
  )
}
