/**
 * Voice notes: what a container holds and how long it plays, read from its own structure, and a copy that keeps the
 * sound and nothing else — no place, author, title, picture or time of recording. Nothing is decoded.
 */
import { Fault } from '@yihu/contracts'
import { fileTypeOf } from '../magic.ts'
import type { FileType } from '../magic.ts'
import { cleanMp3 } from './mp3.ts'
import { cleanMp4 } from './mp4.ts'
import type { Sound } from './sound.ts'
import { cleanWav } from './wav.ts'
import { cleanWebm } from './webm.ts'

/** Longest voice note, in seconds. */
export const LONGEST_VOICE = 60
/** Largest voice note, in bytes. */
export const LARGEST_VOICE = 2 * 1024 * 1024

/** A recorder that stops at the minute writes a little more. */
const TOLERANCE_SECONDS = 1
const EXPECTED = '录音（WebM、M4A、MP3、WAV）'

/** By what the first bytes say; `null`: it holds pictures, or sound that no browser plays. */
const CLEANERS: Readonly<Record<string, { readonly mediaType: string; readonly clean: (bytes: Buffer) => Sound | null }>> = {
  'audio/wav': { mediaType: 'audio/wav', clean: cleanWav },
  'audio/mpeg': { mediaType: 'audio/mpeg', clean: cleanMp3 },
  'audio/mp4': { mediaType: 'audio/mp4', clean: cleanMp4 },
  'video/mp4': { mediaType: 'audio/mp4', clean: cleanMp4 },
  'video/webm': { mediaType: 'audio/webm', clean: cleanWebm },
}

/** Whether an upload is to be judged as a voice note: it sounds, or is a container that may only sound. */
export function mayBeVoice(type: FileType | undefined): boolean {
  return type?.kind === 'audio' || type?.kind === 'video'
}

/**
 * A voice note without what it should not tell; `seconds` whole, from 1 to 60.
 * @throws Fault file-type-refused, audio-unreadable, audio-too-long
 */
export function cleanVoice(bytes: Buffer): Sound & { readonly mediaType: string } {
  const type = fileTypeOf(bytes)
  const refused = (): Fault => new Fault('file-type-refused', { details: { expected: EXPECTED, found: type?.label ?? '无法识别的内容' } })
  const cleaner = CLEANERS[type?.mediaType ?? '']
  if (!cleaner) throw refused()
  const sound = readable(() => cleaner.clean(bytes))
  if (!sound) throw refused()
  if (sound.seconds > LONGEST_VOICE + TOLERANCE_SECONDS) throw new Fault('audio-too-long', { details: { length: lengthText(sound.seconds) } })
  if (bytes.length > LARGEST_VOICE) throw new Fault('audio-too-long', { details: { length: `${(bytes.length / 1_048_576).toFixed(1)} MB` } })
  return { bytes: sound.bytes, mediaType: cleaner.mediaType, seconds: Math.min(LONGEST_VOICE, Math.max(1, Math.round(sound.seconds))) }
}

/** Whatever a reader stumbles over — it reads beyond the end, finds no sound — is a broken recording. */
function readable(read: () => Sound | null): Sound | null {
  try {
    const sound = read()
    if (sound && !(sound.seconds > 0 && sound.seconds < Infinity)) throw new Error('no sound')
    return sound
  } catch (cause) {
    throw new Fault('audio-unreadable', { cause })
  }
}

function lengthText(seconds: number): string {
  const whole = Math.round(seconds)
  return whole < 3600 ? `${Math.floor(whole / 60)} 分 ${whole % 60} 秒` : `${Math.floor(whole / 3600)} 小时 ${Math.floor((whole % 3600) / 60)} 分`
}
