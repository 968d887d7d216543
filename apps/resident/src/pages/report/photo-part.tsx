import { useEffect, useState } from 'react'
import type { DraftPhoto } from '../../model/draft.ts'
import { admitPhotos, PHOTOS_MAX } from '../../model/photos.ts'
import { focusOn } from '../../platform/device'
import { dropPhoto, keepPhoto, photoPreview, type PickedPhoto } from '../../platform/photo-store'
import { Box, Button, Heading, Item, Picture, Status, Text } from '../../ui/base'
import { PhotoPicker } from '../../ui/photo-picker'
import type { DraftHold } from './use-draft.ts'

interface PhotoPartProps {
  hold: DraftHold
  error: string | undefined
  isRecording: boolean
  readOnly: boolean
  onRemoved: () => void
}

/** Up to six photos, kept on the device from the moment they are chosen. */
export function PhotoPart({ hold, error, isRecording, readOnly, onRemoved }: PhotoPartProps) {
  const { photos, voice } = hold.draft
  const most = voice || isRecording ? PHOTOS_MAX - 1 : PHOTOS_MAX
  const [refused, setRefused] = useState<string[]>([])
  const [said, setSaid] = useState('')

  const take = async (chosen: PickedPhoto[]) => {
    const admitted = admitPhotos(hold.current().photos.length + PHOTOS_MAX - most, chosen)
    setRefused(admitted.refused)
    setSaid('')
    for (const photo of admitted.taken) {
      const key = await keepPhoto(photo)
      // Two choices may be under way at once.
      if (hold.current().photos.length >= most) break
      hold.change({ photos: [...hold.current().photos, { key, name: photo.name, bytes: photo.bytes }] })
    }
  }

  const remove = (key: string, position: number) => {
    setRefused([])
    setSaid(`已删掉第 ${position} 张照片。`)
    focusOn('report-photos')
    hold.change({ photos: hold.current().photos.filter((photo) => photo.key !== key) })
    onRemoved()
    void dropPhoto(key)
  }

  return (
    <Box as="section" className="card">
      <Heading level={2} id="report-photos">
        照片<Text className="muted">（可不放，最多 {most} 张）</Text>
      </Heading>
      <Status className="status warn">
        {[...(error === undefined ? [] : [error]), ...refused].map((words) => (
          <Text block key={words}>
            ▲ {words}
          </Text>
        ))}
      </Status>
      <Status>{said}</Status>
      {photos.length > 0 && (
        <Box as="ul" className="photos" label={`已放 ${photos.length} 张照片`}>
          {photos.map((photo, index) => (
            <Thumbnail key={photo.key} photo={photo} position={index + 1} readOnly={readOnly} onRemove={() => remove(photo.key, index + 1)} />
          ))}
        </Box>
      )}
      <PhotoPicker room={readOnly ? 0 : most - photos.length} onPick={(chosen) => void take(chosen)} />
    </Box>
  )
}

interface ThumbnailProps {
  photo: DraftPhoto
  position: number
  readOnly: boolean
  onRemove: () => void
}

function Thumbnail({ photo, position, readOnly, onRemove }: ThumbnailProps) {
  const [preview, setPreview] = useState<{ src: string | undefined }>()
  useEffect(() => {
    void photoPreview(photo.key).then((src) => setPreview({ src }))
  }, [photo.key])
  return (
    <Item className="photo">
      {preview?.src !== undefined && <Picture src={preview.src} alt={`第 ${position} 张照片`} />}
      {preview && preview.src === undefined && (
        <Text block className="photo-gone">
          照片不在手机里了，请删掉重选
        </Text>
      )}
      <Button kind="quiet" label={`删掉第 ${position} 张照片`} disabled={readOnly} onPress={onRemove}>
        ✕ 删掉
      </Button>
    </Item>
  )
}
