import type { Fix } from '../model/draft.ts'

export interface PointPickerProps {
  /** Where to begin. */
  readonly from: Fix | undefined
  readonly readOnly: boolean
  /** `address`: what the map calls the place. */
  readonly onChosen: (fix: Fix, address?: string) => void
}
