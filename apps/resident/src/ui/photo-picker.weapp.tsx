import { chooseMedia } from '@tarojs/taro'
import type { PhotoPickerProps } from './photo-picker-props.ts'
import { Box, Button } from './base'

export function PhotoPicker({ room, onPick }: PhotoPickerProps) {
  const choose = async (sourceType: 'camera' | 'album') => {
    const chosen = await chooseMedia({ count: room, mediaType: ['image'], sourceType: [sourceType] }).catch(() => undefined)
    const photos = chosen?.tempFiles ?? []
    onPick(photos.map((file, at) => ({ name: `照片${at + 1}.jpg`, bytes: file.size, type: '', body: file.tempFilePath })))
  }
  return (
    <Box className="pair">
      <Button onPress={() => void choose('camera')} disabled={room === 0}>
        ＋ 拍照
      </Button>
      <Button onPress={() => void choose('album')} disabled={room === 0}>
        ＋ 从相册选
      </Button>
    </Box>
  )
}
