import type { PickedPhoto } from '../platform/photo-store'
import type { PhotoPickerProps } from './photo-picker-props.ts'

/** Two file inputs dressed as buttons: they take the focus and the keyboard as buttons do. */
export function PhotoPicker({ room, onPick }: PhotoPickerProps) {
  return (
    <div className="pair">
      <FileButton onPick={onPick} words="拍照" disabled={room === 0} camera />
      <FileButton onPick={onPick} words="从相册选" disabled={room === 0} />
    </div>
  )
}

interface FileButtonProps {
  words: string
  camera?: boolean
  disabled: boolean
  onPick: (photos: PickedPhoto[]) => void
}

function FileButton({ words, camera, disabled, onPick }: FileButtonProps) {
  return (
    <label className={`button plain file${disabled ? ' off' : ''}`}>
      <input
        type="file"
        accept="image/*"
        className="unseen"
        multiple={!camera}
        capture={camera ? 'environment' : undefined}
        disabled={disabled}
        onChange={(event) => {
          const files = [...(event.target.files ?? [])]
          onPick(files.map((file) => ({ name: file.name, bytes: file.size, type: file.type, body: file })))
          // The same photo can be chosen again after it was removed.
          event.target.value = ''
        }}
      />
      <span aria-hidden="true">＋</span>
      {words}
    </label>
  )
}
