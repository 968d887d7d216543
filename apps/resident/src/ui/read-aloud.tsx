import { canSpeak, speak } from '../platform/device'
import { Button } from './base'
import { useElder } from './elder.ts'

/** 「念给我听」, in 长辈版, where the phone can speak. */
export function ReadAloud({ words }: { words: string }) {
  const isElder = useElder()
  if (!isElder || !canSpeak()) return null
  return <Button onPress={() => speak(words)}>念给我听</Button>
}
