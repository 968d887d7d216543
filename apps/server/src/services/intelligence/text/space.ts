/** Dimensions of a vector, ascending by first appearance, with their weights; the squares make 1. */
export interface Vector {
  readonly dimensions: Uint32Array
  readonly weights: Float64Array
}

/** Texts as directions in the space of their passages, with an index from each passage to the texts it stands in. */
export interface Space {
  readonly vectors: readonly Vector[]
  /** The texts whose likeness (cosine) to a vector is at least `least`, in their order. */
  near(vector: Vector, least: number): (readonly [place: number, likeness: number])[]
  centreOf(places: readonly number[]): Vector
}

/** A passage in fewer texts joins nothing. */
const LEAST = 2
/** A passage in more texts than this share tells nothing; among few texts at least these numbers may hold it. */
const MOST_SHARE = 0.03
const MOST_OF_HUNDREDS = 30
const MOST_OF_FEW = 10

/** Builds the space of texts given by how often each passage stands in them. */
export function createSpace(texts: readonly ReadonlyMap<number, number>[]): Space {
  const { dimensionOf, frequency } = dimensionsOf(texts)
  const vectors = texts.map((passages) => vectorOf(passages, { dimensionOf, frequency, count: texts.length }))
  const index = indexOf(vectors, frequency.length)
  const likeness = new Float64Array(texts.length)
  const sums = new Float64Array(frequency.length)
  return {
    vectors,
    near: (vector, least) => nearTo(vector, { index, likeness, least }),
    centreOf: (places) => centreOf(places.flatMap((place) => vectors[place] ?? []), sums),
  }
}

interface Dimensions {
  readonly dimensionOf: ReadonlyMap<number, number>
  /** In how many texts each dimension stands. */
  readonly frequency: readonly number[]
}

/** The passages that stand in enough texts and not in too many. */
function dimensionsOf(texts: readonly ReadonlyMap<number, number>[]): Dimensions {
  const counts = new Map<number, number>()
  for (const passages of texts) for (const passage of passages.keys()) counts.set(passage, (counts.get(passage) ?? 0) + 1)
  const most = Math.max(MOST_OF_FEW, Math.min(MOST_OF_HUNDREDS, texts.length / 2), MOST_SHARE * texts.length)
  const dimensionOf = new Map<number, number>()
  const frequency: number[] = []
  for (const [passage, count] of counts) {
    if (count < LEAST || count > most) continue
    dimensionOf.set(passage, frequency.length)
    frequency.push(count)
  }
  return { dimensionOf, frequency }
}

function vectorOf(passages: ReadonlyMap<number, number>, { dimensionOf, frequency, count }: Dimensions & { readonly count: number }): Vector {
  const dimensions: number[] = []
  const weights: number[] = []
  for (const [passage, times] of passages) {
    const dimension = dimensionOf.get(passage)
    if (dimension === undefined) continue
    dimensions.push(dimension)
    weights.push((1 + Math.log(times)) * Math.log(1 + count / (frequency[dimension] ?? 1)))
  }
  return unit(Uint32Array.from(dimensions), Float64Array.from(weights))
}

function unit(dimensions: Uint32Array, weights: Float64Array): Vector {
  let square = 0
  for (const weight of weights) square += weight * weight
  const length = Math.sqrt(square) || 1
  return { dimensions, weights: weights.map((weight) => weight / length) }
}

/** For each dimension, from `starts` on, the places of the texts it stands in and its weights there. */
interface Index {
  readonly starts: Uint32Array
  readonly places: Uint32Array
  readonly weights: Float64Array
}

function indexOf(vectors: readonly Vector[], width: number): Index {
  const starts = new Uint32Array(width + 1)
  for (const { dimensions } of vectors) for (const dimension of dimensions) starts[dimension + 1] = (starts[dimension + 1] ?? 0) + 1
  for (let dimension = 0; dimension < width; dimension += 1) starts[dimension + 1] = (starts[dimension + 1] ?? 0) + (starts[dimension] ?? 0)
  const next = starts.slice()
  const places = new Uint32Array(starts[width] ?? 0)
  const weights = new Float64Array(places.length)
  vectors.forEach((vector, place) => {
    vector.dimensions.forEach((dimension, at) => {
      const cell = next[dimension] ?? 0
      places[cell] = place
      weights[cell] = vector.weights[at] ?? 0
      next[dimension] = cell + 1
    })
  })
  return { starts, places, weights }
}

/** `likeness` is all zero before and after. */
function nearTo({ dimensions, weights }: Vector, { index, likeness, least }: { readonly index: Index; readonly likeness: Float64Array; readonly least: number }): (readonly [number, number])[] {
  const touched: number[] = []
  for (let at = 0; at < dimensions.length; at += 1) {
    const [dimension, weight] = [dimensions[at] ?? 0, weights[at] ?? 0]
    const end = index.starts[dimension + 1] ?? 0
    for (let cell = index.starts[dimension] ?? 0; cell < end; cell += 1) {
      const place = index.places[cell] ?? 0
      if (likeness[place] === 0) touched.push(place)
      likeness[place] = (likeness[place] ?? 0) + weight * (index.weights[cell] ?? 0)
    }
  }
  const near: (readonly [number, number])[] = []
  for (const place of touched) {
    const value = likeness[place] ?? 0
    likeness[place] = 0
    if (value >= least) near.push([place, value])
  }
  return near.toSorted((a, b) => a[0] - b[0])
}

/** `sums` is all zero before and after. */
function centreOf(vectors: readonly Vector[], sums: Float64Array): Vector {
  const dimensions: number[] = []
  for (const vector of vectors) {
    vector.dimensions.forEach((dimension, at) => {
      if (sums[dimension] === 0) dimensions.push(dimension)
      sums[dimension] = (sums[dimension] ?? 0) + (vector.weights[at] ?? 0)
    })
  }
  const weights = Float64Array.from(dimensions, (dimension) => sums[dimension] ?? 0)
  for (const dimension of dimensions) sums[dimension] = 0
  return unit(Uint32Array.from(dimensions), weights)
}
