import type { VoicePlayerProps } from './voice-player-props.ts'

/** The browser's own player: it knows keyboard and screen reader. */
export function VoicePlayer({ src, label }: VoicePlayerProps) {
  return <audio className="voice" src={src} aria-label={label} controls preload="metadata" />
}
