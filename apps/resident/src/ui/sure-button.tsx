import { useEffect, useId, useState } from 'react'
import { focusOn } from '../platform/device'
import { Box, Button, Text } from './base'

interface SureButtonProps {
  words: string
  question: string
  onSure: () => void
}

/** A button for what cannot be undone: asks once, in place, with the harmless answer in focus. */
export function SureButton({ words, question, onSure }: SureButtonProps) {
  const [isAsking, setAsking] = useState(false)
  const id = `sure${useId()}`
  useEffect(() => {
    if (isAsking) focusOn(id)
  }, [isAsking, id])
  if (!isAsking) {
    return (
      <Button kind="quiet" onPress={() => setAsking(true)}>
        {words}
      </Button>
    )
  }
  return (
    <Box className="sure" as="section" label={question}>
      <Text block>{question}</Text>
      <Box className="pair">
        <Button id={id} onPress={() => setAsking(false)}>
          不，留着
        </Button>
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
