/** The hooks and the `build` command that Taro's platform and framework plugins expect to find. */
const fs = require('node:fs')
const path = require('node:path')
const { SPOKEN } = require('./spoken.cjs')

const HOOKS = [
  'modifyAppConfig',
  'modifyWebpackChain',
  'modifyViteConfig',
  'modifyBuildAssets',
  'modifyMiniConfigs',
  'modifyComponentConfig',
  'modifyRunnerOpts',
  'onCompilerMake',
  'onParseCreateElement',
  'onBuildStart',
  'onBuildFinish',
  'onBuildComplete',
]

module.exports = (ctx) => {
  for (const name of HOOKS) ctx.registerMethod(name)

  const writeFileToDist = ({ filePath, content }) => {
    const file = path.join(ctx.paths.outputPath, filePath)
    fs.mkdirSync(path.dirname(file), { recursive: true })
    fs.writeFileSync(file, content)
  }
  ctx.registerMethod('writeFileToDist', writeFileToDist)
  ctx.registerMethod('generateProjectConfig', ({ srcConfigName, distConfigName }) => {
    const project = JSON.parse(fs.readFileSync(path.join(ctx.paths.appPath, srcConfigName), 'utf8'))
    const content = JSON.stringify({ ...project, miniprogramRoot: './' }, null, 2)
    writeFileToDist({ filePath: distConfigName, content })
  })
  // Taro writes the build time here; a build must not differ from the next one.
  ctx.registerMethod('generateFrameworkInfo', () => {})

  const pass = (name, initial) => (opts) =>
    ctx.applyPlugins({ name, opts, ...(initial && { initialVal: opts[initial] }) })

  ctx.registerMethod('onSetupClose', (platform) => {
    if (!platform.template) return
    platform.template.mergeComponents(ctx, SPOKEN)
    platform.runtimePath = [platform.runtimePath, require.resolve('./aria-runtime.js')].flat()
  })

  ctx.registerCommand({
    name: 'build',
    async fn({ options, config }) {
      fs.mkdirSync(ctx.paths.outputPath, { recursive: true })
      await ctx.applyPlugins('onBuildStart')
      await ctx.applyPlugins({
        name: options.platform,
        opts: {
          config: {
            ...config,
            isWatch: false,
            mode: 'production',
            modifyAppConfig: (appConfig) => pass('modifyAppConfig')({ appConfig }),
            modifyWebpackChain: (chain, webpack, data) =>
              pass('modifyWebpackChain', 'chain')({ chain, webpack, data }),
            modifyBuildAssets: (assets, miniPlugin) =>
              pass('modifyBuildAssets', 'assets')({ assets, miniPlugin }),
            modifyMiniConfigs: (configMap) => pass('modifyMiniConfigs', 'configMap')({ configMap }),
            modifyComponentConfig: (componentConfig, of) =>
              pass('modifyComponentConfig')({ componentConfig, config: of }),
            onCompilerMake: (compilation, compiler, plugin) =>
              pass('onCompilerMake')({ compilation, compiler, plugin }),
            onParseCreateElement: (nodeName, componentConfig) =>
              pass('onParseCreateElement')({ nodeName, componentConfig }),
            onBuildFinish: ({ error, stats, isWatch }) => pass('onBuildFinish')({ error, stats, isWatch }),
          },
        },
      })
      await ctx.applyPlugins('onBuildComplete')
    },
  })
}
