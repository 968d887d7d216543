import type { PictureFile } from '../../api.ts'
import { assetUrl } from '../../platform/http'
import { Box, Item, Picture } from '../../ui/base'

/** Pictures that the server keeps; a touch opens the whole one. */
export function Pictures({ files, name }: { files: readonly PictureFile[]; name: string }) {
  const shown = files.flatMap((file) => (file.thumbnailUrl === null ? [] : [{ ...file, thumbnailUrl: file.thumbnailUrl }]))
  if (shown.length === 0) return null
  return (
    <Box as="ul" className="photos" label={`${name}，共 ${shown.length} 张`}>
      {shown.map((file, index) => (
        <Item className="photo" key={file.id}>
          <Picture src={assetUrl(file.thumbnailUrl)} alt={`${name}，第 ${index + 1} 张`} full={assetUrl(file.url)} />
        </Item>
      ))}
    </Box>
  )
}
