import { Fault } from '@yihu/contracts'
import { createSnapshot } from '../../kernel/db/index.ts'
import type { Db, WithDb } from '../../kernel/db/index.ts'
import { keywords } from './data/keywords.ts'
import { readClasses } from './repo.ts'
import type { StoredClass } from './repo.ts'
import { createSuggest } from './suggest.ts'
import type { LexiconRow, Suggestion } from './suggest.ts'

/** The catalogue in memory: everything here answers without a query. */
export interface Catalogue {
  readonly classes: readonly StoredClass[]
  /** The class valid on a day (`YYYY-MM-DD`), or the newest ever valid when no day is given; undefined when unknown. */
  find(code: string, day?: string): StoredClass | undefined
  /** @throws class-unknown when the code does not exist or has ended. */
  require(code: string): StoredClass
  /**
   * Limits of a class by stage, as of the moment (ms) a matter was received, or of now; null when the code is unknown.
   * Ended classes and earlier editions keep theirs for the cases that have them.
   */
  limitsOf(code: string, at?: number): StoredClass['limits'] | null
  /** What a text may be about, best first, at most five: by its words, and by what else reads texts for this house. */
  suggest(text: string): Suggestion[]
  /** The same by the words of the lexicon alone. */
  suggestByWords(text: string): Suggestion[]
}

/** Reads a text beside the lexicon: answers its own suggestions in view of the lexicon's, best first, unrounded. */
export type ClassReader = (text: string, lexicon: readonly Suggestion[]) => Suggestion[]
type ReaderOf = (context: WithDb) => Promise<ClassReader | null>

const readers = new WeakMap<Db, ReaderOf>()

/**
 * From now on texts of this house are read with `readerOf` as well: how an upper floor helps to class without being
 * known here (docs/adr/008). Asked each time; null leaves the lexicon alone.
 */
export function readClassesWith({ db }: WithDb, readerOf: ReaderOf): void {
  readers.set(db, readerOf)
}

/** The current catalogue of a context's database; never older than the last committed change. */
export async function catalogueOf(context: WithDb): Promise<Catalogue> {
  const [catalogue, reader] = await Promise.all([shippedOf(context), readers.get(context.db)?.(context) ?? null])
  return reader ? readBy(catalogue, reader) : catalogue
}

const shippedOf = createSnapshot({
  name: 'catalogue',
  load: async (db) => createCatalogue(await readClasses(db)),
})

/** Builds the catalogue of these rows. */
export function createCatalogue(classes: readonly StoredClass[]): Catalogue {
  const byCode = Map.groupBy(classes, ({ code }) => code)
  const find: Catalogue['find'] = (code, day) => {
    const rows = byCode.get(code) ?? []
    if (day === undefined) return rows.findLast(({ validTo }) => validTo === null) ?? rows.at(-1)
    return rows.findLast(({ validFrom, validTo }) => validFrom <= day && (validTo === null || day <= validTo))
  }
  const suggest = createSuggest(lexiconOf(classes.filter(({ validTo }) => validTo === null)))
  return {
    classes,
    find,
    require(code) {
      const row = find(code)
      if (!row || row.validTo !== null) throw new Fault('class-unknown', { details: { code: code.slice(0, 16) } })
      return row
    },
    limitsOf(code, at) {
      const known = at === undefined ? [] : (byCode.get(code) ?? []).filter(({ publishedAt }) => publishedAt === null || publishedAt.getTime() <= at)
      return (known.findLast(({ publishedAt }) => publishedAt !== null) ?? known.findLast(({ validTo }) => validTo === null) ?? known.at(-1) ?? find(code))?.limits ?? null
    },
    suggest,
    suggestByWords: suggest,
  }
}

const read = new WeakMap<Catalogue, { readonly reader: ClassReader; readonly catalogue: Catalogue }>()
const MOST = 5
const LEAST_CONFIDENCE = 0.05

/** The catalogue with a reader beside the lexicon; classes that have ended are never suggested. */
function readBy(catalogue: Catalogue, reader: ClassReader): Catalogue {
  const known = read.get(catalogue)
  if (known?.reader === reader) return known.catalogue
  const suggest: Catalogue['suggest'] = (text) => reader(text, catalogue.suggestByWords(text))
    // Rounded down: what is shown as 90 % is at least that.
    .map((one) => ({ ...one, confidence: Math.floor(one.confidence * 100) / 100 }))
    .filter(({ code, confidence }) => confidence >= LEAST_CONFIDENCE && catalogue.find(code)?.validTo === null)
    .slice(0, MOST)
  const helped = { ...catalogue, suggest }
  read.set(catalogue, { reader, catalogue: helped })
  return helped
}

const NAME_WEIGHT = 3
/** Shorter names such as 「路灯」 stand in too many texts to name a class by themselves. */
const SHORTEST_NAME = 3

/** The shipped words of classes that are in force, and the names of all classes without subclasses. */
function lexiconOf(classes: readonly StoredClass[]): LexiconRow[] {
  const inForce = new Set(classes.map(({ code }) => code))
  const parents = new Set(classes.map(({ parent }) => parent))
  const shipped = keywords.filter(({ code }) => inForce.has(code))
  const known = new Map(shipped.map((row) => [row.code, new Set(row.words.map(({ word }) => word))]))
  const named = classes.filter(({ code, name }) => !parents.has(code) && !name.startsWith('其他')).map(({ code, name, aliases }) => ({
    code,
    words: [...new Set([name, ...partsOf(name), ...aliases])]
      .filter((word) => word.length >= SHORTEST_NAME && !known.get(code)?.has(word))
      .map((word) => ({ word, weight: NAME_WEIGHT })),
  }))
  return [...shipped, ...named]
}

/** 「占道经营与流动摊点」 is said as one or the other; parts below four characters are too common to name a class. */
function partsOf(name: string): string[] {
  return name.split(/[与、和及]/u).filter((part) => part.length >= 4)
}
