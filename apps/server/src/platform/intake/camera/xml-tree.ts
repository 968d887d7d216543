import { SaxesParser } from 'saxes'
import type { ParkReason } from './event.ts'

/** An element without namespace prefixes; texts are trimmed. */
export interface Element {
  readonly name: string
  readonly text: string
  readonly children: readonly Element[]
}

/** Why a text is no document we read. */
export class XmlRefused extends Error {
  readonly reason: ParkReason
  constructor(reason: ParkReason, detail: string) {
    super(detail)
    this.reason = reason
  }
}

const MOST_DEPTH = 32
const MOST_ELEMENTS = 20_000
const PREFIX = /^.*:/u

interface Open {
  readonly name: string
  text: string
  readonly children: Element[]
}

/**
 * Reads a small XML document whole. No DTD is accepted, so there are no entities but XML's own five and nothing external
 * (XXE, billion laughs).
 * @throws XmlRefused malformed, doctype, too-deep
 */
export function readTree(text: string): Element {
  const parser = new SaxesParser<{ position: false; xmlns: false }>({ position: false, xmlns: false })
  const document: Open = { name: '', text: '', children: [] }
  const open: Open[] = [document]
  let count = 0
  parser.on('error', (error) => { throw new XmlRefused('malformed', error.message) })
  parser.on('doctype', () => { throw new XmlRefused('doctype', 'DTD') })
  parser.on('opentag', ({ name }) => {
    count += 1
    if (open.length > MOST_DEPTH || count > MOST_ELEMENTS) throw new XmlRefused('too-deep', `${open.length} / ${count}`)
    open.push({ name: name.replace(PREFIX, ''), text: '', children: [] })
  })
  const addText = (piece: string): void => {
    const top = open.at(-1)
    if (top) top.text += piece
  }
  parser.on('text', addText)
  parser.on('cdata', addText)
  parser.on('closetag', () => {
    const done = open.pop()
    if (done) open.at(-1)?.children.push({ ...done, text: done.text.trim() })
  })
  parser.write(text).close()
  const [root] = document.children
  if (!root) throw new XmlRefused('no-xml', '')
  return root
}

/** The first child of that name. */
export function child(element: Element | null | undefined, name: string): Element | null {
  return element?.children.find((each) => each.name === name) ?? null
}

/** All children of that name. */
export function children(element: Element | null, name: string): readonly Element[] {
  return element?.children.filter((each) => each.name === name) ?? []
}

/** The text of a child; null when there is none or it is empty. */
export function textOf(element: Element | null, name: string): string | null {
  const text = child(element, name)?.text
  return text === undefined || text === '' ? null : text
}

/** The number a child holds; null when it is none. */
export function numberOf(element: Element | null, name: string): number | null {
  const text = textOf(element, name)
  const value = text === null ? Number.NaN : Number(text)
  return Number.isFinite(value) ? value : null
}
