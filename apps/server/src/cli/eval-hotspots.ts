import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { bestCluster, clusterMessages } from '../services/intelligence/index.ts'
import { need, UsageError } from './command.ts'
import { readLines } from './read-lines.ts'

const Row = z.object({ id: z.coerce.string(), title: z.string().nullish(), text: z.string() })
const Topics = z.array(z.object({ topic: z.string(), ids: z.array(z.coerce.string()) }))

/** `yihu eval hotspots`: clusters the messages without knowing the topics, then looks for each topic's best cluster. */
export async function evaluateHotspots(args: string[]): Promise<object> {
  const { values } = parseArgs({ args, options: { messages: { type: 'string' }, topics: { type: 'string' } } })
  const messages = await readLines(need(values.messages, '--messages'), Row)
  const topics = await readTopics(need(values.topics, '--topics'))
  const began = performance.now()
  const clusters = clusterMessages(messages)
  const seconds = (performance.now() - began) / 1000
  const ids = clusters.map((cluster) => cluster.ids)
  const held = topics.map((topic) => ({ topic: topic.topic, ...bestCluster(new Set(topic.ids), ids) }))
  return { meanF1: held.reduce((sum, { f1 }) => sum + f1, 0) / Math.max(1, held.length), topics: held, clusters: clusters.length, n: messages.length, seconds }
}

async function readTopics(file: string): Promise<z.infer<typeof Topics>> {
  const text = await readFile(file, 'utf8')
  try {
    return Topics.parse(JSON.parse(text))
  } catch {
    throw new UsageError(`${file} 的内容不是所要的格式 / not in the expected form`)
  }
}
