import { MARKS, markOf, STEPS } from '../model/words.ts'
import { Box, Item, Text } from './base'

/** The four steps: shape, plain word, the office's word, and for the current one that it is; struck off, all four are done. */
export function Steps({ step, stepName, isEnded }: { step: number; stepName: string; isEnded: boolean }) {
  return (
    <Box as="ol" className="steps" label={isEnded ? '共四步，都已完成' : `共四步，现在第 ${step} 步：${stepName}`}>
      {STEPS.map(({ plain, official }, index) => {
        const mark = markOf(index + 1, isEnded ? STEPS.length + 1 : step)
        return (
          <Item className={`step ${mark}`} current={mark === 'now'} key={official}>
            <Text className="step-shape" ornament>
              {MARKS[mark].shape}
            </Text>
            <Text className="step-plain">{plain}</Text>
            <Text className="step-official">{official}</Text>
            <Text className="step-mark">{MARKS[mark].word}</Text>
          </Item>
        )
      })}
    </Box>
  )
}
