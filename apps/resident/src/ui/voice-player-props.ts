export interface VoicePlayerProps {
  readonly src: string
  readonly label: string
}
