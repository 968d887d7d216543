import { learn, readerOf } from '../apps/server/src/services/intelligence/index.ts'
import { createMatterIndex, matterPrint, mentionsIn } from '../packages/domain/src/index.ts'
import type { Figure } from './figures.ts'
import { readLexicon } from './lexicon.ts'
import { ESTATES, generateRepeats, townCases } from './repeats.ts'
import { createRandom } from '../packages/town/src/index.ts'
import type { Told } from './repeats.ts'
import { realPairs } from './real-pairs.ts'
import { alike, bestOf, cosineLikeness, dbscan, minHashLikeness, pairOf, scoreOf } from './rivals.ts'

const HELD = 100_000
const MESSAGES = 6_000
const MATTERS = 400
/** Classes with fewer cases are not learned. */
const LEAST_OF_CLASS = 6
/** The rule was made looking at other seeds. */
const SEED = 'measured'
const THRESHOLDS = Array.from({ length: 17 }, (_, at) => 0.1 + at * 0.05)

type Suggest = Awaited<ReturnType<typeof readLexicon>>

/**
 * Class by lexicon and trained model, mentions and duplicate candidates of a message against 100,000 open cases in
 * memory, a second of processor time; and how well repeats are found, beside MinHash and TF-IDF with DBSCAN on the same reports.
 */
export async function benchTriage(): Promise<Figure[]> {
  const suggestByWords = await readLexicon('triage')
  const classOf = (text: string): string | null => suggestByWords(text)[0]?.code ?? null
  return [...speed(suggestByWords), ...quality(suggestByWords), ...realPairs({ classOf, thresholds: THRESHOLDS })]
}

function speed(suggest: Suggest): Figure[] {
  const { next } = createRandom('triage')
  const cases = townCases()
  const say = (at: number): { text: string; point: { lon: number; lat: number } } => {
    const [one, two] = [cases[Math.floor(next() * cases.length)], cases[at % cases.length]]
    return { text: `${one?.title}\n${one?.text}${two?.text.slice(0, 30)}`, point: { lon: (two?.point.lon ?? 0) + (next() - 0.5) / 1000, lat: (two?.point.lat ?? 0) + (next() - 0.5) / 1000 } }
  }
  const index = createMatterIndex()
  for (let at = 0; at < HELD; at += 1) {
    const { text, point } = say(at)
    index.put({ id: `c${at}`, classCode: cases[at % cases.length]?.classCode ?? null, point, at: 0, by: null, print: matterPrint(text, ESTATES) })
  }
  const messages = Array.from({ length: MESSAGES }, (_, at) => say(at))
  const measure = (work: (message: (typeof messages)[number]) => unknown): number => {
    // As a server that has run for a day: the lengths of what is held are known.
    for (const message of messages) work(message)
    const before = process.cpuUsage()
    for (const message of messages) work(message)
    const { user, system } = process.cpuUsage(before)
    return MESSAGES / ((user + system) / 1e6)
  }
  const find = ({ text, point }: (typeof messages)[number], classCode: string | null) => index.find({ id: '', classCode, point, at: 0, by: null, print: matterPrint(text, ESTATES) })
  const { labels, read } = trained(cases)
  const figure = (id: string, what: string, value: number): Figure => ({ id, what, value, unit: '/s' })
  return [
    { ...figure('triage.all', `class by lexicon and model (${labels.length} classes), mentions and duplicate candidates of a message, against ${HELD} cases in memory, a second of processor time`, measure((message) => { mentionsIn(message.text); return find(message, read(message.text, suggest(message.text))[0]?.code ?? null) })), bar: { atLeast: 2000 } },
    figure('triage.words', 'the same with the lexicon alone', measure((message) => { mentionsIn(message.text); return find(message, suggest(message.text)[0]?.code ?? null) })),
    figure('triage.class', 'class by the lexicon alone', measure(({ text }) => suggest(text))),
    figure('triage.model', 'class by lexicon and model', measure(({ text }) => read(text, suggest(text)))),
    figure('triage.mentions', 'mentions alone', measure(({ text }) => mentionsIn(text))),
    figure('triage.duplicates', 'duplicate candidates alone', measure((message) => find(message, 'S0102'))),
  ]
}

/** A model of the demo street's cases, as its server would train it; how much it counts beside the lexicon does not change its speed. */
function trained(cases: ReturnType<typeof townCases>): { labels: readonly string[]; read: ReturnType<typeof readerOf> } {
  const counts = Map.groupBy(cases, ({ classCode }) => classCode)
  const model = learn(cases.filter(({ classCode }) => (counts.get(classCode)?.length ?? 0) >= LEAST_OF_CLASS).map(({ classCode, title, text }) => ({ label: classCode, title, text })))
  return { labels: model.labels, read: readerOf(model, { weight: 0.5, sharpness: 1.5 }) }
}

function quality(suggest: Suggest): Figure[] {
  const score = (id: string, what: string, value: number): Figure => ({ id, what, value, unit: '' })
  const told = generateRepeats((text) => suggest(text)[0]?.code ?? null, { matters: MATTERS, seed: SEED })
  const filed = generateRepeats((_text, truth) => truth, { matters: MATTERS, seed: SEED })
  const [own, given, truth] = [foundIn(told), foundIn(filed), truthOf(told)]
  const prints = told.map(({ print }) => print.pairs)
  const [minHash, cosine] = [minHashLikeness(prints), cosineLikeness(prints)]
  return [
    { ...score('duplicates.f1', `F1 over pairs of ${filed.length} generated reports of ${MATTERS} matters (${truth.size} true pairs), each with its right class, as after filing`, given.f1), bar: { atLeast: 0.95 } },
    score('duplicates.precision', 'of the pairs shown', given.precision),
    score('duplicates.recall', 'of the true pairs', given.recall),
    score('duplicates.suggested', `F1 of the same with the class that the lexicon alone suggests (precision ${own.precision.toFixed(3)}, recall ${own.recall.toFixed(3)})`, own.f1),
    score('duplicates.minhash', 'MinHash, 128 hashes, at its best threshold on these very pairs', bestOf(THRESHOLDS, (least) => alike(minHash, least), truth).f1),
    score('duplicates.dbscan', 'TF-IDF with DBSCAN, at its best radius on these very pairs', bestOf(THRESHOLDS, (least) => dbscan(cosine, least, told.length), truth).f1),
  ]
}

function truthOf(told: readonly Told[]): Set<number> {
  return pairsWhere(told, (a, b) => a.truth === b.truth)
}

function foundIn(told: readonly Told[]): ReturnType<typeof scoreOf> {
  const index = createMatterIndex()
  for (const one of told) index.put(one)
  const places = new Map(told.map(({ id }, at) => [id, at]))
  return scoreOf(new Set(told.flatMap((one, at) => index.find(one).map(({ id }) => pairOf(at, places.get(id) ?? at)))), truthOf(told))
}

function pairsWhere(told: readonly Told[], isOne: (a: Told, b: Told) => boolean): Set<number> {
  return new Set(told.flatMap((a, at) => told.slice(at + 1).flatMap((b, beyond) => (isOne(a, b) ? [pairOf(at, at + 1 + beyond)] : []))))
}
