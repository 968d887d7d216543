import { Worker } from 'node:worker_threads'
import type { Said, Settled } from './settle.ts'

const MOST_MEMORY_MB = 1024

/** Clusters in a thread of its own. @throws Error when the thread ends without an answer */
export async function settleAside(messages: readonly Said[]): Promise<Settled[]> {
  const worker = new Worker(new URL('./settle-worker.ts', import.meta.url), { workerData: messages, resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY_MB } })
  return new Promise<Settled[]>((resolve, reject) => {
    worker.once('message', (settled: Settled[]) => resolve(settled))
    worker.once('error', reject)
    worker.once('exit', (code) => reject(new Error(`the clustering thread ended with ${code}`)))
  })
}
