import type { Proposal } from '../../api.ts'
import { timeWords } from '../../model/words.ts'
import { Line } from '../../ui/answers.tsx'
import { Box, Heading, Text } from '../../ui/base'

/** The meeting: when, where, what is put to the vote, what carries it, who sits at the table and who keeps out. */
export function MeetingPart({ meeting }: { meeting: NonNullable<Proposal['meeting']> }) {
  const { at, place, question, ruleName, basis, until, households, excluded, people } = meeting
  return (
    <Box as="section" className="card">
      <Heading level={2}>议事会</Heading>
      <Line question="什么时候、在哪儿" answer={`${timeWords(at, Date.now())}，${place}`} />
      <Line question="表决的事" answer={question} />
      <Line question="怎样算通过" answer={`${ruleName}（${basis}）`} />
      {households > 0 && <Line question="谁投票" answer={`名册 ${households} 户，一户一票${until === null ? '' : `，${timeWords(until, Date.now())} 截止`}`} />}
      {excluded.map(({ count, reason }) => (
        <Line key={reason} question="回避" answer={`${count} 户不投票，也不计入应到：${reason}`} />
      ))}
      <Text className="question">参加的人</Text>
      {people.map((person, index) => (
        <Text block key={`${person.name} ${index}`}>
          {person.roleName} {person.name}
          {person.unit === '' ? '' : `（${person.unit}）`}
          {person.conflict === null ? '' : `，有利害关系，不参加决定：${person.conflict}`}
        </Text>
      ))}
    </Box>
  )
}
