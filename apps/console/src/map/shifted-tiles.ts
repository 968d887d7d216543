import { addProtocol } from 'maplibre-gl'
import { shiftedTiles } from '@yihu/domain'

/** Addresses that begin so are of maps in GCJ-02: what is fetched is put where it belongs in WGS-84. */
const SHIFTED = 'gcj02://'
const SIZE = 256

let isKnown = false

/** Teaches the map the shifted addresses, once. */
export function knowShifted(): void {
  if (isKnown) return
  isKnown = true
  addProtocol(SHIFTED.replace('://', ''), async ({ url }, { signal }) => {
    const [z = 0, x = 0, y = 0] = (/#(\d+)\/(\d+)\/(\d+)$/u.exec(url)?.slice(1) ?? []).map(Number)
    const template = decodeURIComponent(url.slice(SHIFTED.length, url.lastIndexOf('#')))
    return { data: await drawn(template, { z, x, y }, signal) }
  })
}

/** The address of a shifted source for the map. */
export function shiftedAddress(template: string): string {
  return `${SHIFTED}${encodeURIComponent(template)}#{z}/{x}/{y}`
}

async function drawn(template: string, { z, x, y }: { readonly z: number; readonly x: number; readonly y: number }, signal: AbortSignal): Promise<ArrayBuffer> {
  const canvas = new OffscreenCanvas(SIZE, SIZE)
  const pencil = canvas.getContext('2d')
  await Promise.all(shiftedTiles({ z, x, y }, SIZE).map(async (tile) => {
    const answer = await fetch(template.replace('{z}', String(z)).replace('{x}', String(tile.x)).replace('{y}', String(tile.y)), { signal, credentials: 'omit', referrerPolicy: 'origin' })
    // A missing corner leaves a gap, not a whole tile.
    if (answer.ok) pencil?.drawImage(await createImageBitmap(await answer.blob()), tile.left, tile.top, SIZE, SIZE)
  }))
  return (await canvas.convertToBlob({ type: 'image/png' })).arrayBuffer()
}
