import { useRef, useState } from 'react'
import { fetchOpenMap, type OpenMap } from '../../api.ts'
import { monthWords } from '../../model/open-map.ts'
import { Box, Button, Choice, Heading, Status, Text } from '../../ui/base'
import { Shell } from '../../ui/shell.tsx'
import { useFetched } from '../../use-fetched.ts'
import { GroundPart } from './ground-part.tsx'
import './map.css'

const ALL = 'all'

/** 身边的事: what is reported around, as everybody may know it — whole grids, months and kinds, never a matter or a house. */
export default function PublicMap() {
  const [group, setGroup] = useState(ALL)
  const wanted = useRef<string>(undefined)
  const { data, problem, isLoading, refresh } = useFetched(() => fetchOpenMap(wanted.current))
  const show = (month: string | undefined) => {
    wanted.current = month
    void refresh()
  }
  const kind = data?.groups.some(({ code }) => code === group) ? group : ALL
  return (
    <Shell title="身边的事" lead="只到网格、月份和类别。看不到是谁报的，也看不到是哪一家。">
      <Status className="status">{isLoading ? '正在取…' : ''}</Status>
      <Status className="status warn">{problem !== undefined && `▲ ${problem}`}</Status>
      {data && (
        <>
          <MonthPart map={data} onShow={show} />
          {data.groups.length > 0 && (
            <Box as="section" className="card chips">
              <Choice id="map-kind" label="看哪一类" options={[{ value: ALL, word: '全部' }, ...data.groups.map(({ code, name }) => ({ value: code, word: name }))]} value={kind} onChange={setGroup} />
            </Box>
          )}
          <GroundPart map={data} group={kind === ALL ? undefined : kind} />
          <PeoplePart map={data} />
          <Text block className="muted">
            数据取自街道的公开数据（/open-data/），截至{monthWords(data.to.slice(0, 7))}
            {Number(data.to.slice(8))}日，不含当天。图是按网格边界画的示意图。
          </Text>
        </>
      )}
    </Shell>
  )
}

function MonthPart({ map: { month, months }, onShow }: { map: OpenMap; onShow: (month: string | undefined) => void }) {
  const at = month === null ? months.length : months.indexOf(month)
  const [before, after] = [months[at - 1], months[at + 1]]
  return (
    <Box as="section" className="card" label="时间">
      <Heading level={2}>{month === null ? '近一年' : monthWords(month)}</Heading>
      <Box className="pair">
        <Button disabled={before === undefined} onPress={() => onShow(before)}>
          ‹ {month === null ? '看单月' : '上个月'}
        </Button>
        {month !== null && <Button onPress={() => onShow(undefined)}>近一年</Button>}
        {month !== null && (
          <Button disabled={after === undefined} onPress={() => onShow(after)}>
            下个月 ›
          </Button>
        )}
      </Box>
    </Box>
  )
}

/** What concerns people is told of the whole street and only in numbers that hide everybody. */
function PeoplePart({ map: { people, leastPeople } }: { map: OpenMap }) {
  return (
    <Box as="section" className="card">
      <Heading level={2}>涉及人的事</Heading>
      <Text block className="muted">
        就学、就业、社保、医疗、纠纷这些事只按全街道、整月计数，一个月不足 {leastPeople} 件的不公开。
      </Text>
      {people.length === 0 && <Text block>这段时间没有可以公开的。</Text>}
      {people.map(({ groupName, reports }) => (
        <Box className="count-line" key={groupName}>
          <Text>{groupName}</Text>
          <Text>{reports} 件</Text>
        </Box>
      ))}
    </Box>
  )
}
