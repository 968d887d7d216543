// Taro's preset: JSX for React 18, TypeScript stripping, browserslist from package.json.
module.exports = {
  presets: [['taro', { framework: 'react', ts: true, compiler: 'webpack5', useBuiltIns: false }]],
}
