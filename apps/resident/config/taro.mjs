import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import { FirstPage } from './first-page.mjs'

const require = createRequire(import.meta.url)
const folderOf = (name) => dirname(require.resolve(`${name}/package.json`))

/**
 * npm puts React 19 (console) at the root and React 18 with Taro's React parts here, while other
 * Taro parts lie at the root: everything that must exist once is named once.
 */
const ONE_COPY = [
  'react',
  'react-reconciler',
  'scheduler',
  '@tarojs/react',
  '@tarojs/plugin-framework-react',
]

/** Only on the web: for WeChat, Taro puts its own renderer in the place of react-dom. */
const ONE_COPY_WEB = ['react-dom', '@tarojs/router']

/** Taro's settings for one target. Sizes are written in px and stay px: no rpx or rem rewriting. */
export function taroConfig(target) {
  const onePerName = target === 'h5' ? [...ONE_COPY, ...ONE_COPY_WEB] : ONE_COPY
  return {
    projectName: 'yihu-resident',
    framework: 'react',
    compiler: { type: 'webpack5', prebundle: { enable: false }, errorLevel: 1 },
    sourceRoot: 'src',
    outputRoot: `dist/${target}`,
    designWidth: 375,
    deviceRatio: { 375: 2 },
    cache: { enable: false },
    logger: { quiet: true, stats: false },
    plugins: [],
    alias: Object.fromEntries(onePerName.map((name) => [name, folderOf(name)])),
    copy: { patterns: [], options: {} },
    defineConstants: {
      // A mini-program has no origin of its own; the H5 is served by the API's server.
      YIHU_API_ORIGIN: JSON.stringify(
        target === 'h5' ? '' : (process.env.YIHU_RESIDENT_ORIGIN ?? 'http://localhost:8080'),
      ),
      // The server is started with the same id; without one nobody is offered to be told in WeChat.
      YIHU_TOLD_TEMPLATE: JSON.stringify(process.env.YIHU_WECHAT_TEMPLATE_DONE ?? ''),
    },
    jsMinimizer: 'terser',
    h5: {
      publicPath: '/i/',
      staticDirectory: 'static',
      useHtmlComponents: true,
      router: { mode: 'hash' },
      output: { filename: 'js/[name].[contenthash:8].js', chunkFilename: 'chunk/[name].[contenthash:8].js' },
      miniCssExtractPluginOption: {
        filename: 'css/[name].[contenthash:8].css',
        chunkFilename: 'css/[name].[contenthash:8].css',
        ignoreOrder: true,
      },
      webpackChain(chain) {
        chain.performance.hints(false)
        chain.plugin('first-page').use(FirstPage)
        // What two pages share is sent once.
        const split = chain.optimization.get('splitChunks')
        chain.optimization.splitChunks({
          ...split,
          cacheGroups: {
            ...split.cacheGroups,
            shared: { name: 'shared', chunks: 'async', minChunks: 2, minSize: 0, priority: 50, reuseExistingChunk: true },
          },
        })
      },
      enableSourceMap: false,
      // Pages are made of real HTML here: a selector `button` means a button.
      postcss: { pxtransform: { enable: false }, htmltransform: { enable: false }, autoprefixer: { enable: true, config: {} } },
    },
    mini: {
      enableSourceMap: false,
      postcss: { pxtransform: { enable: false }, url: { enable: false } },
    },
  }
}
