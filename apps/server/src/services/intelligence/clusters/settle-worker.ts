import { parentPort, workerData } from 'node:worker_threads'
import { settleClusters } from './settle.ts'
import type { Said } from './settle.ts'

// A thread of its own: half a year of messages takes seconds of processor time, and nobody's page may wait for it.
parentPort?.postMessage(settleClusters(workerData as Said[])) // sent by settle-aside.ts alone
