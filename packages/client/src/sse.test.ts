import { describe, expect, test } from 'vitest'
import { createSseParser } from './sse.ts'

function parse(pieces: readonly string[]) {
  const events: unknown[] = []
  const parser = createSseParser((event) => events.push(event))
  for (const piece of pieces) parser.push(piece)
  return events
}

describe('the event stream', () => {
  const text = ': hello\n\nid: 7\nevent: case.moved\ndata: {"a":1}\n\ndata: x\ndata: y\n\n'
  const events = [
    { id: '7', name: 'case.moved', data: '{"a":1}' },
    { id: '7', name: 'message', data: 'x\ny' },
  ]

  test('gives whole events, comments and unfinished ones left out', () => {
    expect(parse([text, 'data: half'])).toEqual(events)
  })

  test('does not mind where the network cuts it', () => {
    for (const size of [1, 2, 3, 5, 7]) expect(parse(text.match(new RegExp(`.{1,${size}}`, 'gsu')) ?? [])).toEqual(events)
  })

  test('takes CRLF, also when cut between CR and LF', () => {
    expect(parse(['data: a\r', '\n\r\n'])).toEqual([{ id: '', name: 'message', data: 'a' }])
  })
})
