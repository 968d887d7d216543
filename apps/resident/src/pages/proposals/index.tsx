import { useRef, useState } from 'react'
import { fetchProposals, type ProposalLine } from '../../api.ts'
import { goTo, pageUrl } from '../../go.ts'
import { timeWords } from '../../model/words.ts'
import { keepCommunity, keptCommunity, keptProposals } from '../../proposals.ts'
import { Box, Button, Heading, Item, Link, Status, Text } from '../../ui/base'
import { Shell } from '../../ui/shell.tsx'
import { useFetched } from '../../use-fetched.ts'
import { Lookup } from './lookup.tsx'

/** 议一议: what one's community debates, and how far each matter is. */
export default function Proposals() {
  const [area, setArea] = useState(keptCommunity)
  const wanted = useRef(area)
  const { data, problem, isLoading, refresh } = useFetched(() => fetchProposals(wanted.current))
  const choose = (path: string | undefined) => {
    if (path !== undefined) keepCommunity(path)
    wanted.current = path
    setArea(path)
    void refresh()
  }
  const community = data?.communities.find(({ path }) => path === area)
  return (
    <Shell
      title="议一议"
      lead="小区里的事大家提、大家议、办完大家评。"
      {...(community && {
        action: (
          <Button kind="primary" onPress={() => goTo('propose', { area: community.path, name: community.name })}>
            提个议
          </Button>
        ),
      })}
    >
      <Status className="status">{isLoading && !data ? '正在取…' : ''}</Status>
      <Status className="status warn">{problem !== undefined && `▲ ${problem}`}</Status>
      {data && !community && <Communities communities={data.communities} onChoose={choose} />}
      {community && (
        <>
          <Box as="section" className="card">
            <Heading level={2}>{community.name}</Heading>
            {community.hall && (
              <Text block>
                议事厅「{community.hall.name}」：{community.hall.speciality}。在{community.hall.place}。
              </Text>
            )}
            <Button kind="quiet" onPress={() => choose(undefined)}>
              换一个社区
            </Button>
          </Box>
          <List proposals={data?.proposals ?? []} isKnown={!isLoading} />
        </>
      )}
      <Own />
      <Lookup />
    </Shell>
  )
}

interface CommunitiesProps {
  communities: readonly { readonly path: string; readonly name: string }[]
  onChoose: (path: string) => void
}

function Communities({ communities, onChoose }: CommunitiesProps) {
  return (
    <Box as="section" className="card">
      <Heading level={2}>您住在哪个社区</Heading>
      {communities.map(({ path, name }) => (
        <Button key={path} onPress={() => onChoose(path)}>
          {name}
        </Button>
      ))}
    </Box>
  )
}

function List({ proposals, isKnown }: { proposals: readonly ProposalLine[]; isKnown: boolean }) {
  if (proposals.length === 0 && isKnown) {
    return (
      <Box className="card">
        <Text block>这个社区还没有公开的提议。您可以点下面的「提个议」，做第一个。</Text>
      </Box>
    )
  }
  return (
    <Box as="ul" className="list" label="提议">
      {proposals.map((one) => (
        <Item className="list-item" key={one.id}>
          <Link href={pageUrl('proposal', { id: one.id })} onPress={() => goTo('proposal', { id: one.id })} className="card list-link">
            <Text className="list-text">{one.title}</Text>
            <Text className="state-small">
              {one.stepName}：{one.stateName}
            </Text>
            <Text className="muted">
              {one.supports} 人支持 · {timeWords(one.at, Date.now())}
            </Text>
          </Link>
        </Item>
      ))}
    </Box>
  )
}

/** What was proposed on this device. */
function Own() {
  const kept = keptProposals()
  if (kept.length === 0) return null
  return (
    <Box as="section">
      <Heading level={2}>我提的</Heading>
      <Box as="ul" className="list">
        {kept.map(({ number, text, at }) => (
          <Item className="list-item" key={number}>
            <Link href={pageUrl('proposal', { number })} onPress={() => goTo('proposal', { number })} className="card list-link">
              <Text className="list-text">{text}</Text>
              <Text className="muted">
                {timeWords(at, Date.now())} · 编号 {number}
              </Text>
            </Link>
          </Item>
        ))}
      </Box>
    </Box>
  )
}
