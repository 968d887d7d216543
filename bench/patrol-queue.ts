import sharp from 'sharp'
import { newId } from '../apps/server/src/kernel/id.ts'
import type { Figure } from './figures.ts'

const ACTIONS = 2000
const PHOTOS = 500
const BATCH = 100
/** Photos that a phone sends at once. */
const AT_ONCE = 2
/** As the phone draws them before it keeps them. */
const [WIDTH, HEIGHT] = [2048, 1536]

interface Line {
  readonly base: string
  readonly head: Readonly<Record<string, string>>
  readonly device: string
}

interface Action {
  readonly id: string
  readonly kind: string
  readonly at: string
  readonly body: Readonly<Record<string, unknown>>
}

/**
 * What one phone brings home from a long time without signal: 1,000 reports, every other one with a photo, and 1,000
 * visits, as they happened in turn. Photos go before the batch that names them, as the app sends them.
 */
export async function benchQueue({ base, head, device }: Line): Promise<Figure[]> {
  const [photos, visit] = [await pictures(), await visitOf({ base, head, device })]
  const queue = Array.from({ length: ACTIONS }, (_, index): Action => actionAt(index, visit))
  let sent = 0
  const started = performance.now()
  for (let from = 0; from < ACTIONS; from += BATCH) {
    const batch = queue.slice(from, from + BATCH)
    const ready = await withPhotos(batch, { base, head, photos })
    const answer = await fetch(`${base}/patrol/actions`, { method: 'POST', headers: { ...head, 'content-type': 'application/json' }, body: JSON.stringify({ device, actions: ready }) })
    const { results } = (await answer.json()) as { results: { outcome: string }[] } // the contract of POST /patrol/actions
    sent += results.filter(({ outcome }) => outcome === 'applied').length
  }
  const seconds = (performance.now() - started) / 1000
  return [
    { id: 'patrol.queue', what: `${ACTIONS} queued actions (reports and visits) with ${PHOTOS} photos of ${WIDTH} × ${HEIGHT}, from one phone, ${AT_ONCE} photos at a time`, value: seconds, unit: 's', bar: { atMost: 60 } },
    { id: 'patrol.queue.taken', what: 'of them taken', value: sent, unit: '', bar: { atLeast: ACTIONS } },
  ]
}

function actionAt(index: number, visit: Readonly<Record<string, unknown>>): Action {
  const isReport = index % 20 < 10
  return { id: newId(), at: new Date().toISOString(), ...(isReport ? { kind: 'case.report', body: { text: `第 ${index} 处井盖破损` } } : { kind: 'visit.record', body: visit }) }
}

/** Every other report has one. */
async function withPhotos(batch: readonly Action[], { base, head, photos }: Pick<Line, 'base' | 'head'> & { readonly photos: Uint8Array<ArrayBuffer>[] }): Promise<Action[]> {
  const waiting = batch.filter(({ kind }) => kind === 'case.report').filter((_one, index) => index % 2 === 0)
  const files = new Map<string, string>()
  await Promise.all(Array.from({ length: AT_ONCE }, async () => {
    for (let one = waiting.shift(); one; one = waiting.shift()) {
      const form = new FormData()
      form.append('file', new Blob([photos.pop() ?? new Uint8Array()], { type: 'image/jpeg' }), '照片.jpg')
      const answer = await fetch(`${base}/patrol/photos`, { method: 'POST', headers: head, body: form })
      if (!answer.ok) throw new Error(await answer.text())
      files.set(one.id, ((await answer.json()) as { id: string }).id) // the contract of POST /patrol/photos
    }
  }))
  return batch.map((action) => {
    const file = files.get(action.id)
    return file === undefined ? action : { ...action, body: { ...action.body, files: [file] } }
  })
}

/** Different cuts of one noisy scene. */
async function pictures(): Promise<Uint8Array<ArrayBuffer>[]> {
  const [width, height] = [WIDTH + PHOTOS, HEIGHT]
  const scene = await sharp({ create: { width, height, channels: 3, background: '#648', noise: { type: 'gaussian', mean: 120, sigma: 12 } } }).blur(1.5).raw().toBuffer()
  const made: Uint8Array<ArrayBuffer>[] = []
  for (let left = 0; left < PHOTOS; left += 1) {
    const cut = sharp(scene, { raw: { width, height, channels: 3 } }).extract({ left, top: 0, width: WIDTH, height: HEIGHT })
    made.push(new Uint8Array(await cut.jpeg({ quality: 85 }).toBuffer()))
  }
  return made
}

/** A walk round the worker's own grid, whether today's is still due or done. */
async function visitOf({ base, head }: Line): Promise<Readonly<Record<string, unknown>>> {
  const found = await Promise.all(['due', 'nobody', 'done'].map(async (state) => {
    const answer = await fetch(`${base}/grid/due?routine=daily-patrol&state=${state}`, { headers: head })
    return ((await answer.json()) as { items: { subject: { kind: string; id: string } }[] }).items // the contract of GET /grid/due
  }))
  const subject = found.flat()[0]?.subject
  if (!subject) throw new Error('the worker has no grid')
  return { subject: { kind: subject.kind, id: subject.id }, result: 'met', notes: '巡查一遍，没有异常' }
}
