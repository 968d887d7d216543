import { type ReactNode, useState } from 'react'
import { fetchService, type ServiceItem } from '../../api.ts'
import { goTo } from '../../go.ts'
import { usePageParams } from '../../go-params.ts'
import { timeWords } from '../../model/words.ts'
import { openOutside } from '../../platform/device'
import { Box, Button, Heading, Item, Status, Text } from '../../ui/base'
import { ReadAloud } from '../../ui/read-aloud.tsx'
import { Shell } from '../../ui/shell.tsx'
import { useFetched } from '../../use-fetched.ts'

/** 办事指南: how, who, with what, how long, where; and the ways to have it done. */
export default function Service() {
  const id = usePageParams()['id'] ?? ''
  const { data, problem, isLoading } = useFetched(() => fetchService(id))
  return (
    <Shell title={data?.name ?? '办事指南'} action={data && <Ways item={data} />}>
      <Status className="status">{isLoading && !data ? '正在看办事指南…' : ''}</Status>
      <Status className="status warn">{problem !== undefined && `▲ ${problem}`}</Status>
      {data && <Guide item={data} />}
    </Shell>
  )
}

function Ways({ item }: { item: ServiceItem }) {
  const params = { id: item.id, name: item.name }
  const help = (
    <Button kind={item.canBook ? 'plain' : 'primary'} onPress={() => goTo('help', params)}>
      请网格员代办
    </Button>
  )
  return (
    <>
      {item.canBook && (
        <Button kind="primary" onPress={() => goTo('booking', params)}>
          预约时间
        </Button>
      )}
      {item.canHelp && help}
    </>
  )
}

function Guide({ item }: { item: ServiceItem }) {
  return (
    <>
      <ReadAloud words={spoken(item)} />
      <Part title="怎么办">
        <Text block>{item.guide}</Text>
        {item.link !== null && <Online url={item.link} />}
      </Part>
      <Part title="谁能办">
        <Text block>{item.who}</Text>
      </Part>
      <Part title="要带什么">
        {item.materials.length === 0 ? (
          <Text block>什么都不用带。</Text>
        ) : (
          <Box as="ul" className="list">
            {item.materials.map((material) => (
              <Item key={material}>
                <Text ornament>□ </Text>
                {material}
              </Item>
            ))}
          </Box>
        )}
      </Part>
      <HowLong item={item} />
      <Part title="在哪儿办">
        <Text block>{item.office === item.place ? item.place : `${item.office}，${item.place}`}</Text>
        <Text block>电话 {item.phone}</Text>
      </Part>
    </>
  )
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Box as="section" className="card">
      <Heading level={2}>{title}</Heading>
      {children}
    </Box>
  )
}

/** The promise with how it was reckoned, as every other deadline of the street. */
function HowLong({ item: { limitText, due, basis } }: { item: ServiceItem }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <Part title="几天办好">
      <Text block>
        {limitText}。今天交齐材料，最晚 {timeWords(due.at, Date.now())} 前办好。
      </Text>
      {due.warnings.map((warning) => (
        <Text block className="muted" key={warning}>
          ▲ {warning}
        </Text>
      ))}
      <Button kind="quiet" expanded={isOpen} onPress={() => setOpen(!isOpen)}>
        怎么算的
      </Button>
      {isOpen && (
        <Box>
          {due.lines.map((line) => (
            <Text block className="muted" key={line}>
              {line}
            </Text>
          ))}
          <Text block className="muted">
            依据：{basis}
          </Text>
        </Box>
      )}
    </Part>
  )
}

function Online({ url }: { url: string }) {
  const [said, setSaid] = useState('')
  return (
    <>
      <Button onPress={() => void openOutside(url).then(setSaid)}>到官方网站上办</Button>
      <Text block className="muted">
        {url.replace('https://', '')}（在别的网站上办，由那里负责）
      </Text>
      <Status className="status">{said}</Status>
    </>
  )
}

function spoken({ name, guide, who, materials, limitText, office, phone }: ServiceItem): string {
  return `${name}。${guide}谁能办：${who}要带：${materials.join('、') || '什么都不用带'}。${limitText}办好。在${office}办，电话${phone}。`
}
