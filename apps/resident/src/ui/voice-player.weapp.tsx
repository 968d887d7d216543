import { createInnerAudioContext } from '@tarojs/taro'
import { useEffect, useRef } from 'react'
import { Button } from './base'
import type { VoicePlayerProps } from './voice-player-props.ts'

/** WeChat has no player to look at: a button plays from the beginning. */
export function VoicePlayer({ src, label }: VoicePlayerProps) {
  const player = useRef(createInnerAudioContext())
  useEffect(() => {
    const { current } = player
    return () => current.destroy()
  }, [])
  const play = () => {
    player.current.src = src
    player.current.play()
  }
  return (
    <Button label={label} onPress={play}>
      ▶ 听一遍
    </Button>
  )
}
