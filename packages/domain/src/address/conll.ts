import { labelOf } from './labels.ts'

/** A labelled stretch of tokens, end exclusive. */
export interface Segment {
  readonly start: number
  readonly end: number
  readonly label: number
}

/** An address whose elements are known. */
export interface LabelledAddress {
  readonly tokens: readonly string[]
  readonly segments: readonly Segment[]
}

/** A line that is not `token TAG`. Line numbers start at 1. */
export class ConllError extends Error {
  readonly line: number
  constructor(line: number, text: string) {
    super(`line ${line}: ${text}`)
    this.line = line
  }
}

const TAG = /^([BIES])-(\w+)$/u

/**
 * Reads addresses in CoNLL form: one `token TAG` a line, a blank line between addresses, tags B/I (or BIES), O outside.
 * An element starts at B, at S, and wherever the label changes.
 * @throws ConllError
 */
export function readConll(text: string): LabelledAddress[] {
  const addresses: LabelledAddress[] = []
  let tokens: string[] = []
  let segments: Segment[] = []
  const finish = (): void => {
    if (tokens.length > 0) addresses.push({ tokens, segments })
    tokens = []
    segments = []
  }
  for (const [index, line] of text.replace(/^\uFEFF/u, '').split(/\r?\n/u).entries()) {
    if (line.trim() === '') {
      finish()
      continue
    }
    const { token, mark, label } = readLine(line, index + 1)
    const at = tokens.push(token) - 1
    if (mark === 'O') continue
    const last = segments.at(-1)
    const continues = last !== undefined && last.end === at && last.label === label && (mark === 'I' || mark === 'E')
    if (continues) segments[segments.length - 1] = { ...last, end: at + 1 }
    else segments.push({ start: at, end: at + 1, label })
  }
  finish()
  return addresses
}

function readLine(line: string, number: number): { token: string; mark: string; label: number } {
  const [token, tag, ...rest] = line.trim().split(/[ \t]+/u)
  if (token === undefined || tag === undefined || rest.length > 0) throw new ConllError(number, 'expected "token TAG"')
  if (tag === 'O') return { token, mark: 'O', label: -1 }
  const [, mark, name] = TAG.exec(tag) ?? []
  const label = name === undefined ? -1 : labelOf(name)
  if (mark === undefined || label < 0) throw new ConllError(number, `unknown tag ${tag}`)
  return { token, mark, label }
}
