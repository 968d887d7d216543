import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { mentionsIn } from '@yihu/domain'
import { classify, learn } from '../apps/server/src/services/intelligence/index.ts'
import type { Figure } from './figures.ts'
import { readLexicon } from './lexicon.ts'

const SHARED = fileURLToPath(new URL('../../shared/data', import.meta.url))
const ROUNDS = 3
const TESTED = 1200

interface Labelled {
  readonly label: string
  readonly title: string | null
  readonly text: string
}

/**
 * Training and reading of real messages in one thread, by processor time, which a busy machine does not change as it
 * changes the clock. Needs the data folder beside the repository (or YIHU_DATA); without it nothing is measured.
 */
export async function benchTriageText(): Promise<Figure[]> {
  const file = path.join(process.env['YIHU_DATA'] ?? SHARED, 'appeals/labelled-dev.jsonl')
  if (!existsSync(file)) {
    console.error(`text: skipped, ${file} is not there`)
    return []
  }
  const messages = readFileSync(file, 'utf8').trim().split('\n').map((line) => JSON.parse(line) as Labelled) // made by the data's own tool
  const before = memory()
  const training = processorSeconds(() => learn(messages))
  const peak = process.resourceUsage().maxRSS / 1024
  const tested = messages.slice(0, TESTED)
  const suggest = await readLexicon('text')
  const read = fastest(() => tested.forEach((message) => { classify(training.result, message) }))
  const all = fastest(() => tested.forEach((message) => {
    suggest(message.text)
    classify(training.result, message)
    mentionsIn(message.text)
  }))
  return [
    { id: 'text.train', what: `processor seconds to learn ${messages.length} messages with all held-out figures`, value: training.seconds, unit: 's', bar: { atMost: 60 } },
    { id: 'text.train.peak', what: 'largest resident memory while learning', value: peak, unit: 'MB' },
    { id: 'text.memory', what: 'memory the model takes afterwards', value: memory() - before, unit: 'MB', bar: { atMost: 200 } },
    { id: 'text.classify', what: 'messages (441 characters on average) classed a processor second', value: tested.length / read, unit: '/s', bar: { atLeast: 2000 } },
    { id: 'text.read', what: 'the same with lexicon and mentions', value: tested.length / all, unit: '/s', bar: { atLeast: 2000 } },
  ]
}

function processorSeconds<T>(work: () => T): { result: T; seconds: number } {
  const began = process.cpuUsage()
  const result = work()
  const { user, system } = process.cpuUsage(began)
  return { result, seconds: (user + system) / 1e6 }
}

/** The quickest of some rounds: the others were disturbed. */
function fastest(work: () => void): number {
  return Math.min(...Array.from({ length: ROUNDS }, () => processorSeconds(work).seconds))
}

function memory(): number {
  globalThis.gc?.()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return (heapUsed + arrayBuffers) / 1024 / 1024
}
