import { View } from '@tarojs/components';
export function Hello({onClick}: {onClick: () => void}) { return <View onClick={onClick}>weapp</View>; }
