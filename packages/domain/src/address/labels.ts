/** The elements an address is made of, in the order of GA/T 2152 from large to small, then what is not a place. */
export const ADDRESS_ELEMENTS = [
  'country', 'province', 'city', 'district', 'zone', 'street', 'community', 'road', 'subroad', 'roadNumber', 'subroadNumber',
  'estate', 'subestate', 'building', 'unit', 'floor', 'room', 'person', 'relation', 'redundant', 'other',
] as const

/** Kind of an address element. */
export type AddressElement = (typeof ADDRESS_ELEMENTS)[number]

/** Names of the same elements in the public CoNLL files, lower-cased, in the same order. */
const CONLL_NAMES = [
  'country', 'prov', 'city', 'district', 'devzone', 'town', 'community', 'road', 'subroad', 'roadno', 'subroadno',
  'poi', 'subpoi', 'houseno', 'cellno', 'floorno', 'roomno', 'person', 'assist', 'redundant', 'otherinfo',
] as const

/** Number of kinds. */
export const LABEL_COUNT = ADDRESS_ELEMENTS.length

/** Number of the label for what was already said or says nothing. */
export const REDUNDANT = ADDRESS_ELEMENTS.indexOf('redundant')
/** Number of the label for what fits no other. */
export const OTHER = ADDRESS_ELEMENTS.indexOf('other')
/** From this label on, an element says nothing of the order of places: relation, redundant, other. */
export const FIRST_FILLER = ADDRESS_ELEMENTS.indexOf('relation')

/** The file's name of a label, by its number. */
export function conllName(label: number): string {
  return CONLL_NAMES[label] ?? 'otherinfo'
}

/** Number of a label by the file's name, in any case; -1 when unknown. */
export function labelOf(name: string): number {
  const lower = name.toLowerCase()
  return CONLL_NAMES.findIndex((known) => known === lower)
}
