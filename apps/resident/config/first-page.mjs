import { brotliCompressSync } from 'node:zlib'

/** After everything else has been written into the output. */
const LAST = 5000
const SMALLEST = 1000
const FIRST = /[\\/]pages[\\/]report[\\/]index\.tsx/u

/**
 * Makes the first page come in two round trips: its styles stand in the document, and what Taro loads only once the app
 * runs (the page's own pieces) is asked for together with the app. Scripts and styles are kept compressed beside themselves.
 */
export class FirstPage {
  apply(compiler) {
    const { RawSource } = compiler.webpack.sources
    compiler.hooks.compilation.tap('FirstPage', (compilation) => {
      compilation.hooks.processAssets.tap({ name: 'FirstPage', stage: LAST }, (assets) => {
        if (!assets['index.html']) return
        const page = withFirstPage(assets, piecesOf(compilation))
        compilation.updateAsset('index.html', new RawSource(page))
        for (const [name, asset] of Object.entries(assets)) {
          if (/\.(?:js|css)$/u.test(name) && asset.size() >= SMALLEST) compilation.emitAsset(`${name}.br`, new RawSource(brotliCompressSync(asset.buffer())))
        }
      })
    })
  }
}

/** Files of the chunks that hold the first page and what it needs. */
function piecesOf(compilation) {
  const group = compilation.chunkGroups.find((one) => one.chunks.some((chunk) => [...compilation.chunkGraph.getChunkModulesIterable(chunk)].some((module) => FIRST.test(module.identifier()))))
  if (!group) throw new Error('the first page was not built')
  return group.getFiles()
}

function withFirstPage(assets, pieces) {
  const html = String(assets['index.html'].source())
  const preloads = pieces.filter((name) => name.endsWith('.js')).map((name) => `<link rel="preload" as="script" href="/i/${name}">`)
  // Under its address the app finds a style that is here already and does not load it again.
  const styles = pieces.filter((name) => name.endsWith('.css')).map((name) => `<style data-href="/i/${name}">${assets[name].source()}</style>`)
  const page = html
    .replace(/<link href="\/i\/([^"]*\.css)" rel="stylesheet">/u, (_link, name) => `<style>${assets[name].source()}</style>${styles.join('')}`)
    .replace('</title>', () => `</title>${preloads.join('')}`)
  if (preloads.length === 0 || !page.includes('<style>') || !page.includes('rel="preload"')) throw new Error('the document was not as expected')
  return page
}
