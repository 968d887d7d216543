import { parentPort, workerData } from 'node:worker_threads'
import { TooFewLessons, trainModel } from '../text/train.ts'
import type { Work } from '../text/train.ts'
import type { TrainAnswer } from './train-aside.ts'

// A thread of its own: training takes a minute of processor time, and nobody's page may wait for it.
const work = workerData as Work // sent by train-aside.ts alone

function answer(): TrainAnswer {
  try {
    return { is: 'done', ...trainModel(work) }
  } catch (error) {
    if (error instanceof TooFewLessons) return { is: 'too-few', examples: error.examples, classes: error.classes }
    throw error
  }
}

parentPort?.postMessage(answer())
