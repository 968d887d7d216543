import type { Progress } from '../api.ts'
import { dueWords } from '../model/words.ts'
import { Box, Text } from './base'
import { Steps } from './steps.tsx'

/** 「谁在办、到哪一步、什么时候有结果」: the three questions everyone asks, in this order. */
export function Answers({ progress }: { progress: Progress }) {
  return (
    <Box as="section" className="card" label="办到哪一步">
      <Text block className="state">
        {progress.stateText}
      </Text>
      <Steps step={progress.step} stepName={progress.stepName} isEnded={progress.state === 'archived' || progress.state === 'void'} />
      <Line question="谁在办" answer={progress.unitName ?? '街道受理台正在看，还没有交给哪个单位'} />
      <Line question="接下来" answer={progress.nextText} />
      {progress.dueText && <Line question="什么时候有结果" answer={dueWords(progress, Date.now())} />}
    </Box>
  )
}

/** A question with its answer below. */
export function Line({ question, answer }: { question: string; answer: string }) {
  return (
    <Box className="line">
      <Text className="question">{question}</Text>
      <Text className="answer">{answer}</Text>
    </Box>
  )
}

/** What a person would be told on the phone, for reading aloud. */
export function spoken(progress: Progress): string {
  const unit = progress.unitName ? `${progress.unitName}在办。` : ''
  return `您报的事，编号 ${progress.number}。${progress.stateText}。${unit}${progress.nextText}。${dueWords(progress, Date.now())}`
}
