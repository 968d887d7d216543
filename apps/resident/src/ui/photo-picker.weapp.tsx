import { chooseMedia } from '@tarojs/taro'
import type { PhotoPickerProps } from './photo-picker-props.ts'
import { Box, Button } from './base'

export function PhotoPicker({ room, onPick }: PhotoPickerProps) {
  // Taro does not turn this call into a promise; a person who changes their mind "fails" it, which is nothing to say.
  const choose = (sourceType: 'camera' | 'album') =>
    void chooseMedia({
      count: room,
      mediaType: ['image'],
      sourceType: [sourceType],
      success: ({ tempFiles }) =>
        onPick(tempFiles.map((file, at) => ({ name: `照片${at + 1}.jpg`, bytes: file.size, type: '', body: file.tempFilePath }))),
    })
  return (
    <Box className="pair">
      <Button onPress={() => choose('camera')} disabled={room === 0}>
        ＋ 拍照
      </Button>
      <Button onPress={() => choose('album')} disabled={room === 0}>
        ＋ 从相册选
      </Button>
    </Box>
  )
}
