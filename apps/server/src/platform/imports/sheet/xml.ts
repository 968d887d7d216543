import { SaxesParser } from 'saxes'
import { LIMITS, tooLarge, unreadable } from './limits.ts'

/** What a reader wants to hear; names come without namespace prefix. */
export interface XmlListener {
  open?(name: string, attributes: Readonly<Record<string, string>>): void
  close?(name: string): void
  text?(text: string): void
}

/** Takes XML piece by piece. */
export interface XmlReader {
  write(bytes: Buffer): void
  end(): void
}

const NAME = /^.*:/u

/**
 * A strict XML reader of bounded memory: no DTD (so no entities of their own and nothing external), UTF-8 only, and no
 * single text, tag or comment beyond LIMITS.
 * @throws Fault (while writing) import-unreadable, import-too-large
 */
export function createXmlReader(listener: XmlListener): XmlReader {
  const parser = new SaxesParser<{ position: false; xmlns: false }>({ position: false, xmlns: false })
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let silence = 0
  parser.on('error', (error) => { throw unreadable('内部结构有错', error) })
  parser.on('doctype', () => { throw unreadable('内部结构有不允许的声明') })
  parser.on('opentag', ({ name, attributes }) => {
    silence = 0
    listener.open?.(name.replace(NAME, ''), attributes)
  })
  parser.on('closetag', ({ name }) => {
    silence = 0
    listener.close?.(name.replace(NAME, ''))
  })
  for (const event of ['text', 'cdata'] as const) parser.on(event, (text) => { listener.text?.(text) })
  const feed = (text: string): void => {
    silence += text.length
    parser.write(text)
    if (silence > LIMITS.tokenChars) throw tooLarge(`有一个单元格超过 ${LIMITS.cellChars} 字`)
  }
  return {
    write: (bytes) => { feed(decode(decoder, bytes)) },
    end: () => {
      feed(decode(decoder))
      parser.close()
    },
  }
}

function decode(decoder: InstanceType<typeof TextDecoder>, bytes?: Buffer): string {
  try {
    return bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode()
  } catch (error) {
    throw unreadable('文字编码有错', error)
  }
}

/** Reads a whole small part. */
export async function readXml(chunks: AsyncIterable<Buffer>, listener: XmlListener): Promise<void> {
  const reader = createXmlReader(listener)
  for await (const chunk of chunks) reader.write(chunk)
  reader.end()
}
