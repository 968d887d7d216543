import { goBack, goTo } from '../../go.ts'
import { Box, Button, Text } from '../../ui/base'
import { Shell } from '../../ui/shell.tsx'

/** An address that leads nowhere: said plainly, with the ways on. */
export default function Missing() {
  return (
    <Shell
      title="没有这一页"
      action={
        <Button kind="primary" onPress={goBack}>
          回首页，报个事
        </Button>
      }
    >
      <Box className="card">
        <Text block>这个网址可能抄错了，或者这一页已经不在了。您报过的事都还在。</Text>
        <Button onPress={() => goTo('mine')}>看我报的事</Button>
        <Button onPress={() => goTo('services')}>找办事服务</Button>
      </Box>
    </Shell>
  )
}
