import type { Attachment } from './event.ts'

const HEAD_BYTES = 16_384
const BOUNDARY = /^--([^\r\n]{1,200})\r?\n/u
const FIRST_LINE = /^(?:[A-Z]+ \S+ (?:SIP\/2\.0|HTTP\/1\.[01])|(?:SIP\/2\.0|HTTP\/1\.[01]) \d{3}[^\r\n]*|[A-Za-z][\w-]*:[^\r\n]*)\r?\n/u
const MOST_PARTS = 16

/** A message's documents and the pictures beside them. */
export interface Contents {
  readonly bodies: readonly Uint8Array[]
  readonly attachments: readonly Attachment[]
}

/**
 * Takes a message out of its envelopes: a SIP or HTTP head (GB/T 28181 alarms come as SIP MESSAGE), then a multipart body
 * (ISAPI sends the event and its pictures so). Without envelopes the message is one document.
 */
export function openEnvelope(message: Uint8Array): Contents {
  const inner = withoutHead(message)
  const boundary = boundaryOf(inner)
  if (boundary === undefined) return { bodies: [inner], attachments: [] }
  const parts = splitAt(inner, boundary).map(partOf)
  return {
    bodies: parts.filter(({ type }) => isText(type)).map(({ bytes }) => bytes),
    attachments: parts.filter(({ type }) => !isText(type)),
  }
}

/** The message with its pictures emptied: that they were there can still be read from their heads. */
export function withoutPictures(message: Uint8Array): Uint8Array {
  const inner = withoutHead(message)
  const boundary = boundaryOf(inner)
  const pieces = boundary === undefined ? [] : splitAt(inner, boundary)
  if (boundary === undefined || pieces.every((piece) => isText(partOf(piece).type))) return message
  const kept = pieces.map((piece) => {
    const part = partOf(piece)
    return isText(part.type) ? piece : Buffer.from(`\r\nContent-Type: ${part.type}\r\n\r\n\r\n`)
  })
  return Buffer.concat([...kept.flatMap((piece) => [Buffer.from(boundary), piece]), Buffer.from(`${boundary}--\r\n`)])
}

/** The line between the parts; undefined: the message has none. */
function boundaryOf(message: Uint8Array): string | undefined {
  const name = BOUNDARY.exec(latin(message.subarray(0, HEAD_BYTES)))?.[1]
  return name === undefined ? undefined : `--${name.replace(/--$/u, '')}`
}

function isText(type: string): boolean {
  return type === '' || /xml|json|text/iu.test(type)
}

function withoutHead(message: Uint8Array): Uint8Array {
  const head = latin(message.subarray(0, HEAD_BYTES))
  if (!FIRST_LINE.test(head)) return message
  const end = /\r?\n\r?\n/u.exec(head)
  return end ? message.subarray(end.index + end[0].length) : message
}

function splitAt(bytes: Uint8Array, mark: string): Uint8Array[] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const pieces: Uint8Array[] = []
  let from = buffer.indexOf(mark)
  while (from >= 0 && pieces.length < MOST_PARTS) {
    const start = from + mark.length
    const next = buffer.indexOf(mark, start)
    const piece = buffer.subarray(start, next < 0 ? buffer.length : next)
    if (!/^--\s*$/u.test(latin(piece)) && latin(piece).trim() !== '') pieces.push(piece)
    from = next
  }
  return pieces
}

/** One part: its head up to the empty line, then its content without the closing line end. */
function partOf(piece: Uint8Array): Attachment {
  const text = latin(piece.subarray(0, HEAD_BYTES))
  const end = /\r?\n\r?\n/u.exec(text)
  if (!end) return { type: '', bytes: piece }
  const type = /content-type:\s*([^\s;]+)/iu.exec(text.slice(0, end.index))?.[1] ?? ''
  const closing = /\r?\n$/u.exec(latin(piece.subarray(-2)))?.[0].length ?? 0
  return { type, bytes: piece.subarray(end.index + end[0].length, piece.length - closing) }
}

/** One character a byte: for looking at heads, never for content. */
function latin(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
}
