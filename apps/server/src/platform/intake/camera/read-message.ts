import { openEnvelope } from './envelope.ts'
import { parked } from './event.ts'
import type { Taken } from './event.ts'
import { readGb28181 } from './gb28181.ts'
import { readHikvision } from './hikvision.ts'
import { readTree, XmlRefused } from './xml-tree.ts'

const MOST_MESSAGE_BYTES = 8 * 1024 * 1024
const MOST_DOCUMENT_BYTES = 1024 * 1024
const CHINESE = /encoding\s*=\s*["'](?:gb2312|gbk|gb18030)["']/iu

/**
 * Reads one message of a camera, recorder or video platform, with or without its SIP, HTTP or multipart envelope.
 * Never throws and loses nothing: what is not understood is parked with the reason.
 */
export function readCameraMessage(message: Uint8Array): Taken {
  if (message.length > MOST_MESSAGE_BYTES) return parked('too-large', `${message.length}`)
  const { bodies, attachments } = openEnvelope(message)
  const taken = bodies.map(readDocument)
  const unread = taken.filter((each) => each.state === 'parked')
  const events = taken.flatMap((each) => (each.state === 'events' ? each.events : []))
  if (events.length > 0) return { state: 'events', events, attachments, unread }
  return unread[0] ?? taken[0] ?? parked('empty')
}

function readDocument(bytes: Uint8Array): Taken {
  if (bytes.length > MOST_DOCUMENT_BYTES) return parked('too-large', `${bytes.length}`)
  const text = textOf(bytes)
  if (text === null) return parked('encoding')
  if (text.trim() === '') return parked('empty')
  if (!text.trimStart().startsWith('<')) return parked('no-xml', text.trimStart())
  try {
    const root = readTree(text.trimStart())
    return readHikvision(root) ?? readGb28181(root) ?? parked('unknown-document', root.name)
  } catch (error) {
    if (error instanceof XmlRefused) return parked(error.reason, error.message)
    throw error
  }
}

/** By the declared encoding; cameras that declare UTF-8 and send GBK are read as what they send. */
function textOf(bytes: Uint8Array): string | null {
  const head = Buffer.from(bytes.subarray(0, 200)).toString('latin1')
  return (CHINESE.test(head) ? null : decoded(bytes, 'utf-8')) ?? decoded(bytes, 'gb18030')
}

function decoded(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch (error) {
    if (error instanceof TypeError) return null
    throw error
  }
}
