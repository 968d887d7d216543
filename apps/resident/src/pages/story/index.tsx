import { fetchStory } from '../../api.ts'
import { usePageParams } from '../../go-params.ts'
import { timeWords } from '../../model/words.ts'
import { assetUrl } from '../../platform/http'
import { Box, Item, Picture, Status, Text } from '../../ui/base'
import { ReadAloud } from '../../ui/read-aloud.tsx'
import { Shell } from '../../ui/shell.tsx'
import { useFetched } from '../../use-fetched.ts'

/** One notice or story. */
export default function Story() {
  const id = usePageParams()['id'] ?? ''
  const { data, problem, isLoading } = useFetched(() => fetchStory(id))
  return (
    <Shell title={data?.title ?? '正文'} {...(data && { lead: `${data.kindName} · ${data.areaName} · ${timeWords(data.publishedAt, Date.now())}` })}>
      <Status className="status">{isLoading && !data ? '正在取…' : ''}</Status>
      <Status className="status warn">{problem !== undefined && `▲ ${problem}`}</Status>
      {data && (
        <>
          <ReadAloud words={`${data.title}。${data.body}`} />
          <Box as="section" className="card">
            <Text block className="own-words">
              {data.body}
            </Text>
          </Box>
          {data.pictures.length > 0 && (
            <Box as="ul" className="list story-pictures" label="图片">
              {data.pictures.map(({ id: picture, alt, url, thumbnailUrl }) => (
                <Item key={picture}>
                  <Picture src={assetUrl(thumbnailUrl)} alt={alt} full={assetUrl(url)} />
                  <Text block className="muted">
                    {alt}
                  </Text>
                </Item>
              ))}
            </Box>
          )}
        </>
      )}
    </Shell>
  )
}
