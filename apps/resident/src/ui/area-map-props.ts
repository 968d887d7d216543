/** A piece of ground with its outer borders in degrees. */
export interface Ground {
  readonly code: string
  readonly rings: readonly (readonly (readonly [number, number])[])[]
}

export interface AreaMapProps {
  readonly grounds: readonly Ground[]
  /** Matters by code. */
  readonly counts: ReadonlyMap<string, number>
  /** From how many on one step darker. */
  readonly steps: readonly number[]
  readonly chosen: string | undefined
  readonly onChoose: (code: string) => void
  readonly label: string
}
