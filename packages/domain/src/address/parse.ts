import { ADDRESS_ELEMENTS } from './labels.ts'
import type { AddressElement } from './labels.ts'
import type { AddressModel } from './model.ts'
import { tagTokens } from './tag.ts'
import { tokenise } from './tokens.ts'

/** An element of an address, where it stands in the text: UTF-16 places, end exclusive. */
export interface ParsedElement {
  readonly element: AddressElement
  readonly text: string
  readonly start: number
  readonly end: number
}

/** Cuts a text into address elements in its order. They never overlap and leave out nothing but blanks between them. */
export function parseAddress(model: AddressModel, text: string): ParsedElement[] {
  const tokens = tokenise(text)
  return tagTokens(model, tokens.map((token) => token.text)).map((segment) => {
    const start = tokens[segment.start]?.start ?? 0
    const end = tokens[segment.end - 1]?.end ?? start
    return { element: ADDRESS_ELEMENTS[segment.label] ?? 'other', text: text.slice(start, end), start, end }
  })
}
