import type { AddressElement } from './labels.ts'
import { bareNumber } from './numbers.ts'
import type { ParsedElement } from './parse.ts'

/** An address as the area tree asks for it. Names are written as in the text, numbers bare; null where not said. */
export interface StandardAddress {
  readonly district: string | null
  readonly street: string | null
  readonly community: string | null
  readonly road: string | null
  /** Number in the road. */
  readonly number: string | null
  readonly estate: string | null
  /** Part of the estate: a phase, an inner quarter. */
  readonly part: string | null
  readonly building: string | null
  readonly unit: string | null
  readonly floor: string | null
  readonly room: string | null
}

/**
 * The parts of a parsed address that the area tree knows. What is said twice counts once, the first time;
 * a number behind a side road (subroadNumber) stands in where the road has none.
 */
export function standardAddress(elements: readonly ParsedElement[]): StandardAddress {
  const said = (element: AddressElement): string | null => elements.find((found) => found.element === element)?.text ?? null
  const number = (element: AddressElement): string | null => bareNumber(said(element) ?? '')
  return {
    district: said('district'),
    street: said('street'),
    community: said('community'),
    road: said('road') ?? said('subroad'),
    number: number('roadNumber') ?? number('subroadNumber'),
    estate: said('estate'),
    part: said('subestate'),
    building: number('building'),
    unit: number('unit'),
    floor: number('floor'),
    room: number('room'),
  }
}
