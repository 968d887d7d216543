import { printOf, textSimilarity } from '@yihu/domain'
import type { TextPrint } from '@yihu/domain'

const MINUTE_MS = 60_000
/** So long a report counts against its sender, address, plate and words. */
const WINDOW_MS = 10 * MINUTE_MS
/** What a sender may send in a window before a clerk looks; while the street is flooded, one. */
const SENDER_MOST = 5
/** While the street is flooded so many from one address, each of a device that has worked: behind one address a whole compound may stand. */
const FLOOD_ADDRESS_MOST = 10
/** Behind one address, and at one plate, many people may stand: beyond this a device works first. */
const ADDRESS_MOST = 60
const CODE_MOST = 30
/** Beyond this in an hour a clerk looks at what comes from one address, also where each report has a device and words of its own; a whole street reports less. */
const ADDRESS_HOUR_MOST = 2 * ADDRESS_MOST
const HOUR_MS = 60 * MINUTE_MS
/** The same words from whomever are one heap beyond this. */
const SAME_MOST = 5
/** While the street is flooded words are the same from this likeness on; otherwise only when they are equal. */
const ALIKE = 0.8
const MOST_WORDS = 500
const MOST_KEYS = 50_000

/** Doors beside that for reports; each has a measure of its own. */
export type SideDoor = 'join' | 'again' | 'file' | 'booking' | 'help'
/** How often in a window one sender and one address go through before a device works; a report has up to six photos and a recording, and opening again what was done is rare. */
const DOORS: Readonly<Record<SideDoor, { readonly sender: number; readonly address: number }>> = {
  join: { sender: 5, address: 60 }, again: { sender: 1, address: 10 }, file: { sender: 35, address: 420 }, booking: { sender: 3, address: 30 }, help: { sender: 3, address: 30 },
}

/** Why a report waits for a clerk. */
export type HoldReason = 'same' | 'sender' | 'flood'

/** What is known of who sends a report: hashes, in memory only. */
export interface Sending {
  readonly at: number
  readonly sender: string
  readonly address: string
  readonly code: string | null
  readonly text: string
}

/** `isBusy`: the device works first. `hold`: it waits for a clerk, in this heap; for its address alone nobody waits who has shown their telephone. */
export interface Judged {
  readonly isBusy: boolean
  readonly hold: { readonly reason: HoldReason; readonly heap: string; readonly isForAddress: boolean } | null
}

interface Words {
  readonly print: TextPrint
  readonly times: number[]
}

/** The memory of one server: who sent how much of late, and which words come again. */
export interface Watch {
  /** Somebody knocks. @returns whether the street is flooded */
  knock(at: number): boolean
  /** What is to become of a report. */
  judge(sending: Sending, flood: { readonly isFlood: boolean }): Judged
  /** A report was taken or held: it counts from now on. */
  hear(sending: Sending, flood: { readonly isFlood: boolean }): void
  /** Somebody stands at another door. `work`: beyond the measure, or the street is flooded; `code`: beyond twice the measure. */
  ask(door: SideDoor, sending: Omit<Sending, 'text' | 'code'>): 'free' | 'work' | 'code'
  /** They went through. */
  enter(door: SideDoor, sending: Omit<Sending, 'text' | 'code'>): void
}

/** Begins to watch; more knocks in a minute than `floodPerMinute` are a flood. */
export function createWatch({ floodPerMinute }: { readonly floodPerMinute: number }): Watch {
  const knocks: number[] = []
  const counts = new Map<string, number[]>()
  const words: Words[] = []
  const timesOf = ({ at, sender, address, code }: Sending) => ({
    bySender: recent(counts, `s${sender}`, at), byAddress: recent(counts, `a${address}`, at), byCode: code === null ? [] : recent(counts, `c${code}`, at),
    byHour: recent(counts, `hour ${address}`, at, HOUR_MS),
  })
  const isFlooded = (at: number) => knocks.length > floodPerMinute && (knocks[0] ?? at) > at - MINUTE_MS
  const timesAt = (door: SideDoor, { at, sender, address }: Omit<Sending, 'text' | 'code'>) => ({ bySender: recent(counts, `${door} s${sender}`, at), byAddress: recent(counts, `${door} a${address}`, at) })
  return {
    knock(at) {
      knocks.push(at)
      if (knocks.length > floodPerMinute + 1) knocks.shift()
      return isFlooded(at)
    },
    ask(door, sending) {
      const [{ bySender, byAddress }, most] = [timesAt(door, sending), DOORS[door]]
      if (bySender.length >= 2 * most.sender || byAddress.length >= 2 * most.address) return 'code'
      return bySender.length >= most.sender || byAddress.length >= most.address || isFlooded(sending.at) ? 'work' : 'free'
    },
    enter(door, sending) {
      const { bySender, byAddress } = timesAt(door, sending)
      for (const times of [bySender, byAddress]) if (times.push(sending.at) > 2 * DOORS[door].address) times.shift()
    },
    judge(sending, { isFlood }) {
      const { bySender, byAddress, byCode, byHour } = timesOf(sending)
      const same = wordsLike(words, sending, isFlood)
      const hold = holdOf(sending, { same, isOften: bySender.length >= SENDER_MOST, isCrowded: byHour.length >= ADDRESS_HOUR_MOST, isAgain: isFlood && (bySender.length > 0 || byAddress.length >= FLOOD_ADDRESS_MOST) })
      return { hold, isBusy: isFlood || hold !== null || byAddress.length >= ADDRESS_MOST || byCode.length >= CODE_MOST }
    },
    hear(sending, { isFlood }) {
      const { bySender, byAddress, byCode, byHour } = timesOf(sending)
      const same = wordsLike(words, sending, isFlood)[0] ?? { print: printOf(sending.text), times: [] }
      if (same.times.length === 0) words.push(same)
      if (words.length > MOST_WORDS) words.shift()
      for (const times of [bySender, byAddress, byCode, same.times]) if (times.push(sending.at) > ADDRESS_MOST) times.shift()
      if (byHour.push(sending.at) > ADDRESS_HOUR_MOST) byHour.shift()
    },
  }
}

function holdOf({ sender, address }: Sending, { same, isOften, isAgain, isCrowded }: { same: readonly Words[]; isOften: boolean; isAgain: boolean; isCrowded: boolean }): Judged['hold'] {
  const [first] = same
  if (first && same.reduce((sum, { times }) => sum + times.length, 0) >= SAME_MOST) return { reason: 'same', heap: first.print.text, isForAddress: false }
  if (isOften) return { reason: 'sender', heap: sender, isForAddress: false }
  if (isAgain) return { reason: 'flood', heap: address, isForAddress: false }
  return isCrowded ? { reason: 'sender', heap: address, isForAddress: true } : null
}

/** The times of a key within the window; keys nobody used of late are forgotten. */
function recent(counts: Map<string, number[]>, key: string, at: number, windowMs = WINDOW_MS): number[] {
  if (counts.size > MOST_KEYS) for (const [old, times] of counts) if ((times.at(-1) ?? 0) <= at - (old.startsWith('hour ') ? HOUR_MS : WINDOW_MS)) counts.delete(old)
  if (counts.size > MOST_KEYS) counts.clear()
  const times = counts.get(key) ?? []
  counts.set(key, times)
  keepSince(times, at - windowMs)
  return times
}

/** The words of the window that these are, the oldest first; more than one where they are alike and came before the flood. */
function wordsLike(words: Words[], { text, at }: Sending, isFlood: boolean): Words[] {
  while (words[0] && (words[0].times.at(-1) ?? 0) <= at - WINDOW_MS) words.shift()
  const print = printOf(text)
  const found = words.filter((one) => one.print.text === print.text || (isFlood && textSimilarity(one.print, print) >= ALIKE))
  for (const { times } of found) keepSince(times, at - WINDOW_MS)
  return found
}

/** Drops the times before a moment; they stand in order. */
function keepSince(times: number[], since: number): void {
  const first = times.findIndex((time) => time > since)
  times.splice(0, first < 0 ? times.length : first)
}
