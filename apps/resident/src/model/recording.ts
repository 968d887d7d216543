import type { PickedPhoto } from '../platform/photo-store'

/** The longest the server takes. */
export const VOICE_SECONDS = 60

/** A recording that is under way; `whole` comes after `stop`. */
export interface Recording {
  readonly stop: () => void
  readonly whole: Promise<PickedPhoto & { readonly seconds: number }>
}
