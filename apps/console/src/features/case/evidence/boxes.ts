/** A covered part of a picture, in shares of its width and height (0…1). */
export interface Box {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

const LEAST = 0.01

/** The box between two corners, in any order, within the picture; null when it is too small to have been meant. */
export function boxBetween(a: { x: number; y: number }, b: { x: number; y: number }): Box | null {
  const within = (value: number) => Math.min(1, Math.max(0, value))
  const [left, right] = [within(Math.min(a.x, b.x)), within(Math.max(a.x, b.x))]
  const [top, bottom] = [within(Math.min(a.y, b.y)), within(Math.max(a.y, b.y))]
  return right - left < LEAST || bottom - top < LEAST ? null : { left, top, width: right - left, height: bottom - top }
}

/** A box moved, or with `isSizing` stretched, by shares of the picture; it stays inside. */
export function nudge(box: Box, { x, y, isSizing }: { readonly x: number; readonly y: number; readonly isSizing: boolean }): Box {
  if (isSizing) return { ...box, width: Math.min(1 - box.left, Math.max(LEAST, box.width + x)), height: Math.min(1 - box.top, Math.max(LEAST, box.height + y)) }
  return { ...box, left: Math.min(1 - box.width, Math.max(0, box.left + x)), top: Math.min(1 - box.height, Math.max(0, box.top + y)) }
}

/** Where a box lies in pixels; rounded outwards, so that no edge of what is covered shows. */
export function pixelsOf({ left, top, width, height }: Box, size: { readonly width: number; readonly height: number }): [x: number, y: number, width: number, height: number] {
  const [x, y] = [Math.floor(left * size.width), Math.floor(top * size.height)]
  return [x, y, Math.ceil((left + width) * size.width) - x, Math.ceil((top + height) * size.height) - y]
}
