import type { Progress } from '../api.ts'
import { timeWords } from '../model/words.ts'
import { Box, Heading, Item, Text } from './base'

/** What happened to a report, in plain words. */
export function Timeline({ entries }: { entries: Progress['timeline'] }) {
  return (
    <Box as="section" className="card">
      <Heading level={2}>经过</Heading>
      <Box as="ol" className="timeline">
        {entries.map((entry) => (
          <Item className="event" key={`${entry.at} ${entry.title}`}>
            <Text className="event-title">{entry.title}</Text>
            <Text className="muted" time={entry.at}>
              {timeWords(entry.at, Date.now())}
              {entry.unitName ? ` · ${entry.unitName}` : ''}
            </Text>
            {entry.text && <Text block>{entry.text}</Text>}
          </Item>
        ))}
      </Box>
    </Box>
  )
}
