import { parseArgs } from 'node:util'
import { z } from 'zod'
import { MENTION_KINDS, mentionsIn, signsIn } from '@yihu/domain'
import { classify, decidingWords, fieldsOf, learn } from '../services/intelligence/index.ts'
import { need, UsageError } from './command.ts'
import { readLines } from './read-lines.ts'

const Keyed = z.object({ key: z.coerce.string(), label: z.coerce.string(), title: z.string().nullish(), text: z.string() })
const SHOWN = 30
/** Below this even the likeliest class is a guess. */
const UNSURE = 0.5

/** `yihu eval examples`: learns from one file and tells of 30 messages of the other what it says and why: class, urgency and risk, how many places, times, people … it found. No sentence of them is printed. */
export async function evaluateExamples(args: string[]): Promise<object> {
  const { values } = parseArgs({ args, options: { train: { type: 'string' }, test: { type: 'string' } } })
  const train = await readLines(need(values.train, '--train'), Keyed)
  const test = await readLines(need(values.test, '--test'), Keyed)
  if (train.length === 0 || test.length === 0) throw new UsageError('训练和测试文件都要有行 / no rows')
  const model = learn(train)
  const step = Math.max(1, Math.floor(test.length / SHOWN))
  const chosen = test.filter((_, at) => at % step === 0).slice(0, SHOWN)
  return {
    examples: chosen.map((message) => {
      const { label, confidence } = classify(model, message)
      return {
        key: message.key, truth: message.label, said: label, confidence: Math.round(100 * confidence) / 100, isSure: confidence >= UNSURE,
        isRight: label === message.label, words: decidingWords(model, fieldsOf(message), label),
        signs: signsIn(saidIn(message)).map((sign) => `${sign.name}（${sign.words.join('、')}）`), mentions: countsOf(saidIn(message)),
      }
    }),
  }
}

function saidIn({ title, text }: z.infer<typeof Keyed>): string {
  return `${title ?? ''}\n${text}`
}

/** How many of each kind it found; what they are stays in the file. */
function countsOf(text: string): string[] {
  return [...Map.groupBy(mentionsIn(text), ({ kind }) => kind)].map(([kind, found]) => `${MENTION_KINDS[kind]} ${found.length}`)
}
