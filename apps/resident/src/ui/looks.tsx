import type { OwnData } from '../api.ts'
import { timeWords } from '../model/words.ts'
import { Line } from './answers.tsx'
import { Box, Item, Text } from './base'

/** Who looked at one's name and telephone, when and why. */
export function Looks({ looks }: { looks: OwnData['looks'] }) {
  if (looks.length === 0) return <Line question="谁看过您的称呼和电话" answer="还没有人看过" />
  return (
    <>
      <Text className="question">谁看过您的称呼和电话</Text>
      <Box as="ul" className="list">
        {looks.map(({ at, by, purpose }) => (
          <Item className="event" key={`${at} ${by}`}>
            <Text className="event-title">{by}</Text>
            <Text className="muted" time={at}>
              {timeWords(at, Date.now())} · {purpose}
            </Text>
          </Item>
        ))}
      </Box>
    </>
  )
}
