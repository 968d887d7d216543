interface SseEvent {
  readonly id: string
  readonly name: string
  readonly data: string
}

/** Parser of `text/event-stream` (WHATWG HTML §9.2.6): text in any pieces goes in, whole events come out. */
export function createSseParser(onEvent: (event: SseEvent) => void): { push: (text: string) => void } {
  let rest = ''
  let id = ''
  let name = ''
  let data: string[] = []
  const line = (text: string) => {
    if (text === '') {
      if (data.length > 0) onEvent({ id, name: name || 'message', data: data.join('\n') })
      name = ''
      data = []
      return
    }
    const colon = text.indexOf(':')
    if (colon === 0) return
    const field = colon < 0 ? text : text.slice(0, colon)
    const value = colon < 0 ? '' : text.slice(colon + 1).replace(/^ /u, '')
    if (field === 'data') data.push(value)
    else if (field === 'event') name = value
    else if (field === 'id') id = value
  }
  return {
    push: (text) => {
      rest += text
      // A lone CR at the end may be half of a CRLF: it waits for the next piece.
      const lines = rest.split(/\r\n|\n|\r(?!$)/u)
      rest = lines.pop() ?? ''
      for (const one of lines) line(one)
    },
  }
}
