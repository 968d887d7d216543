import { useState } from 'react'
import { Box, Button, Status } from './base'

interface SureButtonProps {
  words: string
  question: string
  onSure: () => void
}

/** A button for what cannot be undone: asks once, in place. */
export function SureButton({ words, question, onSure }: SureButtonProps) {
  const [isAsking, setAsking] = useState(false)
  if (!isAsking) {
    return (
      <Button kind="quiet" onPress={() => setAsking(true)}>
        {words}
      </Button>
    )
  }
  return (
    <Box className="sure">
      <Status className="status">{question}</Status>
      <Box className="pair">
        <Button onPress={() => setAsking(false)}>不，留着</Button>
        <Button
          kind="danger"
          onPress={() => {
            setAsking(false)
            onSure()
          }}
        >
          是，{words}
        </Button>
      </Box>
    </Box>
  )
}
