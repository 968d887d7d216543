import type { PictureFile } from '../../api.ts'
import { assetUrl } from '../../platform/http'
import { VoicePlayer } from '../../ui/voice-player'

/** What the reporter said aloud. */
export function Voices({ files }: { files: readonly PictureFile[] }) {
  return files.map(({ id, url, seconds }) => <VoicePlayer key={id} src={assetUrl(url)} label={seconds === undefined ? '您的录音' : `您的录音，${seconds} 秒`} />)
}
