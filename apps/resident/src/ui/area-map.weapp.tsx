import type { AreaMapProps } from './area-map-props.ts'

/** A mini-program has no drawing of its own ground: the list below says the same. */
export function AreaMap(_props: AreaMapProps) {
  return null
}
