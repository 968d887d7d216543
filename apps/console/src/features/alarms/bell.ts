/** Two short tones, the second higher: heard in a room, no siren. */
const TONES = [[880, 0], [1175, 0.22]] as const
const LENGTH = 0.18

let ear: AudioContext | null = null

/** Rings once. Before anybody has touched the page a browser allows no sound: then it stays silent, without an error. */
export function ring(): void {
  if (!navigator.userActivation.hasBeenActive) return
  ear ??= new AudioContext()
  const { currentTime } = ear
  for (const [pitch, after] of TONES) {
    const tone = new OscillatorNode(ear, { frequency: pitch })
    const loudness = new GainNode(ear, { gain: 0 })
    const start = currentTime + after
    loudness.gain.setValueAtTime(0, start)
    loudness.gain.linearRampToValueAtTime(0.25, start + 0.02)
    loudness.gain.linearRampToValueAtTime(0, start + LENGTH)
    tone.connect(loudness).connect(ear.destination)
    tone.start(start)
    tone.stop(start + LENGTH)
  }
}
