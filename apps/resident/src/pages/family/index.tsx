import { useState } from 'react'
import { endHelping, type Family, fetchFamily, type Helping } from '../../api.ts'
import { goTo } from '../../go.ts'
import { toProblem } from '../../model/problem.ts'
import { scopeWords, timeWords } from '../../model/words.ts'
import { actFor } from '../../ui/acting.ts'
import { Box, Button, Heading, Item, Status, Text } from '../../ui/base'
import { ReadAloud } from '../../ui/read-aloud.tsx'
import { Shell } from '../../ui/shell.tsx'
import { SureButton } from '../../ui/sure-button.tsx'
import { useFetched } from '../../use-fetched.ts'
import { useSignedIn } from '../../use-signed-in.ts'
import { AskPart } from './ask-part.tsx'

const WORDS = '替爸妈、老人报事和预约，要他们先同意：验证码发到他们的手机上，他们告诉您才算。您做过什么、看过什么，他们都看得到，随时能撤回。'

/** 家人帮办: whom I help, who helps me, and what was done for me. */
export default function FamilyPage() {
  const isIn = useSignedIn()
  return (
    <Shell title="家人帮办" lead={WORDS}>
      <ReadAloud words={WORDS} />
      {isIn ? <Signed /> : (
        <Box className="card">
          <Text block>先用您自己的手机号登录，这样家人知道是谁在替他们办。家里老人不会用手机，可以到社区或便民服务站写一张同意书。</Text>
          <Button kind="primary" onPress={() => goTo('sign-in', { back: 'family' })}>登录</Button>
        </Box>
      )}
    </Shell>
  )
}

function Signed() {
  const { data, problem, isLoading, refresh } = useFetched(fetchFamily)
  const [wrong, setWrong] = useState<string>()
  const end = async (id: string) => {
    setWrong(undefined)
    const answer = await endHelping(id).catch(toProblem)
    if (answer instanceof Error) setWrong(answer.kind === 'offline' ? '没有网络，还没有撤回。有网后再点一次。' : answer.message)
    else await refresh()
  }
  return (
    <>
      <Status className="status">{isLoading && !data ? '正在看…' : ''}</Status>
      <Status className="status warn">{(problem ?? wrong) !== undefined && `▲ ${problem ?? wrong}`}</Status>
      {data && <Helpings data={data} onEnd={(id) => void end(id)} />}
      <AskPart onAgreed={() => void refresh()} />
      {data && data.looks.length > 0 && <Looks looks={data.looks} />}
    </>
  )
}

function Helpings({ data: { helping, helpedBy }, onEnd }: { data: Family; onEnd: (id: string) => void }) {
  const mine = helping.filter(({ state }) => state === 'active')
  return (
    <>
      {mine.map((one) => (
        <Helped key={one.id} one={one} onEnd={onEnd} />
      ))}
      {helpedBy.map((one) => (
        <Box as="section" className="card" key={one.id}>
          <Heading level={2}>{one.name} 替我办</Heading>
          <Facts one={one} />
          {one.state !== 'ended' && <SureButton words="撤回同意" question={`撤回后，${one.name}马上不能再替您办、不能再看。真的撤回吗？`} onSure={() => onEnd(one.id)} />}
        </Box>
      ))}
    </>
  )
}

function Helped({ one, onEnd }: { one: Helping; onEnd: (id: string) => void }) {
  const { id, name, scopes } = one
  const start = (page: 'report' | 'services') => {
    actFor({ id, name })
    goTo(page)
  }
  return (
    <Box as="section" className="card">
      <Heading level={2}>我替 {name} 办</Heading>
      <Facts one={one} />
      {scopes.includes('report') && <Button kind="primary" onPress={() => start('report')}>替 {name} 报事</Button>}
      <Box className="pair">
        {scopes.includes('book') && <Button onPress={() => start('services')}>替 {name} 预约</Button>}
        <Button onPress={() => goTo('helped', { id })}>看办到哪一步</Button>
      </Box>
      <SureButton words="不再替 TA 办" question={`以后要再替${name}办，得请 TA 重新同意。真的不办了吗？`} onSure={() => onEnd(id)} />
    </Box>
  )
}

function Facts({ one: { phone, scopes, stateText, way } }: { one: Helping }) {
  return (
    <Text block className="muted">
      {[phone, scopeWords(scopes), stateText, way === 'paper' ? '写在纸上的同意' : '验证码同意'].filter(Boolean).join(' · ')}
    </Text>
  )
}

function Looks({ looks }: { looks: Family['looks'] }) {
  return (
    <Box as="section" className="card">
      <Heading level={2}>家人替我做过、看过什么</Heading>
      <Box as="ul" className="list">
        {looks.map(({ at, by, what }, index) => (
          <Item className="event" key={`${at} ${index}`}>
            <Text className="event-title">
              {by}：{what}
            </Text>
            <Text className="muted" time={at}>
              {timeWords(at, Date.now())}
            </Text>
          </Item>
        ))}
      </Box>
    </Box>
  )
}
