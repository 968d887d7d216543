import type { PickedPhoto } from '../platform/photo-store'

export interface PhotoPickerProps {
  /** How many more photos fit. */
  room: number
  onPick: (photos: PickedPhoto[]) => void
}
