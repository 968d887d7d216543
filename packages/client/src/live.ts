import type { LiveEvent } from '@yihu/contracts'
import { createSseParser } from './sse.ts'

export interface LiveOptions {
  readonly url: string
  readonly token?: () => string | null
  readonly fetch?: typeof fetch
  readonly onEvent: (event: LiveEvent) => void
  readonly onState: (state: LiveState) => void
  /** A stream that says nothing for so long is dead, whatever the network pretends; the server breathes every 15 s. */
  readonly silentMs?: number
}

/** `refused`: the session is over; nothing is tried again until somebody logs in. */
export type LiveState = 'connecting' | 'open' | 'closed' | 'refused'

const FIRST_PAUSE = 1_000
const LONGEST_PAUSE = 30_000
const SILENT_MS = 40_000

/**
 * Follows the server's events until `stop()`: reconnects with growing pauses and asks for what was missed
 * (`Last-Event-ID`). A `fetch` stream and not EventSource, because events are named by topic and the token may be a Bearer one.
 */
export function followEvents(options: LiveOptions): { stop: () => void } {
  const stopped = new AbortController()
  void follow(options, stopped.signal)
  return { stop: () => stopped.abort() }
}

async function follow(options: LiveOptions, signal: AbortSignal): Promise<void> {
  const memory = { lastId: '', pause: FIRST_PAUSE }
  while (!signal.aborted) {
    options.onState('connecting')
    const end = await stream(options, memory, signal)
    if (signal.aborted) return
    options.onState(end)
    if (end === 'refused') return
    await sleep(memory.pause, signal)
    memory.pause = Math.min(memory.pause * 2, LONGEST_PAUSE)
  }
}

async function stream(options: LiveOptions, memory: { lastId: string; pause: number }, signal: AbortSignal): Promise<'closed' | 'refused'> {
  const token = options.token?.()
  const headers = {
    accept: 'text/event-stream',
    ...(memory.lastId ? { 'last-event-id': memory.lastId } : {}),
    ...(token ? { authorization: `Bearer ${token}` } : {}),
  }
  const watch = watchSilence(options.silentMs ?? SILENT_MS)
  try {
    const response = await (options.fetch ?? fetch)(options.url, { headers, credentials: 'same-origin', signal: AbortSignal.any([signal, watch.signal]) })
    if (response.status === 401 || response.status === 403) return 'refused'
    if (!response.ok || !response.body) return 'closed'
    options.onState('open')
    memory.pause = FIRST_PAUSE
    await read(response.body, watch.heard, (event) => {
      memory.lastId = event.id || memory.lastId
      options.onEvent(event)
    })
  } catch {
    // A broken stream is the ordinary end of every connection; the caller sees it by the state.
  } finally {
    watch.stop()
  }
  return 'closed'
}

/** Aborts when nothing was heard for too long. */
function watchSilence(milliseconds: number): { signal: AbortSignal; heard: () => void; stop: () => void } {
  const silent = new AbortController()
  let timer = setTimeout(() => silent.abort(), milliseconds)
  return {
    signal: silent.signal,
    heard: () => {
      clearTimeout(timer)
      timer = setTimeout(() => silent.abort(), milliseconds)
    },
    stop: () => clearTimeout(timer),
  }
}

async function read(body: ReadableStream<Uint8Array>, onBytes: () => void, onEvent: (event: LiveEvent) => void): Promise<void> {
  const parser = createSseParser(({ id, name, data }) => {
    const event = eventOf(id, name, data)
    if (event) onEvent(event)
  })
  const decoder = new TextDecoder()
  const reader = body.getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return
    onBytes()
    parser.push(decoder.decode(value, { stream: true }))
  }
}

/** Takes the event as the contract has it; a bare payload gets id and topic of its envelope. */
function eventOf(id: string, name: string, data: string): LiveEvent | null {
  let value: unknown
  try {
    value = JSON.parse(data)
  } catch {
    return null
  }
  if (typeof value !== 'object' || value === null) return null
  const whole = value as Partial<LiveEvent> // fields are checked below
  if (typeof whole.topic === 'string' && typeof whole.data === 'object') return { id: String(whole.id ?? id), topic: whole.topic, at: String(whole.at ?? ''), data: whole.data }
  return { id, topic: name, at: '', data: value as Record<string, unknown> } // a JSON object
}

function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, milliseconds)
    signal.addEventListener('abort', done)
  })
}
