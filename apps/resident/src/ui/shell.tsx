import { type ReactNode, useId } from 'react'
import { goBack, goTo, pageUrl } from '../go.ts'
import { Box, Button, Heading, Link, Screen, Switch } from './base'
import { ActingBar } from './acting-bar.tsx'
import { turnElder, useElder } from './elder.ts'
import { usePageStart } from './page-start'

interface ShellProps {
  title: string
  lead?: string
  /** The first page has no way back but the ways to the others. */
  isFirst?: boolean
  /** The one primary action, always at the bottom. */
  action?: ReactNode
  children: ReactNode
}

/** The frame of every page: way back, heading, 长辈版, content, one action at the bottom. */
export function Shell({ title, lead, isFirst = false, action, children }: ShellProps) {
  const isElder = useElder()
  const headingId = `h${useId()}`
  usePageStart(headingId)
  return (
    <Screen className={`page${isElder ? ' elder' : ''}`}>
      <Box className="top" as="header">
        <Box className="top-row">
          {isFirst ? (
            <Box className="top-links" as="nav" label="其他页面">
              <Link href={pageUrl('mine')} onPress={() => goTo('mine')} className="link top-link">
                我报的事
              </Link>
              <Link href={pageUrl('services')} onPress={() => goTo('services')} className="link top-link">
                办事服务
              </Link>
              <Link href={pageUrl('map')} onPress={() => goTo('map')} className="link top-link">
                地图
              </Link>
              <Link href={pageUrl('news')} onPress={() => goTo('news')} className="link top-link">
                通知
              </Link>
              <Link href={pageUrl('proposals')} onPress={() => goTo('proposals')} className="link top-link">
                议一议
              </Link>
            </Box>
          ) : (
            <Box className="back">
              <Button kind="quiet" onPress={goBack}>
                ‹ 返回
              </Button>
            </Box>
          )}
          <Switch on={isElder} onPress={turnElder}>
            {isElder ? '● 长辈版已开' : '○ 长辈版'}
          </Switch>
        </Box>
        <Heading level={1} id={headingId}>
          {title}
        </Heading>
        {lead !== undefined && <Box className="lead">{lead}</Box>}
      </Box>
      <ActingBar />
      <Box className="content">{children}</Box>
      {action !== undefined && <Box className="bar">{action}</Box>}
    </Screen>
  )
}
