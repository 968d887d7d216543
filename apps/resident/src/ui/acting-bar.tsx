import { actFor, useActing } from './acting.ts'
import { Box, Button, Text } from './base'

/** Whoever acts for a parent sees so on every page, with the way out of it. */
export function ActingBar() {
  const acting = useActing()
  if (!acting) return null
  return (
    <Box className="notice acting" as="section" label="替家人办">
      <Text block>正在替 {acting.name} 办：报的事、约的时间都记在 TA 名下。</Text>
      <Button onPress={() => actFor(null)}>不替了，办我自己的</Button>
    </Box>
  )
}
