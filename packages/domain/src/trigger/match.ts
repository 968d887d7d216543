import type { Countable, Message, Saying, Sighting } from './vocabulary.ts'

type Seen = Extract<Message, { kind: 'seen' }>
type Said = Extract<Message, { kind: 'said' }>

export function isSighting(message: Seen, { label, zone = null, score = 0 }: Sighting): boolean {
  return (label === null || message.label === label) && (zone === null || message.zone === zone) && message.score >= score
}

export function isSaying(message: Said, { classes = [], words = [], without = [] }: Saying): boolean {
  const isOfClass = classes.length === 0 || classes.includes(message.class)
  if (!isOfClass || words.length === 0) return isOfClass
  // longest first, so that no phrase leaves half of another behind; a blank keeps what stood around it apart
  const phrases = without.filter((phrase) => phrase !== '').toSorted((a, b) => b.length - a.length)
  const rest = phrases.reduce((text, phrase) => text.replaceAll(phrase, ' '), message.text)
  return words.some((word) => rest.includes(word))
}

export function isCounted(message: Message, of: Countable): boolean {
  switch (of.kind) {
    case 'seen': return message.kind === 'seen' && isSighting(message, of)
    case 'said': return message.kind === 'said' && isSaying(message, of)
    case 'value':
      return message.kind === 'value' && message.point === of.point && message.value >= (of.atLeast ?? -Infinity) && message.value <= (of.atMost ?? Infinity)
  }
}
