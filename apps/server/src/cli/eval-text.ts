import { parseArgs } from 'node:util'
import { z } from 'zod'
import { accuracyOf, calibrationError, classify, coverageAt, learn } from '../services/intelligence/index.ts'
import { need, UsageError } from './command.ts'
import { readLines } from './read-lines.ts'

const Labelled = z.object({ label: z.coerce.string(), title: z.string().nullish(), text: z.string() })

/** Precision from which on a reading could be filed without a person. */
const TRUSTED = 0.98

/** `yihu eval text`: learns from one file, is asked about the other. */
export async function evaluateText(args: string[]): Promise<object> {
  const { values } = parseArgs({ args, options: { train: { type: 'string' }, test: { type: 'string' } } })
  const train = await readLines(need(values.train, '--train'), Labelled)
  const test = await readLines(need(values.test, '--test'), Labelled)
  if (train.length === 0 || test.length === 0) throw new UsageError('训练和测试文件都要有行 / no rows')
  const began = performance.now()
  const model = learn(train)
  const learned = performance.now()
  const readings = test.map((message) => classify(model, message))
  const perSecond = test.length / ((performance.now() - learned) / 1000)
  const answers = test.map(({ label }, at) => ({ truth: label, given: readings[at]?.label ?? '' }))
  const judged = answers.map(({ truth, given }, at) => ({ confidence: readings[at]?.confidence ?? 0, isRight: truth === given }))
  const filed = judged.filter(({ confidence }) => confidence >= model.trustedFrom)
  return {
    ...accuracyOf(answers), n: test.length, perSecond: Math.round(perSecond),
    ece: calibrationError(judged), coverageAt98: coverageAt(judged, TRUSTED).coverage,
    filed: { from: model.trustedFrom, share: filed.length / judged.length, precision: filed.filter(({ isRight }) => isRight).length / Math.max(1, filed.length) },
    trainSeconds: (learned - began) / 1000, features: model.vocabulary.hashes.length, doubtful: model.doubtful,
  }
}
