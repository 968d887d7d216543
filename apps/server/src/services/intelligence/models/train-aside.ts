import { Worker } from 'node:worker_threads'
import type { Figures, Work } from '../text/train.ts'

/** What the thread answers. */
export type TrainAnswer =
  | { readonly is: 'done'; readonly packed: Uint8Array; readonly figures: Figures }
  | { readonly is: 'too-few'; readonly examples: number; readonly classes: number }

const MOST_MEMORY_MB = 2048

/** Trains in a thread of its own. @throws Error when the thread ends without an answer */
export async function trainAside(work: Work): Promise<TrainAnswer> {
  const worker = new Worker(new URL('./train-worker.ts', import.meta.url), { workerData: work, resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY_MB } })
  return new Promise<TrainAnswer>((resolve, reject) => {
    worker.once('message', (answer: TrainAnswer) => resolve(answer))
    worker.once('error', reject)
    worker.once('exit', (code) => reject(new Error(`the training thread ended with ${code}`)))
  })
}
